using System.Globalization;

namespace NeuroKit.Events;

/// <summary>An event cannot be used: outside the sensor, of a polarity other than 0 and 1, or earlier than the one before it.</summary>
public sealed class InvalidEventException : NeuroKitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="eventIndex">Index of the event in the recording.</param>
    /// <param name="e">The event.</param>
    /// <param name="reason">What is wrong, and which option would accept it.</param>
    public InvalidEventException(long eventIndex, Event e, string reason)
        : base(string.Create(CultureInfo.InvariantCulture, $"event {eventIndex} (t {e.T}, x {e.X}, y {e.Y}, p {e.P}): {reason}"))
    {
        EventIndex = eventIndex;
        Event = e;
    }

    /// <summary>Index of the event in the recording.</summary>
    public long EventIndex { get; }

    /// <summary>The event.</summary>
    public Event Event { get; }
}
