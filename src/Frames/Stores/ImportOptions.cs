using NeuroKit.Events;
using NeuroKit.Events.Archives;

namespace NeuroKit.Frames.Stores;

/// <summary>How a data set is imported. Immutable: change it with <c>with</c>.</summary>
public sealed record ImportOptions
{
    /// <summary>Bytes of a segment by default.</summary>
    public const long DefaultSegmentBytes = 16L << 20;

    /// <summary>The defaults.</summary>
    public static ImportOptions Default { get; } = new();

    /// <summary>How recordings are read; what the data set knows is added. Part of the key. Default: null, <see cref="EventReadOptions.Default"/>, strict.</summary>
    public EventReadOptions? ReadOptions { get; init; }

    /// <summary>Threads that decode, at least 1. What is stored does not depend on it. Default: the processors, 1 … 8.</summary>
    public int Workers { get; init; } = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>What is done about a recording that cannot be imported. Default: <see cref="ImportFailureHandling.Stop"/>.</summary>
    public ImportFailureHandling OnFailure { get; init; }

    /// <summary>
    /// A file of the set ends before the recording that would make it longer than this: the step in which an interrupted import goes on.
    /// Default: 16 MiB.
    /// </summary>
    public long SegmentBytes { get; init; } = DefaultSegmentBytes;

    /// <summary>What archives may hold that are imported; what is stored does not depend on it. Default: <see cref="ArchiveLimits.Default"/>.</summary>
    public ArchiveLimits ArchiveLimits { get; init; } = ArchiveLimits.Default;

    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(ArchiveLimits);
        ArgumentOutOfRangeException.ThrowIfLessThan(Workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SegmentBytes, 1);
        if (!Enum.IsDefined(OnFailure))
            throw new ArgumentException($"There is no ImportFailureHandling {OnFailure}.");
    }
}
