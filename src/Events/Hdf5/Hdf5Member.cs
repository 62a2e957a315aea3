using NeuroKit.Events.Formats.Npy;

namespace NeuroKit.Events.Hdf5;

/// <summary>A field of a compound datatype.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where in the compound, in bytes.</param>
/// <param name="Type">Its numbers' type; null where it is no plain number.</param>
internal readonly record struct Hdf5Member(string Name, int Offset, NpyScalar? Type);
