using NeuroKit.Events;

namespace NeuroKit.Frames.Tests.Representations;

public sealed class TimeSurfaceTests
{
    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void EqualsTheFormulaAtEachReferenceTime(int count, string pace)
    {
        using EventBuffer events = Recordings.Make(count, pace);
        long first = count == 0 ? 0 : events.Span.T[0];
        long last = count == 0 ? 0 : events.Span.T[^1];
        long[] references = [first - 1, first, first + ((last - first) / 2), last, last, last + 40, last + 100_000];
        foreach (TimeDecay decay in Enum.GetValues<TimeDecay>())
        {
            foreach (bool merge in (ReadOnlySpan<bool>)[false, true])
            {
                TimeSurface at = TimeSurface.At(references, 55.5, decay, merge);
                var surfaces = at.ToTensor(events, Recordings.Size);
                Assert.Equal([references.Length, merge ? 1 : 2, 7, 9], Recordings.Shape(surfaces));
                double[] expected = [.. references.SelectMany(r => Naive(events, e => e.T <= r, r, 55.5, decay, merge))];
                Recordings.Close(expected, Recordings.Flat(surfaces));

                float[] end = Recordings.Flat(TimeSurface.AtEnd(55.5, decay, merge).ToTensor(events, Recordings.Size));
                Recordings.Close(Naive(events, _ => true, last, 55.5, decay, merge), end);
            }
        }
    }

    [Fact]
    public void WorkedByHand()
    {
        using EventBuffer events = Recordings.Of((0, 0, 0, 1), (100, 1, 0, 0), (200, 0, 0, 1), (300, 1, 0, 1));
        var size = new SensorSize(2, 1);
        // [OFF x0, OFF x1, ON x0, ON x1] at t = 300, ages 200 (OFF x1), 100 (ON x0), 0 (ON x1).
        Recordings.Close([0, Math.Exp(-2), Math.Exp(-1), 1], Recordings.Flat(TimeSurface.AtEnd(100).ToTensor(events, size)));
        Recordings.Close([0, 1 / 3.0, 2 / 3.0, 1], Recordings.Flat(TimeSurface.AtEnd(100, TimeDecay.Linear).ToTensor(events, size)));
        Recordings.Close([2 / 3.0, 1], Recordings.Flat(TimeSurface.AtEnd(100, TimeDecay.Linear, mergePolarities: true).ToTensor(events, size)));
        // Linear decay is over after 3τ.
        Assert.Equal([0f, 0, 0, 1], Recordings.Flat(TimeSurface.AtEnd(33, TimeDecay.Linear).ToTensor(events, size)));
    }

    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void TonicsEqualTheFormulaOverTheirWindows(int count, string pace)
    {
        using EventBuffer events = Recordings.Make(count, pace);
        foreach ((long step, long overlap, bool incomplete) in ((long, long, bool)[])[(10, 0, false), (10, 0, true), (64, 16, false), (64, 63, true), (1_000_000, 0, false)])
        {
            var surface = new TonicTimeSurface(step, 20, overlap, incomplete);
            if (count > 0 && (events.Span.T[^1] - events.Span.T[0]) / (step - overlap) > 300)
                continue; // hundreds of surfaces show nothing more
            var surfaces = surface.ToTensor(events, Recordings.Size);
            nint windows = Windows(events, step, overlap, incomplete);
            Assert.Equal([windows, 2, 7, 9], Recordings.Shape(surfaces));
            float[] flat = Recordings.Flat(surfaces);
            for (int i = 0; i < windows; i++)
            {
                long first = events.Span.T[0];
                long end = first + (i * (step - overlap)) + step;
                double[] expected = Naive(events, e => e.T < end, first + ((i + 1) * step), 20, TimeDecay.Exponential, merge: false);
                Recordings.Close(expected, flat[(i * 126)..((i + 1) * 126)]);
            }
        }
    }

    [Fact]
    public void TonicsWorkedByHand()
    {
        // dt = 100: windows [50, 150) and [150, 250); the event at t_last = 250 is in neither.
        using EventBuffer events = Recordings.Of((50, 0, 0, 1), (150, 0, 0, 0), (250, 0, 0, 1));
        var surface = new TonicTimeSurface(100, 100);
        float[] flat = Recordings.Flat(surface.ToTensor(events, new SensorSize(1, 1)));
        Recordings.Close([0, Math.Exp(-1), Math.Exp(-1), Math.Exp(-2)], flat);
        Assert.Null(surface.ShapeFor(new SensorSize(1, 1)));
    }

    [Fact]
    public void TimesAtTheEndsOfTheAxisAreExact()
    {
        using EventBuffer events = Recordings.Of((long.MinValue + 1, 0, 0, 1), (long.MaxValue, 0, 0, 0));
        float[] flat = Recordings.Flat(TimeSurface.AtEnd(Math.Pow(2, 64)).ToTensor(events, new SensorSize(1, 1)));
        Recordings.Close([1, Math.Exp(-1)], flat);
        float[] all = Recordings.Flat(TimeSurface.At([long.MaxValue], Math.Pow(2, 64)).ToTensor(events, new SensorSize(1, 1)));
        Assert.Equal(flat, all);
    }

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSurface.AtEnd(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSurface.AtEnd(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSurface.AtEnd(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeSurface.AtEnd(1, (TimeDecay)7));
        Assert.Throws<ArgumentException>(() => TimeSurface.At([], 1));
        Assert.Throws<ArgumentException>(() => TimeSurface.At([5, 4], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TonicTimeSurface(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TonicTimeSurface(10, 1, overlapMicroseconds: 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TonicTimeSurface(10, -1));
    }

    // For each cell, looks for its last event among those chosen.
    private static double[] Naive(EventBuffer events, Func<Event, bool> seen, long reference, double tau, TimeDecay decay, bool merge)
    {
        double[] surface = new double[(merge ? 1 : 2) * 63];
        for (int cell = 0; cell < surface.Length; cell++)
        {
            long? last = null;
            foreach (Event e in events.Span)
            {
                if (((merge ? 0 : e.P) * 63) + (e.Y * 9) + e.X == cell && seen(e))
                    last = e.T;
            }

            if (last is { } t)
                surface[cell] = decay == TimeDecay.Exponential ? Math.Exp((t - reference) / tau) : Math.Max(0, 1 - ((reference - t) / (3 * tau)));
        }

        return surface;
    }

    // tonic's number of time windows.
    private static nint Windows(EventBuffer events, long step, long overlap, bool incomplete)
    {
        if (events.Count == 0)
            return 0;
        double more = (events.Span.T[^1] - events.Span.T[0] - step) / (double)(step - overlap);
        return Math.Max(1, (nint)(incomplete ? Math.Ceiling(more) : Math.Floor(more)) + 1);
    }
}
