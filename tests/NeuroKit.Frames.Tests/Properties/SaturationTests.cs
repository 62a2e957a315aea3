using System.Numerics;
using FsCheck.Xunit;
using NeuroKit.Events;
using NeuroKit.Testing;

namespace NeuroKit.Frames.Tests.Properties;

/// <summary>Counts that do not fit the caller's type stand at its largest value; they never wrap.</summary>
public sealed class SaturationTests
{
    private static readonly int[] s_counts = [0, 1, 127, 128, 255, 256, 32_767, 32_768, 65_535, 65_536, 70_001];

    [Fact]
    public void CountsSaturateInEveryType()
    {
        // A pixel a count: more than 32 of them, so that vector and scalar code both meet every count.
        int[] counts = [.. Enumerable.Range(0, 4).SelectMany(_ => s_counts)];
        var size = new SensorSize(counts.Length, 1);
        using var events = new EventBuffer();
        for (int x = 0; x < counts.Length; x++)
        {
            for (int i = 0; i < counts[x]; i++)
                events.Add(new Event(0, (ushort)x, 0, (byte)(x & 1)));
        }

        Check<byte>(events, size, counts);
        Check<sbyte>(events, size, counts);
        Check<short>(events, size, counts);
        Check<ushort>(events, size, counts);
        Check<int>(events, size, counts);
        Check<long>(events, size, counts);
        Check<float>(events, size, counts);
        Check<double>(events, size, counts);
    }

    [Property(Arbitrary = [typeof(RecordingArbitraries)])]
    public void NarrowTypesHoldTheSameCountsWhereTheyFit(Recording recording)
    {
        int[] wide = FrameAssert.Flat(FrameBinning.ByCount(2).ToFrames<int>(recording.Events, recording.Size));
        Assert.Equal(wide.Select(c => (byte)Math.Min(c, 255)), FrameAssert.Flat(FrameBinning.ByCount(2).ToFrames<byte>(recording.Events, recording.Size)));
        Assert.Equal(wide.Select(c => (short)c), FrameAssert.Flat(FrameBinning.ByCount(2).ToFrames<short>(recording.Events, recording.Size)));
        Assert.Equal(wide.Select(c => (ushort)c), FrameAssert.Flat(FrameBinning.ByCount(2).ToFrames(recording.Events, recording.Size)));
        Assert.Equal(wide.Select(c => (float)c), FrameAssert.Flat(FrameBinning.ByCount(2).ToFrames<float>(recording.Events, recording.Size)));
    }

    private static void Check<T>(EventBuffer events, SensorSize size, int[] counts)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        T[] frame = FrameAssert.Flat(FrameBinning.ByCount(1).ToFrames<T>(events.Span, size));
        for (int p = 0; p < 2; p++)
        {
            for (int x = 0; x < counts.Length; x++)
            {
                T expected = (x & 1) != p ? T.Zero : T.CreateSaturating(counts[x]);
                Assert.True(expected == frame[(p * counts.Length) + x], $"{typeof(T).Name}: {counts[x]} became {frame[(p * counts.Length) + x]}, expected {expected}");
            }
        }
    }
}
