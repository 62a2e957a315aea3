using FsCheck;
using FsCheck.Fluent;
using NeuroKit.Testing;

namespace NeuroKit.Frames.Tests.Properties;

public enum RuleKind
{
    Count,
    Time,
    Duration,
    EventCount,
    EventCountDropLast,
    TonicTimeWindow,
    TonicEventCount,
    TonicTimeBins,
    TonicEventBins,
}

/// <summary>A rule whose numbers suit a recording, so that there are some frames and not thousands.</summary>
public sealed record RuleChoice(RuleKind Kind, int Frames, int Nudge, int OverlapPercent, bool Flag)
{
    /// <summary>No event is lost and none counted twice.</summary>
    public bool Conserves => Kind is RuleKind.Count or RuleKind.Time or RuleKind.Duration or RuleKind.EventCount;

    public bool Overlaps => Kind >= RuleKind.TonicTimeWindow;

    public bool ByTime => Kind is RuleKind.Time or RuleKind.Duration or RuleKind.TonicTimeWindow or RuleKind.TonicTimeBins;

    private double Share => OverlapPercent / 100.0;

    public FrameBinning For(Recording recording) => Kind switch
    {
        RuleKind.Count => FrameBinning.ByCount(Frames),
        RuleKind.Time => FrameBinning.ByTime(Frames),
        RuleKind.Duration => FrameBinning.ByDuration(Duration(recording)),
        RuleKind.EventCount => FrameBinning.ByEventCount(Group(recording)),
        RuleKind.EventCountDropLast => FrameBinning.ByEventCount(Group(recording), dropLast: true),
        RuleKind.TonicTimeWindow => TonicBinning.TimeWindow(Duration(recording), Part(Duration(recording)), Flag),
        RuleKind.TonicEventCount => TonicBinning.EventCount(Group(recording), Part(Group(recording)), Flag),
        RuleKind.TonicTimeBins => TonicBinning.TimeBins(Frames, Share),
        _ => TonicBinning.EventBins(Frames, Share),
    };

    public int[][] Reference(Recording recording) => Kind switch
    {
        RuleKind.Count => ReferenceIntegrator.ByCount(recording, Frames),
        RuleKind.Time => ReferenceIntegrator.ByTime(recording, Frames),
        RuleKind.Duration => ReferenceIntegrator.ByDuration(recording, Duration(recording)),
        RuleKind.EventCount => ReferenceIntegrator.ByEventCount(recording, Group(recording), dropLast: false),
        RuleKind.EventCountDropLast => ReferenceIntegrator.ByEventCount(recording, Group(recording), dropLast: true),
        RuleKind.TonicTimeWindow => ReferenceIntegrator.TonicTimeWindow(recording, Duration(recording), Part(Duration(recording)), Flag),
        RuleKind.TonicEventCount => ReferenceIntegrator.TonicEventCount(recording, Group(recording), Part(Group(recording)), Flag),
        RuleKind.TonicTimeBins => ReferenceIntegrator.TonicTimeBins(recording, Frames, Share),
        _ => ReferenceIntegrator.TonicEventBins(recording, Frames, Share),
    };

    public static Gen<RuleChoice> Generate(params RuleKind[] kinds)
        => from kind in Gen.Elements(kinds)
           from frames in Gen.Frequency((3, Gen.Choose(1, 20)), (1, Gen.Elements(1, 4, 8, 16)))
           from nudge in Gen.Choose(-1, 1)
           from overlap in Gen.Elements(0, 0, 10, 25, 50, 90)
           from flag in Gen.Elements(true, false)
           select new RuleChoice(kind, frames, nudge, overlap, flag);

    // The range divided into about so many frames: exactly where the nudge is 0, so that the last event often lies on an edge.
    private long Duration(Recording recording)
        => Math.Max(1, recording.Count == 0 ? Frames : ((recording.Events.T[^1] - recording.Events.T[0]) / Frames) + Nudge);

    private long Group(Recording recording) => Math.Max(1, (recording.Count / Frames) + Nudge);

    private long Part(long whole) => (long)Math.Min(whole - 1, whole * Share);
}

/// <summary>Rules for <c>[Property]</c>.</summary>
public static class RuleArbitraries
{
    public static Arbitrary<RuleChoice> Any() => RuleChoice.Generate(Enum.GetValues<RuleKind>()).ToArbitrary();
}

/// <summary>Rules that keep every event and do not overlap.</summary>
public static class ConservingRules
{
    public static Arbitrary<RuleChoice> Any()
        => RuleChoice.Generate(RuleKind.Count, RuleKind.Time, RuleKind.Duration, RuleKind.EventCount).ToArbitrary();
}

/// <summary>Rules by time.</summary>
public static class TimeRules
{
    public static Arbitrary<RuleChoice> Any()
        => RuleChoice.Generate(RuleKind.Time, RuleKind.Duration, RuleKind.TonicTimeWindow, RuleKind.TonicTimeBins).ToArbitrary();
}

/// <summary>Rules by count.</summary>
public static class CountRules
{
    public static Arbitrary<RuleChoice> Any()
        => RuleChoice.Generate(
            RuleKind.Count, RuleKind.EventCount, RuleKind.EventCountDropLast, RuleKind.TonicEventCount, RuleKind.TonicEventBins).ToArbitrary();
}
