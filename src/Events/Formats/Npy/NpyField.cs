namespace NeuroKit.Events.Formats.Npy;

/// <summary>One field of a record.</summary>
/// <param name="Name">Its name; empty for padding.</param>
/// <param name="Offset">Where it begins in the record.</param>
/// <param name="Scalar">What it is, where it is a number.</param>
/// <param name="Description">Its type as the file says it, for messages.</param>
internal sealed record NpyField(string Name, int Offset, NpyScalar? Scalar, string Description);
