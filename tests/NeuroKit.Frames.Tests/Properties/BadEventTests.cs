using FsCheck.Xunit;
using NeuroKit.Events;
using NeuroKit.Testing;

namespace NeuroKit.Frames.Tests.Properties;

/// <summary>Events outside the sensor and out of order: named, or treated as if done by hand beforehand.</summary>
[Properties(Arbitrary = [typeof(RecordingArbitraries)], MaxTest = 200)]
public sealed class BadEventTests
{
    private static readonly FrameOptions s_drop = new() { OutOfRange = OutOfRangeHandling.Drop };
    private static readonly FrameOptions s_sort = new() { Order = EventOrderHandling.Sort };
    private static readonly FrameOptions s_runningMaximum = new() { Order = EventOrderHandling.RunningMax };

    [Property(Arbitrary = [typeof(RuleArbitraries)])]
    public void AnEventOutsideIsNamedWithIndexAndValue(OutlyingRecording outlying, RuleChoice choice, Chunking chunking)
    {
        Recording recording = outlying.Recording;
        FrameBinning rule = choice.For(recording);
        int bad = recording.FirstOutside();
        if (bad < 0)
        {
            FrameAssert.Frames(rule, recording);
            return;
        }

        AssertNames(recording, bad, Assert.Throws<InvalidEventException>(() => FrameAssert.Frames(rule, recording)));
        AssertNames(recording, bad, Assert.Throws<InvalidEventException>(() => Stream(rule, recording, chunking, FrameOptions.Default)));
        Assert.Throws<InvalidEventException>(() => MultiFrameBinning.Exact(FrameBinning.ByCount(4), FrameBinning.ByCount(2)).ToFrames<int>(recording.Events, recording.Size));
    }

    [Property(Arbitrary = [typeof(RuleArbitraries)])]
    public void DroppingEqualsFilteringBeforehand(OutlyingRecording outlying, RuleChoice choice, Chunking chunking)
    {
        Recording recording = outlying.Recording;
        Recording inside = recording.WithoutOutside();
        FrameBinning rule = choice.For(inside);
        FrameAssert.Equal(choice.Reference(inside), FrameAssert.Frames(rule, recording, s_drop), recording.Size, choice);
        long dropped = rule.Integrate(recording.Events, recording.Size, (_, _) => { }, s_drop);
        Assert.Equal(recording.Count - inside.Count, dropped);
        Assert.Null(BinningLaws.ChunkIndependence(rule, recording.Events, recording.Size, chunking, s_drop));
        if (choice.Conserves)
            Assert.Null(BinningLaws.Conservation(rule, recording.Events, recording.Size, s_drop));
    }

    [Property]
    public void DroppingEqualsFilteringBeforehandForSeveralNumbersOfFrames(OutlyingRecording outlying, bool byTime)
    {
        Recording inside = outlying.Recording.WithoutOutside();
        FixedFrameBinning rule = byTime ? FrameBinning.ByTime(1) : FrameBinning.ByCount(1);
        foreach (MultiFrameBinning multi in (MultiFrameBinning[])[MultiFrameBinning.Exact(rule.WithBins(8), rule.WithBins(4)), MultiFrameBinning.Nested(rule, 8, 4)])
        {
            var dropped = multi.ToFrames<int>(outlying.Recording.Events, inside.Size, s_drop);
            var filtered = multi.ToFrames<int>(inside.Events, inside.Size);
            for (int i = 0; i < dropped.Length; i++)
                FrameAssert.Equal(filtered[i], dropped[i], multi);
        }
    }

    [Property(Arbitrary = [typeof(TimeRules)])]
    public void AStepBackIsNamedUnderRulesByTime(DisorderedRecording disordered, RuleChoice choice, Chunking chunking)
    {
        Recording recording = disordered.Recording;
        FrameBinning rule = choice.For(recording);
        int back = FirstStepBack(recording);
        if (back < 0)
        {
            FrameAssert.Frames(rule, recording);
            return;
        }

        AssertNames(recording, back, Assert.Throws<InvalidEventException>(() => FrameAssert.Frames(rule, recording)));
        AssertNames(recording, back, Assert.Throws<InvalidEventException>(() => Stream(rule, recording, chunking, FrameOptions.Default)));
    }

    [Property(Arbitrary = [typeof(TimeRules)])]
    public void SortingEqualsSortingBeforehand(DisorderedRecording disordered, RuleChoice choice)
    {
        Recording sorted = disordered.Recording.SortedByTime();
        FrameAssert.Equal(choice.Reference(sorted), FrameAssert.Frames(choice.For(sorted), disordered.Recording, s_sort), sorted.Size, choice);
    }

    [Property(Arbitrary = [typeof(TimeRules)])]
    public void RunningMaximumEqualsReplacingTheTimesBeforehand(DisorderedRecording disordered, RuleChoice choice, Chunking chunking)
    {
        Recording risen = disordered.Recording.WithRunningMaximum();
        FrameBinning rule = choice.For(risen);
        FrameAssert.Equal(choice.Reference(risen), FrameAssert.Frames(rule, disordered.Recording, s_runningMaximum), risen.Size, choice);
        Assert.Null(BinningLaws.ChunkIndependence(rule, disordered.Recording.Events, risen.Size, chunking, s_runningMaximum));
    }

    [Property(Arbitrary = [typeof(CountRules)])]
    public void RulesByCountNeedNoOrder(DisorderedRecording disordered, RuleChoice choice, Chunking chunking)
    {
        Recording recording = disordered.Recording;
        FrameBinning rule = choice.For(recording);
        FrameAssert.Equal(choice.Reference(recording), FrameAssert.Frames(rule, recording), recording.Size, choice);
        FrameAssert.Equal(choice.Reference(recording), FrameAssert.Frames(rule, recording, s_runningMaximum), recording.Size, choice);
        Assert.Null(BinningLaws.ChunkIndependence(rule, recording.Events, recording.Size, chunking));
    }

    [Property(Arbitrary = [typeof(CountRules)])]
    public void RulesByCountSortFirstWhenToldTo(DisorderedRecording disordered, RuleChoice choice)
    {
        Recording sorted = disordered.Recording.SortedByTime();
        FrameAssert.Equal(choice.Reference(sorted), FrameAssert.Frames(choice.For(sorted), disordered.Recording, s_sort), sorted.Size, choice);
    }

    [Property]
    public void SeveralNumbersOfFramesTreatOrderAsOneDoes(DisorderedRecording disordered)
    {
        Recording recording = disordered.Recording;
        MultiFrameBinning multi = MultiFrameBinning.Exact(FrameBinning.ByTime(8), FrameBinning.ByTime(4));
        foreach ((FrameOptions options, Recording ordered) in ((FrameOptions, Recording)[])[(s_sort, recording.SortedByTime()), (s_runningMaximum, recording.WithRunningMaximum())])
        {
            var frames = multi.ToFrames<int>(recording.Events, recording.Size, options);
            FrameAssert.Equal(ReferenceIntegrator.ByTime(ordered, 8), frames[0], recording.Size, options.Order);
            FrameAssert.Equal(ReferenceIntegrator.ByTime(ordered, 4), frames[1], recording.Size, options.Order);
        }

        if (!recording.IsTimeOrdered)
            Assert.Throws<InvalidEventException>(() => multi.ToFrames<int>(recording.Events, recording.Size));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnAccumulatorCannotSort(bool byTime)
    {
        FrameBinning rule = byTime ? FrameBinning.ByDuration(5) : FrameBinning.ByEventCount(5);
        Assert.Throws<ArgumentException>(() => rule.CreateAccumulator(SensorSize.NMnist, (_, _) => { }, options: s_sort));
    }

    private static int FirstStepBack(Recording recording)
    {
        for (int i = 1; i < recording.Count; i++)
        {
            if (recording.Events.T[i] < recording.Events.T[i - 1])
                return i;
        }

        return -1;
    }

    private static void AssertNames(Recording recording, int index, InvalidEventException error)
    {
        Assert.Equal(index, error.EventIndex);
        Assert.Equal(recording.Events[index], error.Event);
    }

    private static void Stream(FrameBinning rule, Recording recording, Chunking chunking, FrameOptions options)
    {
        var totals = new EventTotals(recording.Count, recording.Events.T[0], recording.Events.T[^1], Exact: true);
        using FrameAccumulator accumulator = rule.CreateAccumulator(recording.Size, (_, _) => { }, totals, options);
        foreach (Range range in chunking.Cut(recording.Count))
            accumulator.Add(recording.Events[range]);
        accumulator.Complete();
    }
}
