namespace NeuroKit.Events.Formats.Npy;

/// <summary>Which column of the events a field or array holds.</summary>
internal enum NpyEventField
{
    T,
    X,
    Y,
    P,
}
