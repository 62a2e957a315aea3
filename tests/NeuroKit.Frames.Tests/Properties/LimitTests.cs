using FsCheck.Xunit;
using NeuroKit.Events;

namespace NeuroKit.Frames.Tests.Properties;

/// <summary>Empty recordings, absurd durations and times, limits.</summary>
public sealed class LimitTests
{
    private static readonly SensorSize s_size = new(8, 6);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AnEmptyRecordingGivesZerosUnderAFixedNumberAndNoFrameOtherwise(bool fromReader)
    {
        (FrameBinning Rule, int Frames)[] cases =
        [
            (FrameBinning.ByCount(5), 5), (FrameBinning.ByTime(5), 5), (TonicBinning.TimeBins(5), 5), (TonicBinning.EventBins(5, 0.5), 5),
            (FrameBinning.ByDuration(10), 0), (FrameBinning.ByEventCount(10), 0), (FrameBinning.ByEventCount(10, dropLast: true), 0),
            (TonicBinning.TimeWindow(10, 5, true), 0), (TonicBinning.EventCount(10, 5, true), 0),
        ];
        foreach ((FrameBinning rule, int expected) in cases)
        {
            using EventReader reader = new PlainFormat(default).Open(Events.IO.EventSource.FromMemory(default), EventReadOptions.Default);
            var frames = fromReader ? rule.ToFrames<int>(reader, s_size) : rule.ToFrames<int>(default(EventSpan), s_size);
            Assert.True(frames.Lengths.SequenceEqual([expected, 2, 6, 8]), $"{rule}: {string.Join("x", frames.Lengths.ToArray())}");
            Assert.DoesNotContain(FrameAssert.Flat(frames), count => count != 0);
        }

        var several = MultiFrameBinning.Nested(FrameBinning.ByTime(1), 4, 2).ToFrames<int>(default(EventSpan), s_size);
        Assert.Equal([4, 2], several.Select(t => (int)t.Lengths[0]));
    }

    // Thousands of small files are the usual data set: what each costs beside its events is bounded.
    [Fact]
    public void ASmallRecordingFromFileToFramesAllocatesTwoKilobytesAtMost()
    {
        const int Recordings = 50;
        string path = Path.Combine(Directory.CreateTempSubdirectory("neurokit-").FullName, "small.aedat");
        try
        {
            using (var events = new EventBuffer())
            {
                for (int i = 0; i < 4000; i++)
                    events.Add(new Event(i * 7, (ushort)(i % 34), (ushort)(i % 33), (byte)(i & 1)));
                EventFile.Write(path, events);
            }

            ushort[] frames = new ushort[16 * 2 * 34 * 34];
            FixedFrameBinning rule = FrameBinning.ByCount(16);
            Read();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Read();
            Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Recordings, 0, 2048);

            void Read()
            {
                for (int i = 0; i < Recordings; i++)
                {
                    using EventReader reader = EventFile.Open(path);
                    rule.ToFrames(reader, new SensorSize(34, 34), frames.AsSpan());
                }
            }
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    [Property(MaxTest = 300)]
    public void MaxFramesIsTheMostThatAreGiven(byte pause, FsCheck.PositiveInt duration, FsCheck.PositiveInt limit)
    {
        // Two events: the expected number of frames is a matter of arithmetic, the last event on an edge included.
        int expected = Math.Max(1, (pause + duration.Get - 1) / duration.Get);
        var options = new FrameOptions { MaxFrames = limit.Get };
        FrameBinning rule = FrameBinning.ByDuration(duration.Get);
        if (expected <= limit.Get)
        {
            Assert.Equal(expected, (int)rule.ToFrames<int>(Two(0, pause), s_size, options).Lengths[0]);
        }
        else
        {
            TooManyFramesException error = Assert.Throws<TooManyFramesException>(() => rule.ToFrames<int>(Two(0, pause), s_size, options));
            Assert.Contains("MaxFrames", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void MaxFramesHoldsForEveryRule()
    {
        var options = new FrameOptions { MaxFrames = 3 };
        FrameBinning[] rules =
        [
            FrameBinning.ByCount(4), FrameBinning.ByTime(4), FrameBinning.ByEventCount(1), TonicBinning.TimeBins(4), TonicBinning.EventBins(4), TonicBinning.EventCount(1),
        ];
        foreach (FrameBinning rule in rules)
        {
            Assert.Throws<TooManyFramesException>(() => rule.ToFrames(Four(), s_size, options));
            Assert.Throws<TooManyFramesException>(() => rule.ToFrames(Four(), s_size, options with { MaxFrames = 0 }));
        }

        Assert.Equal(4, (int)FrameBinning.ByEventCount(1).ToFrames(Four(), s_size, options with { MaxFrames = 4 }).Lengths[0]);
        Assert.Equal(3, (int)FrameBinning.ByDuration(1).ToFrames(Four(), s_size, options).Lengths[0]);
    }

    [Theory]
    [InlineData(1, 1L << 62)]
    [InlineData(1, 70_000_000)]
    [InlineData(1000, long.MaxValue - 1)]
    public void AnAbsurdPauseIsAnErrorBeforeAnythingIsAllocatedForIt(long duration, long pause)
    {
        // The frames of this pause would fill memory many times over.
        foreach (FrameBinning rule in (FrameBinning[])[FrameBinning.ByDuration(duration), TonicBinning.TimeWindow(duration)])
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<TooManyFramesException>(() => rule.ToFrames(Two(0, pause), SensorSize.Dvs128));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void MoreFramesThanOneTensorHoldsIsAnErrorBeforeTheyAreMade()
    {
        // Below MaxFrames, but 100,000 frames of 128 × 128 are more cells than an array has.
        long before = GC.GetAllocatedBytesForCurrentThread();
        TooManyFramesException error = Assert.Throws<TooManyFramesException>(
            () => FrameBinning.ByDuration(1).ToFrames(Two(0, 100_000), SensorSize.Dvs128));
        Assert.Contains("Integrate", error.Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Theory]
    [InlineData(long.MaxValue, 1)]
    [InlineData(1L << 40, 1)]
    public void ALongDurationIsOneFrame(long duration, int expected)
        => Assert.Equal(expected, (int)FrameBinning.ByDuration(duration).ToFrames(Two(5, 1 << 30), s_size).Lengths[0]);

    [Fact]
    public void TimesOverTheWholeAxisAreBinned()
    {
        EventSpan whole = Two(long.MinValue, long.MaxValue - 1);
        foreach (FrameBinning rule in (FrameBinning[])[FrameBinning.ByTime(4), FrameBinning.ByTime(1), FrameBinning.ByDuration(long.MaxValue)])
        {
            int[] frames = FrameAssert.Flat(rule.ToFrames<int>(whole, s_size));
            Assert.Equal(2, frames.Sum());
        }
    }

    [Fact]
    public void ATimeAtTheVeryEndOfTheAxisIsNamed()
    {
        foreach (FrameBinning rule in (FrameBinning[])[FrameBinning.ByTime(4), FrameBinning.ByDuration(1 << 20), TonicBinning.TimeWindow(1L << 61)])
        {
            InvalidEventException error = Assert.Throws<InvalidEventException>(() => rule.ToFrames(Two(long.MaxValue - 5, long.MaxValue), s_size));
            Assert.Equal(1, error.EventIndex);
        }

        Assert.Equal(2, FrameAssert.Flat(FrameBinning.ByCount(2).ToFrames<int>(Two(long.MaxValue - 5, long.MaxValue), s_size)).Sum());
    }

    [Fact]
    public void WindowsThatAllOverlapAreAnErrorNotAllOfMemory()
    {
        FrameBinning rule = TonicBinning.TimeWindow(1_000_000, 999_999);
        Assert.Throws<TooManyFramesException>(
            () => rule.CreateAccumulator(SensorSize.Dvs128, (_, _) => { }, new EventTotals(2, 0, 1_100_000)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void NumbersBelowOneAreRefused(int number)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameBinning.ByCount(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameBinning.ByTime(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameBinning.ByDuration(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameBinning.ByEventCount(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => TonicBinning.TimeWindow(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => TonicBinning.EventCount(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => TonicBinning.TimeBins(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => TonicBinning.EventBins(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultiFrameBinning.Nested(FrameBinning.ByCount(1), 4, number));
    }

    [Fact]
    public void ALeastCommonMultipleBeyondTheLimitIsRefused()
    {
        Assert.Throws<ArgumentException>(() => MultiFrameBinning.Nested(FrameBinning.ByCount(1), 257, 256));
        Assert.Throws<ArgumentException>(() => MultiFrameBinning.Nested(FrameBinning.ByCount(1)));
        Assert.Throws<ArgumentException>(() => MultiFrameBinning.Exact());
    }

    private static EventSpan Two(long first, long second) => new((long[])[first, second], new ushort[2], new ushort[2], [0, 1]);

    private static EventSpan Four() => new([0, 1, 2, 3], new ushort[4], new ushort[4], [0, 1, 0, 1]);
}
