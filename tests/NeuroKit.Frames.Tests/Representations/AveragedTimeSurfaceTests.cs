using NeuroKit.Events;

namespace NeuroKit.Frames.Tests.Representations;

public sealed class AveragedTimeSurfaceTests
{
    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void EqualsTheFormula(int count, string pace)
    {
        using EventBuffer events = Recordings.Make(count, pace);
        foreach ((int cell, int radius, long window, double tau) in ((int, int, long, double)[])[(4, 1, 200, 50), (3, 2, 1000, 400), (9, 0, 50, 10), (100, 3, 1_000_000, 5000), (1, 1, 0, 1)])
        {
            foreach (TimeDecay decay in Enum.GetValues<TimeDecay>())
            {
                foreach (AveragedTimeSurfaceVariant variant in Enum.GetValues<AveragedTimeSurfaceVariant>())
                {
                    var hats = new AveragedTimeSurface(cell, radius, window, tau, decay, variant);
                    var tensor = hats.ToTensor(events, Recordings.Size);
                    int side = (2 * radius) + 1;
                    int cells = (int)(Math.Ceiling(9.0 / cell) * Math.Ceiling(7.0 / cell));
                    Assert.Equal([cells, 2, side, side], Recordings.Shape(tensor));
                    Recordings.Close(Naive(events, cell, radius, window, tau, decay, variant), Recordings.Flat(tensor));
                }
            }
        }
    }

    [Fact]
    public void WorkedByHand()
    {
        // One cell of 3×3, ρ = 1. Second event: one to the right of the first, 100 µs later; third: on the second, same time.
        using EventBuffer events = Recordings.Of((0, 0, 1, 1), (100, 1, 1, 1), (100, 1, 1, 1));
        var size = new SensorSize(3, 3);
        double e = Math.Exp(-1);
        float[] tonic = Recordings.Flat(new AveragedTimeSurface(3, 1, 1000, 100).ToTensor(events, size));
        // ON, row 1: the first event lies to the left of the two others; the second on the third; each on itself.
        Recordings.Close([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2 * e / 3, 4 / 3.0, 0, 0, 0, 0], tonic);
        float[] paper = Recordings.Flat(new AveragedTimeSurface(3, 1, 1000, 100, variant: AveragedTimeSurfaceVariant.Paper).ToTensor(events, size));
        Recordings.Close([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2 * e / 3, 0, 0, 0, 0, 0], paper);
    }

    [Fact]
    public void TheWindowsOldestTimeIsInside()
    {
        using EventBuffer events = Recordings.Of((0, 0, 0, 0), (10, 0, 0, 0));
        var size = new SensorSize(1, 1);
        Recordings.Close([(2 + Math.Exp(-1)) / 2, 0], Recordings.Flat(new AveragedTimeSurface(1, 0, 10, 10).ToTensor(events, size)));
        Recordings.Close([1, 0], Recordings.Flat(new AveragedTimeSurface(1, 0, 9, 10).ToTensor(events, size)));
    }

    [Fact]
    public void LinearDecayDoesNotGoBelowZero()
    {
        using EventBuffer events = Recordings.Of((0, 0, 0, 0), (1000, 0, 0, 0));
        float[] flat = Recordings.Flat(new AveragedTimeSurface(1, 0, 5000, 100, TimeDecay.Linear).ToTensor(events, new SensorSize(1, 1)));
        Assert.Equal([1f, 0], flat);
    }

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragedTimeSurface(cellSize: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragedTimeSurface(radius: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragedTimeSurface(radius: AveragedTimeSurface.MaxRadius + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragedTimeSurface(windowMicroseconds: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragedTimeSurface(tauMicroseconds: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AveragedTimeSurface(variant: (AveragedTimeSurfaceVariant)5));
    }

    // All pairs of events.
    private static double[] Naive(
        EventBuffer events, int cell, int radius, long window, double tau, TimeDecay decay, AveragedTimeSurfaceVariant variant)
    {
        int across = (9 + cell - 1) / cell;
        int down = (7 + cell - 1) / cell;
        int side = (2 * radius) + 1;
        double[] sums = new double[across * down * 2 * side * side];
        int[] counts = new int[across * down * 2];
        for (int i = 0; i < events.Count; i++)
        {
            Event e = events.Span[i];
            int group = (((e.Y / cell * across) + (e.X / cell)) * 2) + e.P;
            counts[group]++;
            bool tonic = variant == AveragedTimeSurfaceVariant.Tonic;
            if (tonic)
                sums[(group * side * side) + (radius * side) + radius]++;
            for (int j = 0; j < events.Count; j++)
            {
                Event other = events.Span[j];
                bool before = tonic ? j < i : other.T < e.T;
                if (!before || other.T < e.T - window || other.P != e.P || other.X / cell != e.X / cell || other.Y / cell != e.Y / cell)
                    continue;
                int zx = other.X - e.X;
                int zy = other.Y - e.Y;
                if (Math.Abs(zx) > radius || Math.Abs(zy) > radius)
                    continue;
                double age = e.T - other.T;
                sums[(group * side * side) + ((zy + radius) * side) + zx + radius]
                    += decay == TimeDecay.Exponential ? Math.Exp(-age / tau) : Math.Max(0, 1 - (age / (3 * tau)));
            }
        }

        for (int i = 0; i < sums.Length; i++)
            sums[i] /= Math.Max(1, counts[i / (side * side)]);
        return sums;
    }
}
