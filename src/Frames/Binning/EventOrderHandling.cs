namespace NeuroKit.Frames;

/// <summary>
/// What is done about events that are earlier than the one before them. Rules by count need no order and do not look at times, but
/// <see cref="Sort"/> sorts for them too.
/// </summary>
public enum EventOrderHandling
{
    /// <summary>Throw <see cref="NeuroKit.Events.InvalidEventException"/>.</summary>
    Error,

    /// <summary>Sort by time; events of one time keep their order. Needs the whole recording in memory.</summary>
    Sort,

    /// <summary>Keep the file's order and take the latest time so far as each event's time.</summary>
    RunningMax,
}
