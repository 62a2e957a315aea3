using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NeuroKit.Events;

namespace NeuroKit.Testing.Tests;

[Properties(Arbitrary = [typeof(RecordingArbitraries)])]
public sealed class RecordingGeneratorsTests
{
    [Fact]
    public void EveryKindOfRecordingComesUp()
    {
        Recording[] sample = [.. RecordingGenerators.Recording().Sample(2000, 100)];
        Comes(sample, "no event", r => r.Count == 0);
        Comes(sample, "one event", r => r.Count == 1);
        Comes(sample, "a full vector and one more", r => r.Count == 33);
        Comes(sample, "more than 1,000 events", r => r.Count > 1000);
        Comes(sample, "one pixel", r => r.Size == new SensorSize(1, 1));
        Comes(sample, "one row", r => r is { Size: { Height: 1, Width: > 50 } });
        Comes(sample, "300 × 300", r => r.Size == new SensorSize(300, 300));
        Comes(sample, "all at one time", r => r.Count > 10 && r.Events.T[0] == r.Events.T[^1]);
        Comes(sample, "a burst", r => Pairs(r).Any(p => p.Before == p.After) && Pairs(r).Any(p => p.Before != p.After));
        Comes(sample, "a pause past 2^32 µs", r => Pairs(r).Any(p => p.After - p.Before > 1L << 32));
        Comes(sample, "a clock past 2^31", r => r.Count > 0 && r.Events.T[0] is > 1L << 31 and < 1L << 32);
        Comes(sample, "a clock across 2^32", r => r.Count > 0 && r.Events.T[0] < 1L << 32 && r.Events.T[^1] > 1L << 32);
        Comes(sample, "the time of day", r => r.Count > 0 && r.Events.T[0] > 1L << 50);
        Comes(sample, "a count above one", r => r.Count > 3 && Enumerable.Range(0, r.Count).Select(i => (r.Events.X[i], r.Events.Y[i], r.Events.P[i])).Distinct().Count() < r.Count);
        Assert.All(sample, r => Assert.True(r.IsTimeOrdered && r.FirstOutside() < 0, r.ToString()));
    }

    [Fact]
    public void DisorderAndOutliersComeUpOnRequest()
    {
        Recording[] disordered = [.. RecordingArbitraries.Disordered().Generator.Sample(300, 60).Select(d => d.Recording)];
        Comes(disordered, "a step back", r => !r.IsTimeOrdered);
        Comes(disordered, "order all the same", r => r is { IsTimeOrdered: true, Count: > 5 });
        Recording[] outlying = [.. RecordingArbitraries.Outlying().Generator.Sample(300, 60).Select(o => o.Recording)];
        Comes(outlying, "the first column outside", r => r.Events.X.Contains((ushort)r.Size.Width));
        Comes(outlying, "the first row outside", r => r.Events.Y.Contains((ushort)r.Size.Height));
        Comes(outlying, "the last column there is", r => r.Events.X.Contains(ushort.MaxValue));
        Comes(outlying, "a polarity above 1", r => r.Events.P.ContainsAnyInRange((byte)2, byte.MaxValue));
        Comes(outlying, "all inside", r => r.Count > 5 && r.FirstOutside() < 0);
    }

    [Property]
    public void OptionsAreKept(PositiveInt width, PositiveInt height, NonNegativeInt events, long start, NonNegativeInt range)
    {
        var options = new RecordingOptions
        {
            MaxWidth = width.Get,
            MaxHeight = height.Get,
            MaxEvents = events.Get,
            MinTime = start,
            MaxTime = start + range.Get,
            LargestStepBackMicroseconds = 5,
        };
        foreach (Recording recording in RecordingGenerators.Recording(options).Sample(5, 50))
        {
            Assert.InRange(recording.Size.Width, 1, width.Get);
            Assert.InRange(recording.Size.Height, 1, height.Get);
            Assert.InRange(recording.Count, 0, events.Get);
            Assert.All(recording.Events.T.ToArray(), t => Assert.InRange(t, start, start + range.Get));
            Assert.All(Pairs(recording), pair => Assert.InRange(pair.After, pair.Before - 5, long.MaxValue));
        }
    }

    [Fact]
    public void OptionsWithinAFormatAreNarrowedNotWidened()
    {
        var can = new EventFormatCapabilities { MaxX = 9, MaxY = 500, MinTime = 5, MaxTime = 50, RequiresTimeOrder = true };
        RecordingOptions options = new RecordingOptions { LargestStepBackMicroseconds = 7, AllowsOutside = true }.Within(can);
        Assert.Equal((10, 300, 5L, 50L, 0L, false), (
            options.MaxWidth, options.MaxHeight, options.MinTime, options.MaxTime, options.LargestStepBackMicroseconds, options.AllowsOutside));
    }

    [Fact]
    public void OptionsOutsideTheirRangesAreRefused()
    {
        RecordingOptions[] wrong =
        [
            new() { MaxWidth = 0 }, new() { MaxWidth = 65_537 }, new() { MaxHeight = 0 }, new() { MaxHeight = 65_537 }, new() { MaxEvents = -1 },
            new() { MinTime = 5, MaxTime = 4 }, new() { LongestGapMicroseconds = 0 }, new() { LargestStepBackMicroseconds = -1 },
        ];
        foreach (RecordingOptions options in wrong)
            Assert.Throws<ArgumentOutOfRangeException>(() => RecordingGenerators.Recordings(options));
    }

    [Fact]
    public void OneSeedGivesOneRecording()
    {
        Recording[] once = [.. RecordingGenerators.Recording().Sample(20, new Rnd(5), 50)];
        Recording[] again = [.. RecordingGenerators.Recording().Sample(20, new Rnd(5), 50)];
        Assert.Equal(once.Select(r => r.ToString()), again.Select(r => r.ToString()));
    }

    [Property]
    public void ShrinkingIsSimplerAndKeepsOrderAndPlace(Recording recording)
    {
        foreach (Recording simpler in RecordingGenerators.Shrink(recording).Take(200))
        {
            Assert.True(simpler.IsTimeOrdered && simpler.FirstOutside() < 0);
            Assert.True(Weight(simpler).CompareTo(Weight(recording)) < 0, $"{simpler} is no simpler than {recording}");
        }
    }

    [Property]
    public void ShrinkingDisorderKeepsPlaceAndEnds(DisorderedRecording disordered)
    {
        // Always the first simpler one: this must come to an end.
        Recording now = disordered.Recording;
        int steps = 0;
        while (RecordingGenerators.Shrink(now).FirstOrDefault() is { } simpler)
        {
            now = simpler;
            Assert.True(++steps < 100_000);
        }

        Assert.Equal(0, now.Count);
    }

    [Fact]
    public void AFailingCaseBecomesTheSmallestOne()
    {
        // Two events of one pixel: the simplest recording that a rule "no pixel twice" rejects.
        Arbitrary<Recording> recordings = RecordingGenerators.Recordings();
        Recording failing = recordings.Generator.Sample(200, 100).First(Twice);
        while (recordings.Shrinker(failing).FirstOrDefault(Twice) is { } simpler)
            failing = simpler;
        Assert.Equal("2 events (t x y p) on 1x1: (0 0 0 0) (0 0 0 0)", failing.ToString());

        static bool Twice(Recording r)
            => Enumerable.Range(0, r.Count).GroupBy(i => (r.Events.X[i], r.Events.Y[i], r.Events.P[i])).Any(g => g.Count() > 1);
    }

    [Property]
    public void ChunkingsCoverARecordingOnce(Chunking chunking, NonNegativeInt events)
    {
        int at = 0;
        foreach (Range range in chunking.Cut(events.Get))
        {
            Assert.Equal(at, range.Start.Value);
            Assert.True(range.End.Value > at);
            at = range.End.Value;
        }

        Assert.Equal(events.Get, at);
        Assert.Throws<ArgumentException>(() => new Chunking([]));
        Assert.Throws<ArgumentException>(() => new Chunking([3, 0]));
    }

    [Property]
    public void RecordingsAreChangedAsTheirMethodsSay(DisorderedRecording disordered)
    {
        Recording recording = disordered.Recording;
        Assert.True(recording.SortedByTime().IsTimeOrdered);
        Assert.True(recording.WithRunningMaximum().IsTimeOrdered);
        Assert.Equal(recording.Events.T.ToArray().Order(), recording.SortedByTime().Events.T.ToArray());
        Assert.Equal(recording.Count, recording.WithoutOutside().Count);
        Assert.Equal(recording.Events.X.ToArray().Reverse(), recording.Pick(Enumerable.Range(0, recording.Count).Reverse()).Events.X.ToArray());
    }

    private static void Comes(Recording[] sample, string what, Func<Recording, bool> holds)
        => Assert.True(Array.Exists(sample, r => holds(r)), $"{what}: not once in {sample.Length}");

    private static IEnumerable<(long Before, long After)> Pairs(Recording recording)
        => Enumerable.Range(1, Math.Max(0, recording.Count - 1)).Select(i => (recording.Events.T[i - 1], recording.Events.T[i]));

    private static (int Events, System.Int128 Times, long Pixels) Weight(Recording recording)
    {
        System.Int128 times = 0;
        long pixels = recording.Size.Pixels;
        foreach (Event e in recording.Events)
        {
            times += e.T;
            pixels += e.X + e.Y + e.P;
        }

        return (recording.Count, times, pixels);
    }
}
