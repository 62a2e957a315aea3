using FsCheck.Xunit;
using NeuroKit.Events;
using NeuroKit.Testing;

namespace NeuroKit.Frames.Tests.Properties;

/// <summary>Accumulators as live streams use them.</summary>
[Properties(Arbitrary = [typeof(RecordingArbitraries)])]
public sealed class AccumulatorTests
{
    private static readonly SensorSize s_size = new(4, 3);

    [Property]
    public void AGroupOfEventsIsHandedOverOnceTheNextEventComes(Recording recording, FsCheck.PositiveInt group)
    {
        int emitted = 0;
        using FrameAccumulator accumulator = FrameBinning.ByEventCount(group.Get).CreateAccumulator(recording.Size, (_, _) => emitted++);
        for (int i = 0; i < recording.Count; i++)
        {
            accumulator.Add(recording.Events.Slice(i, 1));
            Assert.Equal(i / group.Get, emitted);
            Assert.Equal(emitted, accumulator.FramesEmitted);
            Assert.Equal(i + 1, accumulator.Events);
        }
    }

    [Property]
    public void AFrameByDurationIsHandedOverOnceALaterEventComes(Recording recording, byte frames)
    {
        long range = recording.Count == 0 ? 0 : recording.Events.T[^1] - recording.Events.T[0];
        long duration = Math.Max(1, range / (frames + 1));
        int emitted = 0;
        using FrameAccumulator accumulator = FrameBinning.ByDuration(duration).CreateAccumulator(recording.Size, (_, _) => emitted++);
        for (int i = 0; i < recording.Count; i++)
        {
            accumulator.Add(recording.Events.Slice(i, 1));
            long past = recording.Events.T[i] - recording.Events.T[0];
            // Exactly at an edge the event may still be the last, and then belongs to the frame before.
            Assert.Equal(past == 0 ? 0 : (past - 1) / duration, emitted);
        }
    }

    [Fact]
    public void RulesThatNeedTotalsSayWhich()
    {
        Assert.Contains("Count", Refusal(FrameBinning.ByCount(4)), StringComparison.Ordinal);
        Assert.Contains("Count", Refusal(TonicBinning.EventBins(4)), StringComparison.Ordinal);
        Assert.Contains("LastTime", Refusal(FrameBinning.ByTime(4)), StringComparison.Ordinal);
        Assert.Contains("LastTime", Refusal(TonicBinning.TimeWindow(4)), StringComparison.Ordinal);

        static string Refusal(FrameBinning rule)
            => Assert.Throws<ArgumentException>(() => rule.CreateAccumulator(s_size, (_, _) => { }, new EventTotals(null, 3))).Message;
    }

    [Fact]
    public void WhatIsSaidOfTheEventsIsRight()
    {
        using FrameAccumulator accumulator = FrameBinning.ByDuration(10).CreateAccumulator(
            s_size, (_, _) => { }, options: new FrameOptions { OutOfRange = OutOfRangeHandling.Drop, Order = EventOrderHandling.RunningMax });
        Assert.Equal(long.MinValue, accumulator.FirstTime);
        accumulator.Add(new EventSpan([5, 9, 7], [0, 9, 1], [0, 0, 1], [0, 0, 1]));
        accumulator.Add(new EventSpan([6], [0], [0], [3]));
        Assert.Equal((2L, 2L, 5L, 7L), (accumulator.Events, accumulator.DroppedOutOfRange, accumulator.FirstTime, accumulator.LastTime));
        accumulator.Complete();
        accumulator.Complete();
        Assert.Equal(1, accumulator.FramesEmitted);
        Assert.Throws<InvalidOperationException>(() => accumulator.Add(default));
    }

    [Fact]
    public void AThousandChunksAllocateNothingMoreThanTen()
    {
        Recording recording = RecordingOf(4096);
        foreach (FrameBinning rule in (FrameBinning[])[FrameBinning.ByEventCount(10_000), FrameBinning.ByDuration(10_000), FrameBinning.ByCount(16), FrameBinning.ByTime(16)])
        {
            // The runtime itself allocates on the thread now and then (when a method is recompiled): the least of several runs is ours.
            Assert.Equal((rule.ToString(), LeastAllocated(rule, recording, 10)), (rule.ToString(), LeastAllocated(rule, recording, 1000)));
        }
    }

    private static long LeastAllocated(FrameBinning rule, Recording chunk, int chunks)
        => Enumerable.Range(0, 5).Min(_ => Allocated(rule, chunk, chunks));

    private static long Allocated(FrameBinning rule, Recording chunk, int chunks)
    {
        long[] t = chunk.Events.T.ToArray();
        long frames = 0;
        using FrameAccumulator accumulator = rule.CreateAccumulator(chunk.Size, (frame, _) => frames += frame.Events, new EventTotals(chunks * 4096L, 0, (chunks * 4096L) - 1));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < chunks; n++)
        {
            accumulator.Add(new EventSpan(t, chunk.Events.X, chunk.Events.Y, chunk.Events.P));
            for (int i = 0; i < t.Length; i++)
                t[i] += t.Length;
        }

        accumulator.Complete();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(chunks * 4096L, frames);
        return allocated;
    }

    private static Recording RecordingOf(int count)
        => new(SensorSize.Dvs128, new EventSpan(
            [.. Enumerable.Range(0, count).Select(i => (long)i)], [.. Enumerable.Range(0, count).Select(i => (ushort)(i % 128))],
            new ushort[count], [.. Enumerable.Range(0, count).Select(i => (byte)(i & 1))]));
}
