namespace NeuroKit.Events.Hdf5;

/// <summary>Unit of the times of a recording, as attributes say it.</summary>
internal enum Hdf5TimeUnit
{
    /// <summary>Nothing says it: whole numbers are microseconds, floats are seconds.</summary>
    Unsaid,
    Nanoseconds,
    Microseconds,
    Milliseconds,
    Seconds,
}
