namespace NeuroKit.Events.Formats.Npy;

/// <summary>Kind of a NumPy scalar that an event's field can be.</summary>
internal enum NpyKind
{
    Signed,
    Unsigned,
    Float,
}
