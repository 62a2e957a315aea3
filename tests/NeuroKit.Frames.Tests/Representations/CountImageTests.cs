using NeuroKit.Events;

namespace NeuroKit.Frames.Tests.Representations;

public sealed class CountImageTests
{
    [Theory]
    [MemberData(nameof(Recordings.All), MemberType = typeof(Recordings))]
    public void EqualTheFormulas(int count, string pace)
    {
        using EventBuffer events = Recordings.Make(count, pace);
        double[] histogram = new double[126];
        double[] image = new double[63];
        double[] signed = new double[63];
        foreach (Event e in events.Span)
        {
            int pixel = (e.Y * 9) + e.X;
            histogram[(e.P * 63) + pixel]++;
            image[pixel]++;
            signed[pixel] += e.P == 1 ? 1 : -1;
        }

        var both = new TwoChannelHistogram().ToTensor(events, Recordings.Size);
        Assert.Equal([2, 7, 9], Recordings.Shape(both));
        Recordings.Close(histogram, Recordings.Flat(both), 0);
        var one = new EventCountImage().ToTensor(events, Recordings.Size);
        Assert.Equal([1, 7, 9], Recordings.Shape(one));
        Recordings.Close(image, Recordings.Flat(one), 0);
        Recordings.Close(signed, Recordings.Flat(new EventCountImage(signed: true).ToTensor(events, Recordings.Size)), 0);
        Assert.Equal(count, Recordings.Flat(both).Sum());
        Assert.Equal(count, Recordings.Flat(one).Sum());
    }

    [Fact]
    public void CountingGoesOnWhere32BitFloatsStop()
    {
        const int Many = (1 << 24) + 2; // one at a time a float stays at 2^24
        using EventBuffer events = EventBuffer.Wrap(new long[Many], new ushort[Many], new ushort[Many], new byte[Many]);
        Assert.Equal([(float)Many, 0], Recordings.Flat(new TwoChannelHistogram().ToTensor(events, new SensorSize(1, 1))));
        Assert.Equal([-(float)Many], Recordings.Flat(new EventCountImage(signed: true).ToTensor(events, new SensorSize(1, 1))));
    }
}
