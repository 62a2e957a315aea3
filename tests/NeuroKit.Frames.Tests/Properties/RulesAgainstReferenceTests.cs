using System.Numerics.Tensors;
using FsCheck.Xunit;
using NeuroKit.Events;
using NeuroKit.Testing;

namespace NeuroKit.Frames.Tests.Properties;

/// <summary>Every rule equals the plain reference and keeps the laws that hold for it.</summary>
[Properties(Arbitrary = [typeof(RecordingArbitraries)])]
public sealed class RulesAgainstReferenceTests
{
    [Property(Arbitrary = [typeof(RuleArbitraries)], MaxTest = 400)]
    public void EveryRuleEqualsTheReference(Recording recording, RuleChoice choice)
        => FrameAssert.Equal(choice.Reference(recording), FrameAssert.Frames(choice.For(recording), recording), recording.Size, choice);

    [Property(Arbitrary = [typeof(ConservingRules)], MaxTest = 200)]
    public void RulesWithoutOverlapKeepAllLaws(Recording recording, RuleChoice choice, Chunking chunking, int seed)
        => Assert.Null(BinningLaws.All(choice.For(recording), recording, chunking, seed));

    [Property(Arbitrary = [typeof(RuleArbitraries)], MaxTest = 200)]
    public void ChunksStreamsAndThreadsChangeNothingUnderAnyRule(Recording recording, RuleChoice choice, Chunking chunking)
    {
        FrameBinning rule = choice.For(recording);
        Assert.Null(BinningLaws.ChunkIndependence(rule, recording.Events, recording.Size, chunking));
        Assert.Null(BinningLaws.StreamingEqualsWhole(rule, recording.Events, recording.Size));
        Assert.Null(BinningLaws.ParallelEqualsSerial(rule, recording));
    }

    [Property]
    public void DroppingTheLastPartialGroupKeepsMonotoneEdges(Recording recording, FsCheck.PositiveInt group)
        => Assert.Null(BinningLaws.MonotoneEdges(FrameBinning.ByEventCount(group.Get, dropLast: true), recording.Events, recording.Size));

    [Property]
    public void NestedFramesAreSums(Recording recording, bool byTime)
    {
        FixedFrameBinning rule = byTime ? FrameBinning.ByTime(1) : FrameBinning.ByCount(1);
        foreach (int[] bins in (int[][])[[16, 8, 4], [15, 10], [3], [4, 6]])
            Assert.Null(BinningLaws.NestedSums(rule, recording.Events, recording.Size, bins));
    }

    [Property(MaxTest = 40)]
    public void SeveralNumbersOfFramesAtOnceEqualEachReference(Recording recording, bool byTime)
    {
        FixedFrameBinning rule = byTime ? FrameBinning.ByTime(1) : FrameBinning.ByCount(1);
        foreach (int[] bins in (int[][])[[16, 8, 4], [4, 16], [12, 9], [2, 1], [20, 10, 5, 1]])
        {
            Tensor<int>[] exact = MultiFrameBinning.Exact([.. bins.Select(rule.WithBins)]).ToFrames<int>(recording.Events, recording.Size);
            for (int i = 0; i < bins.Length; i++)
                FrameAssert.Equal(Reference(recording, byTime, bins[i]), exact[i], recording.Size, $"{rule} exact, T={bins[i]} of {string.Join(",", bins)}");
        }

        Tensor<int>[] nested = MultiFrameBinning.Nested(rule, 15, 10).ToFrames<int>(recording.Events, recording.Size);
        int[][] finest = Reference(recording, byTime, 30);
        FrameAssert.Equal(ReferenceIntegrator.SumGroups(finest, 2), nested[0], recording.Size, "nested, T=15");
        FrameAssert.Equal(ReferenceIntegrator.SumGroups(finest, 3), nested[1], recording.Size, "nested, T=10");
    }

    // The event at 844 µs lies between an edge of ten frames (844) and one of five (846) and is the first behind both: whatever the finer
    // numbers still held back must have reached the coarser one before it is moved.
    [Fact]
    public void AnEventBetweenTwoEdgesAfterAPauseIsInTheRightFrameOfEachNumber()
    {
        var recording = OnePixel([0, 844, 2117]);
        int[] bins = [20, 10, 5, 1];
        Tensor<int>[] exact = MultiFrameBinning.Exact([.. bins.Select(FrameBinning.ByTime)]).ToFrames<int>(recording.Events, recording.Size);
        for (int i = 0; i < bins.Length; i++)
            FrameAssert.Equal(Reference(recording, true, bins[i]), exact[i], recording.Size, $"T={bins[i]}");
    }

    // A few events beside the edges of any of the numbers, nothing between them; every divisor of the finest number takes part.
    [Property(MaxTest = 400)]
    public void EventsBesideEdgesAfterPausesEqualEachReference(FsCheck.PositiveInt finestNumber, FsCheck.PositiveInt length, FsCheck.NonNegativeInt[] picks)
    {
        int finest = 2 + (finestNumber.Get * 7 % 59);
        long duration = (finest * finest) + (length.Get * 31L);
        int[] bins = [.. Enumerable.Range(1, finest).Where(b => finest % b == 0)];
        var times = new List<long> { 0, duration };
        foreach (FsCheck.NonNegativeInt pick in picks)
        {
            int number = bins[pick.Get % bins.Length];
            times.Add(Math.Clamp((1 + (pick.Get * 13L % number)) * (duration / number) + (pick.Get % 5) - 2, 0, duration));
        }

        times.Sort();
        Recording recording = OnePixel([.. times]);
        Tensor<int>[] exact = MultiFrameBinning.Exact([.. bins.Select(FrameBinning.ByTime)]).ToFrames<int>(recording.Events, recording.Size);
        for (int i = 0; i < bins.Length; i++)
            FrameAssert.Equal(Reference(recording, true, bins[i]), exact[i], recording.Size, $"T={bins[i]} of {finest}");
    }

    [Property]
    public void RulesByCountAndByTimeCanShareOnePass(Recording recording)
    {
        Tensor<int>[] both = MultiFrameBinning.Exact(FrameBinning.ByCount(8), FrameBinning.ByTime(4)).ToFrames<int>(recording.Events, recording.Size);
        FrameAssert.Equal(ReferenceIntegrator.ByCount(recording, 8), both[0], recording.Size, "count");
        FrameAssert.Equal(ReferenceIntegrator.ByTime(recording, 4), both[1], recording.Size, "time");
    }

    [Property(Arbitrary = [typeof(RuleArbitraries)])]
    public void FramesInOnesOwnMemoryEqualTheTensor(Recording recording, FsCheck.PositiveInt bins, bool byTime)
    {
        int count = Math.Min(bins.Get, 16);
        FixedFrameBinning rule = byTime ? FrameBinning.ByTime(count) : FrameBinning.ByCount(count);
        int cells = (int)(2 * recording.Size.Pixels);
        int[] own = new int[(count * cells) + 3];
        Array.Fill(own, -7); // what was there before is overwritten, and nothing behind it
        rule.ToFrames(recording.Events, recording.Size, own.AsSpan());
        Assert.Equal([-7, -7, -7], own[^3..]);
        Assert.True(own.AsSpan(0, count * cells).SequenceEqual(FrameAssert.Flat(FrameAssert.Frames(rule, recording))));
        Assert.Throws<ArgumentException>(() => rule.ToFrames(recording.Events, recording.Size, new int[(count * cells) - 1].AsSpan()));
    }

    private static Recording OnePixel(long[] times)
        => new(new SensorSize(1, 1), new EventSpan(times, new ushort[times.Length], new ushort[times.Length], new byte[times.Length]));

    private static int[][] Reference(Recording recording, bool byTime, int bins)
        => byTime ? ReferenceIntegrator.ByTime(recording, bins) : ReferenceIntegrator.ByCount(recording, bins);
}
