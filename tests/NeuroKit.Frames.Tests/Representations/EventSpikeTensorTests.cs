using NeuroKit.Events;

namespace NeuroKit.Frames.Tests.Representations;

public sealed class EventSpikeTensorTests
{
    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void EqualsTheFormula(int count, string pace)
    {
        using EventBuffer events = Recordings.Make(count, pace);
        foreach (int bins in (ReadOnlySpan<int>)[2, 3, 9])
        {
            foreach (SpikeMeasure measure in Enum.GetValues<SpikeMeasure>())
            {
                var trilinear = EventSpikeTensor.Trilinear(bins, measure).ToTensor(events, Recordings.Size);
                Assert.Equal([2, bins, 7, 9], Recordings.Shape(trilinear));
                Recordings.Close(Naive(events, bins, measure, null), Recordings.Flat(trilinear));
                foreach (double tau in (ReadOnlySpan<double>)[1, 75, 1e6])
                {
                    var exponential = EventSpikeTensor.Exponential(bins, tau, measure).ToTensor(events, Recordings.Size);
                    Recordings.Close(Naive(events, bins, measure, tau), Recordings.Flat(exponential));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void TheTrilinearKernelConservesEvents(int count, string pace)
    {
        using EventBuffer events = Recordings.Make(count, pace);
        float[] flat = Recordings.Flat(EventSpikeTensor.Trilinear(9, SpikeMeasure.Count).ToTensor(events, Recordings.Size));
        Assert.Equal(count, flat.Sum(v => (double)v), 3);
    }

    [Fact]
    public void WorkedByHand()
    {
        // C = 3 bins at 0, 50 and 100 µs.
        using EventBuffer events = Recordings.Of((0, 0, 0, 1), (25, 0, 0, 0), (80, 0, 0, 1), (100, 0, 0, 1));
        var size = new SensorSize(1, 1);
        // OFF: 0.25 halved over bins 0 and 1. ON: 0.8 at u = 1.6, and 1 in bin 2.
        Recordings.Close([0.125, 0.125, 0, 0, 0.32, 1.48], Recordings.Flat(EventSpikeTensor.Trilinear(3).ToTensor(events, size)));
        Recordings.Close(
            [0, -Math.Exp(-0.5), -Math.Exp(-1.5), 1, Math.Exp(-1), Math.Exp(-2) + Math.Exp(-0.4) + 1],
            Recordings.Flat(EventSpikeTensor.Exponential(3, 50, SpikeMeasure.Polarity).ToTensor(events, size)));
    }

    [Fact]
    public void AllTimesEqual()
    {
        using EventBuffer events = Recordings.Of((7, 0, 0, 1), (7, 0, 0, 1));
        var size = new SensorSize(1, 1);
        Assert.Equal([0f, 0, 2, 0], Recordings.Flat(EventSpikeTensor.Trilinear(2, SpikeMeasure.Count).ToTensor(events, size)));
        Assert.Equal([0f, 0, 0, 0], Recordings.Flat(EventSpikeTensor.Trilinear(2).ToTensor(events, size)));
        // All bins stand at the events' time.
        Assert.Equal([0f, 0, 2, 2], Recordings.Flat(EventSpikeTensor.Exponential(2, 5, SpikeMeasure.Count).ToTensor(events, size)));
    }

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EventSpikeTensor.Trilinear(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => EventSpikeTensor.Trilinear(2, (SpikeMeasure)4));
        Assert.Throws<ArgumentOutOfRangeException>(() => EventSpikeTensor.Exponential(2, 0));
    }

    // Every event against every bin.
    private static double[] Naive(EventBuffer events, int bins, SpikeMeasure measure, double? tau)
    {
        double[] tensor = new double[2 * bins * 63];
        if (events.Count == 0)
            return tensor;
        long first = events.Span.T[0];
        double duration = events.Span.T[^1] - first;
        double spacing = duration / (bins - 1);
        foreach (Event e in events.Span)
        {
            double share = duration == 0 ? 0 : (e.T - first) / duration;
            double worth = measure switch
            {
                SpikeMeasure.Timestamp => share,
                SpikeMeasure.Count => 1,
                _ => e.P == 1 ? 1 : -1,
            };
            for (int bin = 0; bin < bins; bin++)
            {
                double later = (bin * spacing) - (e.T - first); // of the bin than the event, µs
                double kernel = tau is { } decay
                    ? later > -1e-9 ? Math.Exp(-later / decay) : 0
                    : duration == 0 ? (bin == 0 ? 1 : 0) : Math.Max(0, 1 - (Math.Abs(later) / spacing));
                tensor[(((e.P * bins) + bin) * 63) + (e.Y * 9) + e.X] += worth * kernel;
            }
        }

        return tensor;
    }
}
