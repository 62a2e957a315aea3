namespace NeuroKit.Events.Hdf5;

/// <summary>A filter of a dataset's pipeline.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">What the file calls it; may be empty.</param>
/// <param name="FirstValue">The first of its parameters, 0 where it has none.</param>
internal readonly record struct Hdf5Filter(int Id, string Name, uint FirstValue);
