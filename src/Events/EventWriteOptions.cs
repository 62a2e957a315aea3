namespace NeuroKit.Events;

/// <summary>How a recording is written. Immutable: change it with <c>with</c>.</summary>
public sealed record EventWriteOptions
{
    /// <summary>The defaults.</summary>
    public static EventWriteOptions Default { get; } = new();

    /// <summary>Name of the format (<c>aedat2</c>, …), or null (default) to take it from the file's extension.</summary>
    public string? Format { get; init; }

    /// <summary>The sensor's size, for formats that store it or whose layout depends on it. Default: null.</summary>
    public SensorSize? SensorSize { get; init; }

    /// <summary>When the recording began, for formats that store it. Default: null, nothing is written (same events, same bytes).</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>Lines of text for the header, without comment marks, for formats that have one. Default: none.</summary>
    public IReadOnlyList<string> Comments { get; init; } = [];

    /// <summary>Options of single formats, at most one of a type. Default: none.</summary>
    public IReadOnlyList<EventFormatOptions> FormatOptions { get; init; } = [];

    /// <summary>The options of a format: those given, else that type's defaults.</summary>
    /// <typeparam name="T">The format's option type.</typeparam>
    public T Get<T>()
        where T : EventFormatOptions, new()
        => FormatOptions.OfType<T>().FirstOrDefault() ?? new T();
}
