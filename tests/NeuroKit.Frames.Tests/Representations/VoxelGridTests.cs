using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames.Tests.Representations;

public sealed class VoxelGridTests
{
    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void EqualsTheFormulaOfEachToolkit(int count, string pace)
    {
        using EventBuffer events = Recordings.Make(count, pace);
        foreach (int bins in (ReadOnlySpan<int>)[1, 2, 3, 5, 10])
        {
            foreach (VoxelGridEdges edges in Enum.GetValues<VoxelGridEdges>())
            {
                foreach (bool split in (ReadOnlySpan<bool>)[false, true])
                {
                    Tensor<float> grid = new VoxelGrid(bins, edges, split).ToTensor(events, Recordings.Size);
                    Assert.Equal(split ? [bins, 2, 7, 9] : (nint[])[bins, 7, 9], Recordings.Shape(grid));
                    long start = count == 0 ? 0 : events.Span.T[0];
                    double duration = count == 0 ? 0 : events.Span.T[^1] - start;
                    Recordings.Close(Naive(events, bins, edges, split, start, duration), Recordings.Flat(grid));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void ConservingEdgesSumToTheEventsInside(int count, string pace)
    {
        using EventBuffer events = Recordings.Make(count, pace);
        long on = events.Span.P.ToArray().Count(p => p == 1);
        foreach (VoxelGridEdges edges in (ReadOnlySpan<VoxelGridEdges>)[VoxelGridEdges.FirstToLast, VoxelGridEdges.MetavisionVolume])
        {
            float[] signed = Recordings.Flat(new VoxelGrid(6, edges).ToTensor(events, Recordings.Size));
            Assert.Equal(on - (count - on), signed.Sum(v => (double)v), 3);
            float[] split = Recordings.Flat(new VoxelGrid(6, edges, splitPolarities: true).ToTensor(events, Recordings.Size));
            Assert.Equal(count, split.Sum(v => (double)v), 3);
        }
    }

    [Fact]
    public void FirstToLastWorkedByHand()
    {
        // B = 3 over 100 µs: u = 2·(t − 0)/100.
        using EventBuffer events = Recordings.Of((0, 0, 0, 1), (25, 0, 0, 1), (75, 1, 0, 0), (100, 1, 0, 1));
        float[] grid = Recordings.Flat(new VoxelGrid(3).ToTensor(events, new SensorSize(2, 1)));
        Assert.Equal([1.5f, 0, 0.5f, -0.5f, 0, 0.5f], grid);
    }

    [Fact]
    public void TonicDropsTheLastEventAndTheLastBinsLaterHalfWorkedByHand()
    {
        // B = 2 over 100 µs: u = 2·t/100 = 0, 0.5, 1.5, 2.
        using EventBuffer events = Recordings.Of((0, 0, 0, 1), (25, 0, 0, 1), (75, 1, 0, 0), (100, 1, 0, 1));
        byte[] before = events.Span.P.ToArray();
        float[] grid = Recordings.Flat(new VoxelGrid(2, VoxelGridEdges.Tonic).ToTensor(events, new SensorSize(2, 1)));
        Assert.Equal([1.5f, 0, 0.5f, -0.5f], grid);
        Assert.Equal(before, events.Span.P.ToArray());
    }

    [Fact]
    public void MetavisionsTwoDifferAtTheBordersWorkedByHand()
    {
        // B = 2 over 100 µs: u = 2·t/100 − 0.5 = −0.5, 0.5, 1.5.
        using EventBuffer events = Recordings.Of((0, 0, 0, 1), (50, 1, 0, 1), (100, 2, 0, 1));
        var size = new SensorSize(3, 1);
        Assert.Equal([0.5f, 0.5f, 0, 0.5f, 0.5f, 1], Recordings.Flat(new VoxelGrid(2, VoxelGridEdges.MetavisionVolume).ToTensor(events, size)));
        Assert.Equal([0.5f, 0.5f, 0, 0, 0.5f, 0.5f], Recordings.Flat(new VoxelGrid(2, VoxelGridEdges.MetavisionCube).ToTensor(events, size)));
    }

    [Fact]
    public void AllTimesEqualStandAtTheStart()
    {
        using EventBuffer events = Recordings.Of((7, 0, 0, 1), (7, 0, 0, 1), (7, 0, 0, 0));
        var size = new SensorSize(1, 1);
        Assert.Equal([1f, 0, 0], Recordings.Flat(new VoxelGrid(3).ToTensor(events, size)));
        Assert.Equal([1f, 0, 0], Recordings.Flat(new VoxelGrid(3, VoxelGridEdges.Tonic).ToTensor(events, size)));
        Assert.Equal([0.5f, 0.5f, 0], Recordings.Flat(new VoxelGrid(3, VoxelGridEdges.MetavisionVolume).ToTensor(events, size)));
        Assert.Equal([0.5f, 0, 0], Recordings.Flat(new VoxelGrid(3, VoxelGridEdges.MetavisionCube).ToTensor(events, size)));
    }

    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void WithinTakesTheWindowsEventsOnly(int count, string pace)
    {
        using EventBuffer events = Recordings.Make(count, pace);
        long first = count == 0 ? 0 : events.Span.T[0];
        long span = count == 0 ? 0 : events.Span.T[^1] - first;
        foreach ((long start, long end) in ((long, long)[])[(first - 10, first), (first, first + 1), (first + (span / 3), first + (span / 2) + 1), (first - 5, first + span + 5)])
        {
            using EventBuffer inside = events.CopyTimeRange(start, end);
            foreach (VoxelGridEdges edges in Enum.GetValues<VoxelGridEdges>())
            {
                float[] grid = Recordings.Flat(new VoxelGrid(4, edges).Within(start, end).ToTensor(events, Recordings.Size));
                Recordings.Close(Naive(inside, 4, edges, false, start, end - start), grid);
            }
        }
    }

    [Fact]
    public void TimesAtTheEndsOfTheAxisAreExact()
    {
        using EventBuffer events = Recordings.Of((long.MinValue, 0, 0, 1), (0, 0, 0, 1), (long.MaxValue, 0, 0, 1));
        float[] grid = Recordings.Flat(new VoxelGrid(3).ToTensor(events, new SensorSize(1, 1)));
        Recordings.Close([1, 1, 1], grid);
    }

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new VoxelGrid(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VoxelGrid(1, (VoxelGridEdges)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new VoxelGrid(1).Within(5, 5));
    }

    // As the toolkits write it: every event against every bin, clamping as each does.
    private static double[] Naive(EventBuffer events, int bins, VoxelGridEdges edges, bool split, long start, double duration)
    {
        int channels = split ? 2 : 1;
        double[] grid = new double[bins * channels * 63];
        foreach (Event e in events.Span)
        {
            double share = duration == 0 ? 0 : (e.T - start) / duration;
            double sign = split ? 1 : e.P == 1 ? 1 : -1;
            int cell = ((split ? e.P : 0) * 63) + (e.Y * 9) + e.X;
            if (edges == VoxelGridEdges.MetavisionVolume)
            {
                double u = (share * bins) - 0.5;
                int left = (int)Math.Clamp(Math.Floor(u), 0, bins - 1);
                int right = Math.Min(left + 1, bins - 1);
                double leftValue = Math.Max(0, 1 - Math.Abs(left - u));
                grid[(left * channels * 63) + cell] += sign * leftValue;
                grid[(right * channels * 63) + cell] += sign * (1 - leftValue);
                continue;
            }

            double position = edges switch
            {
                VoxelGridEdges.FirstToLast => share * (bins - 1),
                VoxelGridEdges.Tonic => share * bins,
                _ => (share * bins) - 0.5,
            };
            for (int bin = 0; bin < bins; bin++)
                grid[(bin * channels * 63) + cell] += sign * Math.Max(0, 1 - Math.Abs(position - bin));
        }

        return grid;
    }
}
