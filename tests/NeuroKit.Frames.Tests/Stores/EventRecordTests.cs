using FsCheck.Xunit;
using NeuroKit.Events;
using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Tests.Stores;

/// <summary>Records of events: every event comes back, whatever it is, and the usual ones in at most 8 bytes.</summary>
public sealed class EventRecordTests
{
    [Theory]
    [InlineData(128, 128, 6)]
    [InlineData(34, 34, 6)]
    [InlineData(120, 100, 6)]
    [InlineData(240, 180, 8)]
    [InlineData(1280, 720, 8)]
    [InlineData(32768, 65536, 8)]
    public void AnEventTakesAtMostEightBytes(int width, int height, int bytesAnEvent)
    {
        var size = new SensorSize(width, height);
        using EventBuffer events = Events(1000, size, seed: 1);
        EventRecord record = EventRecord.Plan(events, isInOrder: true, size);
        long columns = Alignment.Up(4 * 1000) + Alignment.Up((bytesAnEvent - 4) * 1000);
        Assert.Equal(EventRecord.HeaderBytes + columns, record.Length);
        AssertRoundTrip(events, size);
    }

    [Property(MaxTest = 200)]
    public void EveryRecordingComesBack(int seed)
    {
        var random = new Random(seed);
        var size = new SensorSize(1 + random.Next(300), 1 + random.Next(300));
        using EventBuffer events = Events(random.Next(200), size, seed);
        if (random.Next(3) == 0 && events.Count > 0)
        {
            // What a broken recording holds: events outside the sensor, odd polarities, times that jump.
            using var odd = new EventBuffer();
            foreach (Event e in events.Span)
            {
                odd.Add(random.Next(20) switch
                {
                    0 => e with { X = (ushort)random.Next(65536) },
                    1 => e with { Y = ushort.MaxValue },
                    2 => e with { P = (byte)random.Next(256) },
                    3 => e with { T = random.NextInt64(long.MinValue, long.MaxValue) },
                    4 => e with { T = e.T - 1000 },
                    _ => e,
                });
            }

            AssertRoundTrip(odd, size);
            AssertRoundTrip(odd, null);
        }
        else
        {
            AssertRoundTrip(events, size);
        }
    }

    [Fact]
    public void TimesOfTheWholeAxisComeBack()
    {
        using var events = new EventBuffer();
        foreach (long t in (long[])[long.MinValue, long.MaxValue, 0, -1, uint.MaxValue, 1L + uint.MaxValue])
            events.Add(new Event(t, 1, 2, 1));
        AssertRoundTrip(events, SensorSize.Dvs128);
    }

    [Fact]
    public void NoEventsAreARecordToo()
    {
        using var none = new EventBuffer();
        AssertRoundTrip(none, SensorSize.Dvs128);
        AssertRoundTrip(none, null);
    }

    [Fact]
    public void TheBufferThatHoldsItDoesNotShowInTheRecord()
    {
        using EventBuffer events = Events(77, SensorSize.Dvs128, 3);
        EventRecord record = EventRecord.Plan(events, true, SensorSize.Dvs128);
        byte[] clean = new byte[record.Length];
        byte[] used = new byte[record.Length];
        Array.Fill(used, (byte)0xAB);
        record.Write(events, clean);
        record.Write(events, used);
        Assert.Equal(clean, used);
    }

    private static EventBuffer Events(int count, SensorSize size, int seed)
    {
        var random = new Random(seed);
        var events = new EventBuffer();
        long t = random.Next(1_000_000);
        for (int i = 0; i < count; i++)
        {
            t += random.Next(50);
            events.Add(new Event(t, (ushort)random.Next(size.Width), (ushort)random.Next(size.Height), (byte)random.Next(2)));
        }

        return events;
    }

    private static void AssertRoundTrip(EventSpan events, SensorSize? size)
    {
        EventRecord record = EventRecord.Plan(events, events.IsTimeOrdered(), size);
        byte[] bytes = new byte[record.Length];
        record.Write(events, bytes);
        EventRecord read = EventRecord.Read(bytes, "test");
        Assert.Equal(size, read.Size);
        Assert.Equal(events.Length, read.Count);
        Assert.Equal(events.IsTimeOrdered(), read.IsInOrder);
        // In pieces, so that vectors and tails meet every place.
        using var back = new EventBuffer();
        back.EnsureFree(Math.Max(1, events.Length));
        for (int at = 0; at < events.Length;)
        {
            int step = Math.Min(1 + (at * 7 % 61), events.Length - at);
            read.Decode(bytes, at, back.FreeColumns().Slice(0, step));
            back.Advance(step);
            at += step;
        }

        Assert.True(events.T.SequenceEqual(back.Span.T));
        Assert.True(events.X.SequenceEqual(back.Span.X));
        Assert.True(events.Y.SequenceEqual(back.Span.Y));
        Assert.True(events.P.SequenceEqual(back.Span.P));
        for (int i = 0; i < events.Length; i++)
            Assert.Equal(events.T[i], read.TimeOf(bytes, i));
    }
}
