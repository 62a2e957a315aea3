using FsCheck.Xunit;
using NeuroKit.Testing;

namespace NeuroKit.Events.Tests.Core;

[Properties(Arbitrary = [typeof(RecordingArbitraries)])]
public sealed class StatisticsAndConversionTests
{
    [Property]
    public void StatisticsEqualTheirDefinitionsHoweverTheEventsAreCut(DisorderedRecording disordered, Chunking chunking)
    {
        Recording recording = disordered.Recording;
        var statistics = new EventStatistics();
        foreach (Range range in chunking.Cut(recording.Count))
            statistics = statistics.Add(recording.Events[range]);
        long[] t = recording.Events.T.ToArray();
        var expected = new EventStatistics
        {
            Events = t.Length,
            On = recording.Events.P.ToArray().Count(p => p == 1),
            MinTime = t.Length == 0 ? null : t.Min(),
            MaxTime = t.Length == 0 ? null : t.Max(),
            FirstTime = t.Length == 0 ? null : t[0],
            LastTime = t.Length == 0 ? null : t[^1],
            MaxX = t.Length == 0 ? null : recording.Events.X.ToArray().Max(),
            MaxY = t.Length == 0 ? null : recording.Events.Y.ToArray().Max(),
            OutOfOrder = Enumerable.Range(1, Math.Max(0, t.Length - 1)).Count(i => t[i] < t[i - 1]),
        };
        Assert.Equal(expected, statistics);
        Assert.Equal(expected.Events - expected.On, statistics.Off);
        Assert.Equal(t.Length == 0 ? null : t.Max() - t.Min(), statistics.DurationMicroseconds);
        Assert.Equal(statistics.DurationMicroseconds is > 0, statistics.EventsPerSecond is not null);
    }

    [Fact]
    public void EventsPerSecondIsEventsOverDuration()
    {
        EventStatistics statistics = new EventStatistics().Add(new EventSpan([0, 500_000, 2_000_000], new ushort[3], new ushort[3], new byte[3]));
        Assert.Equal(1.5, statistics.EventsPerSecond!.Value, 9);
        Assert.Null(new EventStatistics().EventsPerSecond);
    }

    [Fact]
    public void EveryFormatConvertsToEveryOther()
    {
        using var events = new EventBuffer();
        for (int i = 0; i < 10_000; i++)
            events.Add(new Event(1000 + (i * 3), (ushort)(i % 60), (ushort)(i * 7 % 50), (byte)(i & 1)));
        var recording = new Recording(new SensorSize(60, 50), events.Span);
        foreach (EventFormat from in EventFormats.Default.Writable)
        {
            byte[] file = FormatLaws.Write(from, recording);
            foreach (EventFormat to in EventFormats.Default.Writable)
            {
                using EventReader reader = EventFile.Open(file, "in" + from.Extensions[0], new EventReadOptions { Format = from.Name });
                using var stream = new MemoryStream();
                using EventWriter writer = EventFile.Create(stream, to.Name, new EventWriteOptions { SensorSize = recording.Size });
                var told = new List<long>();
                Assert.Equal(10_000, EventConverter.Convert(reader, writer, new Told(told)));
                Assert.Equal(10_000, told[^1]);
                Assert.Equal(told.Order(), told);
                using EventReader again = EventFile.Open(stream.ToArray(), "out" + to.Extensions[0], new EventReadOptions { Format = to.Name });
                using EventBuffer read = again.ReadAll();
                Assert.Null(FormatLaws.Difference(events, read, from.Name, to.Name));
            }
        }
    }

    [Fact]
    public void ConversionIsCancelled()
    {
        byte[] file = FormatLaws.Write(EventFormats.Default.Get("aedat2"), new Recording(SensorSize.Dvs128, new EventSpan([1], [1], [1], [1])));
        using EventReader reader = EventFile.Open(file);
        using EventWriter writer = EventFile.Create(new MemoryStream(), "aedat2");
        Assert.Throws<OperationCanceledException>(() => EventConverter.Convert(reader, writer, cancellationToken: new CancellationToken(true)));
    }

    [Theory]
    [InlineData("128x96", 128, 96)]
    [InlineData("1X65536", 1, 65536)]
    [InlineData("34×34", 34, 34)]
    public void SizesAreRead(string text, int width, int height)
    {
        Assert.True(SensorSize.TryParse(text, out SensorSize size));
        Assert.Equal(new SensorSize(width, height), size);
        Assert.Equal($"{width}x{height}", size.ToString());
        Assert.Equal((long)width * height, size.Pixels);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("128")]
    [InlineData("0x5")]
    [InlineData("5x65537")]
    [InlineData("-1x5")]
    [InlineData("5x5x5")]
    [InlineData("1e2x5")]
    public void WhatIsNoSizeIsNotRead(string? text) => Assert.False(SensorSize.TryParse(text, out _));

    [Fact]
    public void WindowsReachTheEndOfTheAxis()
    {
        long[] t = [long.MaxValue - 10, long.MaxValue - 3, long.MaxValue];
        using EventReader reader = EventFile.Open(
            FormatLaws.Write(EventFormats.Default.Get("npy"), new Recording(SensorSize.Dvs128, new EventSpan(t, new ushort[3], new ushort[3], new byte[3]))));
        Assert.Equal([1, 2], reader.ReadWindows(6).Select(w => w.Count));
        using EventReader long1 = reader.Reopen();
        Assert.Equal([3], long1.ReadWindows(long.MaxValue).Select(w => w.Count));
    }

    [Fact]
    public void AStepBackOverAWindowsStartIsNamed()
    {
        using EventReader reader = EventFile.Open(FormatLaws.Write(
            EventFormats.Default.Get("aedat2"), new Recording(SensorSize.Dvs128, new EventSpan([0, 15, 12, 9], new ushort[4], new ushort[4], new byte[4]))));
        InvalidEventException error = Assert.Throws<InvalidEventException>(() => reader.ReadWindows(10).Count());
        Assert.Equal(3, error.EventIndex); // 12 is within its window, 9 is not
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadWindows(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadBatches(0));
    }

    private sealed class Told(List<long> told) : IProgress<long>
    {
        public void Report(long value) => told.Add(value);
    }
}
