using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Frames;

/// <summary>The rule of one <c>frames</c> run: one tensor a recording, or one for each of several numbers of frames.</summary>
internal sealed class FrameRule
{
    private readonly FrameBinning? _single;
    private readonly MultiFrameBinning? _several;
    private readonly Func<EventTotals, long?>? _expectFrames;

    /// <param name="rule">The rule.</param>
    /// <param name="expectFrames">About how many frames a recording would have by it, where the recording decides and says enough.</param>
    public FrameRule(FrameBinning rule, Func<EventTotals, long?>? expectFrames = null)
    {
        _single = rule;
        _expectFrames = expectFrames;
        Suffixes = [""];
        Descriptions = [rule.Description];
    }

    public FrameRule(MultiFrameBinning rules)
    {
        _several = rules;
        Suffixes = [.. rules.Bins.Select(bins => $"-T{bins}")];
        Descriptions = [.. rules.Bins.Select(bins => rules.IsNested ? $"{rules.Description} (T={bins})" : rules.Description.Split("; ")[Index(rules, bins)])];
    }

    /// <summary>What each tensor's file name gets behind the stem.</summary>
    public IReadOnlyList<string> Suffixes { get; }

    /// <summary>Each tensor's rule in words.</summary>
    public IReadOnlyList<string> Descriptions { get; }

    /// <summary>Frames of all tensors together, where the rule fixes them; 0 where the recording decides.</summary>
    public long FixedFrames => _several?.Bins.Sum(bins => (long)bins) ?? (_single as FixedFrameBinning)?.Bins ?? 0;

    /// <summary>About how many frames a recording would have; 0 where that is not known beforehand.</summary>
    public long ExpectFrames(EventReader reader) => FixedFrames > 0 ? FixedFrames : _expectFrames?.Invoke(reader.Totals) ?? 0;

    /// <summary>Reads a recording once; nothing but open frames is held where the format allows.</summary>
    public long Integrate(EventReader reader, SensorSize size, Func<IReadOnlyList<FrameHandler>> restart, FrameOptions options, CancellationToken cancellationToken)
        => _several is not null
            ? _several.Integrate(reader, size, restart, options, cancellationToken)
            : _single!.Integrate(reader, size, () => restart()[0], options, cancellationToken);

    /// <summary>Bins events in memory.</summary>
    public long Integrate(EventSpan events, SensorSize size, IReadOnlyList<FrameHandler> frameReady, FrameOptions options)
        => _several is not null
            ? _several.Integrate(events, size, frameReady, options)
            : _single!.Integrate(events, size, frameReady[0], options);

    /// <summary>A loader of a data set's recordings by the rule: a block for each of <see cref="Suffixes"/>.</summary>
    public FrameLoader Load(EventDataset dataset, FrameLoaderOptions options)
        => _several is not null ? new FrameLoader(dataset, _several, options) : new FrameLoader(dataset, _single!, options);

    /// <summary>Bins what a store has and keeps the frames there.</summary>
    public ImportResult Import(EventStore store, EventDataset dataset, FrameImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
        => _several is not null ? store.ImportFrames(dataset, _several, options, progress, cancellationToken) : store.ImportFrames(dataset, _single!, options, progress, cancellationToken);

    private static int Index(MultiFrameBinning rules, int bins) => rules.Bins.ToList().IndexOf(bins);
}
