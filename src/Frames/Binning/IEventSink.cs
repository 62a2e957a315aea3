using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>Takes the events of one recording chunk by chunk, and says afterwards what they were.</summary>
internal interface IEventSink : IDisposable
{
    /// <summary>Events taken.</summary>
    long Events { get; }

    /// <summary>Events left out because they were outside the sensor.</summary>
    long DroppedOutOfRange { get; }

    /// <summary>Time of the first event taken.</summary>
    long FirstTime { get; }

    /// <summary>Time of the last event taken (the running maximum under that option).</summary>
    long LastTime { get; }

    /// <summary>Takes the next events.</summary>
    void Add(EventSpan events);

    /// <summary>Ends the recording.</summary>
    void Complete();
}
