using System.Globalization;

namespace NeuroKit.Events;

/// <summary>A writer was given an event that its format cannot hold.</summary>
public sealed class UnrepresentableEventException : EventFormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="source">The file's path or the stream's name.</param>
    /// <param name="eventIndex">Index of the event, counted from the first one written.</param>
    /// <param name="e">The event.</param>
    /// <param name="limit">What the format can hold, for example <c>x ≤ 127 in aedat2</c>.</param>
    public UnrepresentableEventException(string source, long eventIndex, Event e, string limit)
        : base(source, null, string.Create(CultureInfo.InvariantCulture, $"event {eventIndex} (t {e.T}, x {e.X}, y {e.Y}, p {e.P})"), limit)
    {
        EventIndex = eventIndex;
        Event = e;
    }

    /// <summary>Index of the event, counted from the first one written.</summary>
    public long EventIndex { get; }

    /// <summary>The event.</summary>
    public Event Event { get; }
}
