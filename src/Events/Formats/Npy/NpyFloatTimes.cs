namespace NeuroKit.Events.Formats.Npy;

/// <summary>Unit of times that are stored as floats. Times stored as integers are microseconds.</summary>
public enum NpyFloatTimes
{
    /// <summary>Microseconds, and whole ones: a fraction is bad content, for it hints at another unit.</summary>
    Microseconds,

    /// <summary>Seconds; rounded to the nearest microsecond.</summary>
    Seconds,
}
