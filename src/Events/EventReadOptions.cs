namespace NeuroKit.Events;

/// <summary>How a recording is read. Immutable: change it with <c>with</c>.</summary>
public sealed record EventReadOptions
{
    /// <summary>The defaults: strict, format found by content.</summary>
    public static EventReadOptions Default { get; } = new();

    /// <summary>What to do about bad content. Default: <see cref="EventReadPolicy.Strict"/>.</summary>
    public EventReadPolicy Policy { get; init; }

    /// <summary>Name of the format (<c>aedat2</c>, …), or null (default) to find it by content.</summary>
    public string? Format { get; init; }

    /// <summary>The sensor's size as recorded, where the file does not say it; overrides what the file says. Default: null.</summary>
    public SensorSize? SensorSize { get; init; }

    /// <summary>
    /// How a data set's convention turns the recorded coordinates; the reader applies it to every event it gives. Needs the sensor's size
    /// (the header's or <see cref="SensorSize"/>, as recorded) where an axis is flipped. Default: null, coordinates as recorded.
    /// </summary>
    public Orientation? Orientation { get; init; }

    /// <summary>Longest text header accepted, in bytes. Default: 4 MiB (the longest seen in the field is 304 KB).</summary>
    public int MaxHeaderBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Whether triggers, IMU samples and frames are kept for <see cref="EventReader.TakeSidePackets"/>. Default: no, they are only counted.</summary>
    public bool CollectSidePackets { get; init; }

    /// <summary>Options of single formats, at most one of a type. Default: none.</summary>
    public IReadOnlyList<EventFormatOptions> FormatOptions { get; init; } = [];

    /// <summary>The options of a format: those given, else that type's defaults.</summary>
    /// <typeparam name="T">The format's option type.</typeparam>
    public T Get<T>()
        where T : EventFormatOptions, new()
    {
        foreach (EventFormatOptions options in FormatOptions)
        {
            if (options is T match)
                return match;
        }

        return new T();
    }
}
