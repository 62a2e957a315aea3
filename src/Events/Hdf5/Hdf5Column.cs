using NeuroKit.Events.Formats.Npy;

namespace NeuroKit.Events.Hdf5;

/// <summary>Where a column's numbers are.</summary>
/// <param name="Dataset">Path of the dataset.</param>
/// <param name="Offset">Where in a row of the dataset, in bytes.</param>
/// <param name="Type">The numbers' type.</param>
/// <param name="Rows">Rows of the dataset.</param>
internal sealed record Hdf5Column(string Dataset, int Offset, NpyScalar Type, long Rows);
