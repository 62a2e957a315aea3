using NeuroKit.Events;
using NeuroKit.Frames.Transforms;

namespace NeuroKit.Frames.Loading;

/// <summary>How a <see cref="FrameLoader"/> loads. Immutable: change it with <c>with</c>.</summary>
public sealed record FrameLoaderOptions
{
    /// <summary>The defaults.</summary>
    public static FrameLoaderOptions Default { get; } = new();

    /// <summary>Recordings a batch, at least 1. Default: 16.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Whether every epoch has an order of its own, drawn from <see cref="Seed"/> and the epoch's number. Default: no, the data set's order.</summary>
    public bool Shuffle { get; init; }

    /// <summary>Decides the orders and the augmentation, together with the epoch's number and the sample's place in the data set. Default: 0.</summary>
    public long Seed { get; init; }

    /// <summary>
    /// Whether a last, smaller batch is left out, as training usually does. Over several shards it also makes them equally long: the
    /// epoch's last Count mod <see cref="World"/> recordings are left out. Default: no.
    /// </summary>
    public bool DropLast { get; init; }

    /// <summary>Which shard this loader gives, 0 … <see cref="World"/> − 1. Default: 0.</summary>
    public int Rank { get; init; }

    /// <summary>
    /// Number of shards, at least 1: the epoch's recordings are dealt to them in turn, position i to shard i mod World, so that every
    /// recording comes to one shard precisely. Their numbers differ by at most one; with <see cref="DropLast"/> they are equal. Default: 1.
    /// </summary>
    public int World { get; init; } = 1;

    /// <summary>
    /// Threads that read and bin, at least 0. 0: no thread, a batch is made when it is asked for. The number changes nothing but the speed.
    /// Default: half the processors, 1 … 8; the rest is left to the training.
    /// </summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 8);

    /// <summary>Batches made ahead of the one handed over last, at least 1; bounds the memory. Default: 2.</summary>
    public int PrefetchBatches { get; init; } = 2;

    /// <summary>The sensor, after the data set's orientation. Default: null, the data set's; else what the first recording's header says.</summary>
    public SensorSize? SensorSize { get; init; }

    /// <summary>
    /// Type of the counts. Default: <see cref="FrameElement.Auto"/>. A count that a type asked for cannot hold is an error.
    /// </summary>
    public FrameElement Element { get; init; }

    /// <summary>How to treat bad events. Default: <see cref="Frames.FrameOptions.Default"/>, errors.</summary>
    public FrameOptions FrameOptions { get; init; } = FrameOptions.Default;

    /// <summary>
    /// What is done to the clips, in this order, with one generator a sample and epoch: all frames of a recording, in all blocks, get the
    /// same. Default: null, nothing.
    /// </summary>
    public IReadOnlyList<ClipTransform>? Augmentation { get; init; }

    /// <summary>Decides the augmentation instead of <see cref="Seed"/>, which then decides the orders alone: the same recordings, varied another way. Default: null, <see cref="Seed"/>.</summary>
    public long? AugmentationSeed { get; init; }

    /// <summary>How recordings are read. Default: null, <see cref="EventReadOptions.Default"/> with what the data set knows.</summary>
    public EventReadOptions? ReadOptions { get; init; }
}
