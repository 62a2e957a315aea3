using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>How events become frames. Immutable: change it with <c>with</c>.</summary>
public sealed record FrameOptions
{
    /// <summary>The defaults: errors for bad events.</summary>
    public static FrameOptions Default { get; } = new();

    /// <summary>Events outside the sensor. Default: <see cref="OutOfRangeHandling.Error"/>.</summary>
    public OutOfRangeHandling OutOfRange { get; init; }

    /// <summary>Events that step back in time. Default: <see cref="EventOrderHandling.Error"/>.</summary>
    public EventOrderHandling Order { get; init; }

    /// <summary>Most frames a recording may give: a guard for a fixed duration against absurd times. Default: 1,048,576.</summary>
    public long MaxFrames { get; init; } = 1 << 20;

    /// <summary>
    /// Most events that are held in memory when a rule must know the count or the times beforehand and the source cannot be read twice,
    /// or when events must be sorted. Default: 64 Mi events (872 MiB).
    /// </summary>
    public int MaxBufferedEvents { get; init; } = 64 * 1024 * 1024;

    // Frames that one tensor holds, where the frames go into one: known before the first frame is handed over.
    internal long TensorFrames { get; init; } = long.MaxValue;

    internal FrameOptions ForTensor(SensorSize size) => this with { TensorFrames = Array.MaxLength / (2 * size.Pixels) };
}
