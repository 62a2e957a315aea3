using NeuroKit.Events;

namespace NeuroKit.Frames.Stores;

/// <summary>How frames are put into a store. Immutable: change it with <c>with</c>.</summary>
public sealed record FrameImportOptions
{
    /// <summary>The defaults.</summary>
    public static FrameImportOptions Default { get; } = new();

    /// <summary>How bad events are treated. Part of the key. Default: <see cref="Frames.FrameOptions.Default"/>, errors.</summary>
    public FrameOptions FrameOptions { get; init; } = FrameOptions.Default;

    /// <summary>The sensor. Part of the key. Default: null, what a loader would take.</summary>
    public SensorSize? SensorSize { get; init; }

    /// <summary>How the recordings were read, where the import of their events said it. Default: null.</summary>
    public EventReadOptions? ReadOptions { get; init; }

    /// <summary>Threads that bin, at least 1. Default: the processors, 1 … 8.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>As <see cref="ImportOptions.SegmentBytes"/>. Default: 16 MiB.</summary>
    public long SegmentBytes { get; init; } = ImportOptions.DefaultSegmentBytes;

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(FrameOptions);
        ArgumentOutOfRangeException.ThrowIfLessThan(Workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, 1);
    }
}
