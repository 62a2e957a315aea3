namespace NeuroKit.Events.Tests.Core;

public sealed class EventPartReaderTests
{
    private static readonly EventReadOptions s_turned = new() { Format = "npy", SensorSize = new SensorSize(64, 64), Orientation = new Orientation(true, true, false) };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EventsOfAStretchComeAsTheyAreInTheWhole(bool ordered)
    {
        byte[] file = Recording(ordered);
        using EventReader whole = EventFile.Open(file, "a.npy", s_turned);
        using EventBuffer all = whole.ReadAll();
        foreach ((long start, long end) in ((long, long)[])[(0, 1000), (137, 480), (480, 480), (5000, 6000), (-10, 100), (999, 1000)])
        {
            using EventBuffer expected = all.CopyTimeRange(start, end);
            using EventReader part = EventFile.Open(file, "a.npy", s_turned).Between(start, end);
            Assert.Equal(whole.OrientedSensorSize, part.OrientedSensorSize);
            Assert.Equal(whole.Header, part.Header);
            using var chunk = new EventBuffer(7);
            using var got = new EventBuffer();
            while (part.Read(chunk) > 0)
                got.Append(chunk);
            AssertSame(expected, got);
            Assert.Equal(expected.Count, part.EventsRead);
            Assert.Equal(whole.Diagnostics.StepsBack, part.Diagnostics.StepsBack);
            Assert.Null(part.Totals.Count);
        }
    }

    [Fact]
    public void AStretchCanBeReadAgainAndGoesOnWhereItStood()
    {
        using EventReader part = EventFile.Open(Recording(ordered: true), "a.npy", s_turned).Between(100, 900);
        using var some = new EventBuffer(5);
        part.Read(some);
        using (EventReader again = part.Reopen())
        using (EventBuffer all = again.ReadAll())
            Assert.Equal(800, all.Count);
        using EventBuffer rest = part.ReadAll();
        Assert.Equal(795, rest.Count);
        Assert.Equal(105, rest.Span.T[0]);
    }

    [Fact]
    public void AStretchOfAStretchIsWhatBothHold()
    {
        using EventReader part = EventFile.Open(Recording(ordered: true), "a.npy", s_turned).Between(100, 900).Between(50, 200);
        using EventBuffer events = part.ReadAll();
        Assert.Equal(100, events.Count);
    }

    [Fact]
    public void AnEndBeforeTheStartIsRefused()
    {
        using EventReader reader = EventFile.Open(Recording(ordered: true), "a.npy", s_turned);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.Between(10, 9));
    }

    private static byte[] Recording(bool ordered)
    {
        using var events = new EventBuffer();
        for (int i = 0; i < 1000; i++)
            events.Add(new Event(ordered ? i : i * 387 % 1000, (ushort)(i % 64), (ushort)(i / 20), (byte)(i & 1)));
        using var stream = new MemoryStream();
        using EventWriter writer = EventFile.Create(stream, "npy");
        writer.Write(events);
        writer.Complete();
        return stream.ToArray();
    }

    private static void AssertSame(EventSpan expected, EventSpan got)
    {
        Assert.Equal(expected.T.ToArray(), got.T.ToArray());
        Assert.Equal(expected.X.ToArray(), got.X.ToArray());
        Assert.Equal(expected.Y.ToArray(), got.Y.ToArray());
        Assert.Equal(expected.P.ToArray(), got.P.ToArray());
    }
}
