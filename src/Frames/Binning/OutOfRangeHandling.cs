namespace NeuroKit.Frames;

/// <summary>What to do about events outside the sensor or of a polarity other than 0 and 1. They are never wrapped into another cell.</summary>
public enum OutOfRangeHandling
{
    /// <summary>Throw <see cref="NeuroKit.Events.InvalidEventException"/>, which names the event's index and value.</summary>
    Error,

    /// <summary>Leave them out, before anything is binned, and count them.</summary>
    Drop,
}
