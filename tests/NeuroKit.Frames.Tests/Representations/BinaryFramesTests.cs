using NeuroKit.Events;

namespace NeuroKit.Frames.Tests.Representations;

public sealed class BinaryFramesTests
{
    private static readonly FrameBinning[] s_rules =
    [
        FrameBinning.ByCount(8), FrameBinning.ByTime(8), FrameBinning.ByDuration(100), FrameBinning.ByDuration(3), FrameBinning.ByEventCount(7),
        FrameBinning.ByEventCount(10, dropLast: true), FrameBinning.ByEventCount(50, dropLast: true), FrameBinning.ByEventCount(1000),
        TonicBinning.TimeWindow(50, 10, includeIncomplete: true), TonicBinning.TimeWindow(50), TonicBinning.EventCount(20, 5),
        TonicBinning.TimeBins(8), TonicBinning.EventBins(4, 0.25),
    ];

    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void AreTheRulesFramesThresholdedAtOne(int count, string pace)
    {
        using EventBuffer events = Recordings.Make(count, pace);
        foreach (FrameBinning rule in s_rules)
        {
            var counts = rule.ToFrames<int>(events, Recordings.Size);
            int[] flat = new int[counts.FlattenedLength];
            counts.FlattenTo(flat);
            var binary = new BinaryFrames(rule).ToTensor(events, Recordings.Size);
            Assert.Equal(counts.Lengths.ToArray(), Recordings.Shape(binary));
            Assert.Equal(flat.Select(c => c > 0 ? 1f : 0f), Recordings.Flat(binary));
        }
    }

    [Fact]
    public void FixedRulesTellTheShapeBeforehand()
    {
        Assert.Equal([8, 2, 7, 9], new BinaryFrames(FrameBinning.ByCount(8)).ShapeFor(Recordings.Size)!);
        Assert.Null(new BinaryFrames(FrameBinning.ByDuration(5)).ShapeFor(Recordings.Size));
        Assert.Equal([2, 2, 7, 9], new BinaRep(FrameBinning.ByTime(8), 4).ShapeFor(Recordings.Size)!);
        Assert.Null(new BinaRep(TonicBinning.TimeBins(8), 4).ShapeFor(Recordings.Size));
    }

    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void BinaRepEqualsTheFormula(int count, string pace)
    {
        using EventBuffer events = Recordings.Make(count, pace);
        foreach (FrameBinning rule in (FrameBinning[])[FrameBinning.ByCount(24), FrameBinning.ByTime(24), TonicBinning.TimeBins(24), TonicBinning.EventBins(24)])
        {
            float[] bits = Recordings.Flat(new BinaryFrames(rule).ToTensor(events, Recordings.Size));
            foreach (int n in (ReadOnlySpan<int>)[2, 3, 8, 12, 24])
            {
                var numbers = new BinaRep(rule, n).ToTensor(events, Recordings.Size);
                Assert.Equal([24 / n, 2, 7, 9], Recordings.Shape(numbers));
                float[] expected = new float[24 / n * 126];
                for (int i = 0; i < expected.Length; i++)
                {
                    long number = 0;
                    for (int bit = 0; bit < n; bit++)
                        number = (2 * number) + (long)bits[(((i / 126 * n) + bit) * 126) + (i % 126)];
                    expected[i] = (float)number / ((1 << n) - 1);
                }

                Assert.Equal(expected, Recordings.Flat(numbers));
            }
        }
    }

    [Fact]
    public void TheFirstFrameIsTheMostSignificantBitWorkedByHand()
    {
        // Three frames of one event each: x0, x1, x0 → 101 = 5 and 010 = 2, of 7.
        using EventBuffer events = Recordings.Of((0, 0, 0, 0), (1, 1, 0, 0), (2, 0, 0, 0));
        float[] flat = Recordings.Flat(new BinaRep(FrameBinning.ByCount(3), 3).ToTensor(events, new SensorSize(2, 1)));
        Assert.Equal([5 / 7f, 2 / 7f, 0, 0], flat);
    }

    [Fact]
    public void FramesThatDoNotMakeWholeNumbersAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new BinaRep(FrameBinning.ByCount(10), 8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaRep(FrameBinning.ByCount(1), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new BinaRep(FrameBinning.ByCount(25), 25));
        using EventBuffer events = Recordings.Make(30, "steady");
        ArgumentException error = Assert.Throws<ArgumentException>(() => new BinaRep(FrameBinning.ByEventCount(10), 2).ToTensor(events, Recordings.Size));
        Assert.Contains("3 frames", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TooManyFramesAreRefusedBeforeTheyAreAllocated()
    {
        using EventBuffer events = Recordings.Of((0, 0, 0, 0), (long.MaxValue, 0, 0, 0));
        Assert.Throws<TooManyFramesException>(() => new BinaryFrames(FrameBinning.ByDuration(1)).ToTensor(events, Recordings.Size));
        using EventBuffer halfAsLong = Recordings.Of((0, 0, 0, 0), (long.MaxValue / 2, 0, 0, 0));
        Assert.Throws<TooManyFramesException>(() => new TonicTimeSurface(1, 1).ToTensor(halfAsLong, Recordings.Size));
        Assert.Throws<TooManyFramesException>(() => new VoxelGrid(int.MaxValue).ToTensor(events, Recordings.Size));
        Assert.Throws<TooManyFramesException>(
            () => new BinaryFrames(FrameBinning.ByEventCount(1)).ToTensor(events, Recordings.Size, new FrameOptions { MaxFrames = 1 }));
    }

    [Fact]
    public void RulesByCountTakeTheFilesOrderUnlessToldToSort()
    {
        using EventBuffer events = Recordings.Of((30, 0, 0, 0), (10, 1, 0, 0), (20, 2, 0, 0));
        var size = new SensorSize(3, 1);
        var rule = new BinaryFrames(FrameBinning.ByCount(3));
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0], Recordings.Flat(rule.ToTensor(events, size)));
        float[] sorted = Recordings.Flat(rule.ToTensor(events, size, new FrameOptions { Order = EventOrderHandling.Sort }));
        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0], sorted);
        Assert.Throws<InvalidEventException>(() => new BinaryFrames(FrameBinning.ByTime(3)).ToTensor(events, size));
    }
}
