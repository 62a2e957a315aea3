namespace NeuroKit.Events;

/// <summary>
/// What a reader knows of a whole recording without decoding it. <see cref="Exact"/> tells whether it is certain; otherwise it is what a
/// well-formed file without special words would hold, and whoever relies on it checks it against what was read in the end.
/// </summary>
/// <param name="Count">Number of pixel events, where known.</param>
/// <param name="FirstTime">Time of the first event in microseconds, where known.</param>
/// <param name="LastTime">Time of the last event in microseconds, where known.</param>
/// <param name="Exact">Whether the figures are certain.</param>
public readonly record struct EventTotals(long? Count, long? FirstTime = null, long? LastTime = null, bool Exact = false)
{
    /// <summary>Nothing is known.</summary>
    public static EventTotals Unknown => default;
}
