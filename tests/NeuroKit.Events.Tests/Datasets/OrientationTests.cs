using FsCheck.Xunit;
using NeuroKit.Events.Formats.Aedat2;

namespace NeuroKit.Events.Tests.Datasets;

public sealed class OrientationTests
{
    private static readonly Orientation s_cifar10Dvs = new(SwapXY: true, FlipX: true, FlipY: true);

    [Property(MaxTest = 200)]
    public void VectorsTurnAsByHand(ushort[] coordinates, bool swap, bool flipX, bool flipY, byte width, byte height)
    {
        var size = new SensorSize(width + 1, height + 1);
        ushort[] x = [.. Enumerable.Repeat(coordinates, 5).SelectMany(c => c)];
        ushort[] y = [.. x.Reverse()];
        using EventBuffer events = EventBuffer.Wrap(new long[x.Length], [.. x], [.. y], new byte[x.Length]);
        var orientation = new Orientation(swap, flipX, flipY);
        orientation.Apply(events, size);
        SensorSize turned = orientation.Apply(size);
        for (int i = 0; i < x.Length; i++)
        {
            int column = swap ? y[i] : x[i];
            int row = swap ? x[i] : y[i];
            Assert.Equal((ushort)(flipX ? turned.Width - 1 - column : column), events.Span.X[i]);
            Assert.Equal((ushort)(flipY ? turned.Height - 1 - row : row), events.Span.Y[i]);
            // Inside stays inside, outside outside.
            Assert.Equal(x[i] < size.Width && y[i] < size.Height, events.Span.X[i] < turned.Width && events.Span.Y[i] < turned.Height);
        }
    }

    [Fact]
    public void Cifar10DvsTurnsAsTheLiteratureDoes()
    {
        ushort[] x = [.. Enumerable.Range(0, 128).Select(i => (ushort)i)];
        ushort[] y = [.. Enumerable.Range(0, 128).Select(i => (ushort)(i * 5 % 128))];
        using EventBuffer events = EventBuffer.Wrap(new long[128], [.. x], [.. y], new byte[128]);
        s_cifar10Dvs.Apply(events, SensorSize.Dvs128);
        for (int i = 0; i < 128; i++)
            Assert.Equal((127 - y[i], 127 - x[i]), (events.Span.X[i], events.Span.Y[i]));
    }

    [Fact]
    public void TheReaderTurnsEveryEventWhateverTheChunks()
    {
        byte[] file = Recording(5_000);
        using EventBuffer raw = EventFile.Open(file).ReadAll();
        var options = new EventReadOptions { Orientation = s_cifar10Dvs };
        foreach (int chunk in (int[])[1, 7, 64, 4096, 10_000])
        {
            using var all = new EventBuffer();
            foreach (EventBuffer part in EventFile.Open(file, options: options).ReadBatches(chunk))
                all.Append(part);
            Assert.Equal(raw.Count, all.Count);
            for (int i = 0; i < raw.Count; i++)
                Assert.Equal(raw.Span[i] with { X = (ushort)(127 - raw.Span.Y[i]), Y = (ushort)(127 - raw.Span.X[i]) }, all.Span[i]);
        }

        using EventReader reader = EventFile.Open(file, options: options);
        using (EventReader again = reader.Reopen())
            Assert.Equal(raw.Count, again.ReadAll().Count);
        using EventBuffer whole = reader.ReadAll();
        Assert.Equal(127 - raw.Span.Y[0], whole.Span.X[0]);
        Assert.Equal(SensorSize.Dvs128, reader.OrientedSensorSize);
    }

    [Fact]
    public void SizeTurnsWithTheAxes()
    {
        var swap = new Orientation(SwapXY: true, FlipX: false, FlipY: false);
        Assert.Equal(new SensorSize(180, 240), swap.Apply(SensorSize.Davis240));
        Assert.Equal(SensorSize.Davis240, Orientation.None.Apply(SensorSize.Davis240));
        Assert.True(Orientation.None.IsIdentity);
        Assert.False(swap.IsIdentity);
        using EventReader reader = EventFile.Open(
            Recording(3), options: new EventReadOptions { Orientation = swap, SensorSize = new SensorSize(100, 90) });
        Assert.Equal(new SensorSize(90, 100), reader.OrientedSensorSize);
        Assert.Equal(new SensorSize(100, 90), reader.Header.SensorSize);
    }

    [Fact]
    public void TurningAnAxisRoundNeedsASize()
    {
        // Read as a DAVIS whose name the header does not give.
        var options = new EventReadOptions { FormatOptions = [new Aedat2Options { Chip = Aedat2Chip.Davis }] };
        using EventReader flipped = EventFile.Open(Recording(2_000), "unsized", options with { Orientation = s_cifar10Dvs });
        Assert.Null(flipped.OrientedSensorSize);
        Assert.Throws<SensorSizeUnknownException>(() => flipped.ReadAll());
        using EventReader swapped = EventFile.Open(Recording(2_000), "unsized", options with { Orientation = new Orientation(true, false, false) });
        using EventBuffer raw = EventFile.Open(Recording(2_000), "unsized", options).ReadAll();
        using EventBuffer events = swapped.ReadAll();
        Assert.True(raw.Count > 0);
        Assert.Equal(raw.Span.X.ToArray(), events.Span.Y.ToArray());
    }

    internal static byte[] Recording(int count)
    {
        using var events = new EventBuffer();
        for (int i = 0; i < count; i++)
            events.Add(new Event(i * 3, (ushort)(i * 11 % 128), (ushort)(i * 7 % 128), (byte)(i & 1)));
        using var stream = new MemoryStream();
        using (EventWriter writer = EventFile.Create(stream, "aedat2"))
        {
            writer.Write(events);
            writer.Complete();
        }

        return stream.ToArray();
    }
}
