using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using NeuroKit.Tests;
using static NeuroKit.Events.Tests.Formats.Aedat31Bytes;

namespace NeuroKit.Events.Tests.Formats;

public sealed class DatTests
{
    private const string Lines = "% Data file containing CD events.\n% Version 2\n";

    [SkippableTheory]
    [InlineData("data/expected.json", "data/dat/ncars.dat")]
    [InlineData("golden/events.json", "golden/inputs/ncars_200k.dat")]
    [InlineData("golden/events.json", "golden/inputs/quirk_ncars_type0.dat")]
    public void RealRecordingsDecodeToTheIndependentDecodersColumns(string expectations, string path)
    {
        JsonElement expected = SharedData.Json(expectations).GetProperty(Path.GetFileName(path));
        using EventReader reader = EventFile.Open(SharedData.PathOf(path));
        EventTotals totals = reader.Totals;
        using EventBuffer events = reader.ReadAll();
        var digests = new EventDigests(
            expected.GetProperty("digest_t").GetString()!, expected.GetProperty("digest_x").GetString()!,
            expected.GetProperty("digest_y").GetString()!, expected.GetProperty("digest_p").GetString()!);
        Assert.Equal(expected.GetProperty("events").GetInt64(), events.Count);
        Assert.Equal(digests, EventDigests.Of(events));
        Assert.Equal("dat", reader.Header.Format);
        Assert.Null(reader.Header.SensorSize);
        Assert.NotNull(reader.Header.Start);
        Assert.Equal(new EventTotals(events.Count, events.Span.T[0], events.Span.T[^1]), totals);
    }

    [SkippableTheory]
    [InlineData("golden/inputs/evt2_200k.raw")]
    [InlineData("golden/inputs/evt3_200k.raw")]
    [InlineData("data/evt2/gen3.raw")]
    [InlineData("data/evt3/gen41.raw")]
    public void RawRecordingsAreNotClaimed(string path)
    {
        byte[] start = System.IO.File.ReadAllBytes(SharedData.PathOf(path))[..4096];
        Assert.Equal(FormatConfidence.No, EventFormats.Default.Get("dat").Detect(start, "renamed.dat"));
        Assert.Throws<InvalidEventDataException>(() => EventFile.Open(start, options: new EventReadOptions { Format = "dat" }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(100)]
    public void EveryFieldOfEveryEventComesThrough(int count)
    {
        Event[] events = [.. Some(count).Select(e => e with { X = (ushort)(e.X & 0x3FFF), Y = (ushort)(e.Y >> 1) })];
        // Bits 29–31 belong to the polarity field and say nothing.
        Assert.Equal(events, Read(File(Lines, 0x0C, [.. events.SelectMany((e, i) => Words(e, i % 8))])));
        Assert.Equal(events, Read(File(Lines, 0x00, [.. events.SelectMany((e, i) => Words(e, 0))])));
    }

    [Fact]
    public void ClockIsUnwrappedAt2To32()
    {
        long[] times = [0xFFFF_FFF0, 0x1_0000_0010, 0x1_0000_0008, 0x2_0000_0000];
        byte[] file = File(Lines, 0x0C, [.. times.SelectMany(t => Words(new Event(t, 1, 2, 1), 0))]);
        using EventReader reader = EventFile.Open(file);
        // The last raw time is 0: a wrap is seen, so the times are left to whoever reads the file.
        Assert.Equal(new EventTotals(4), reader.Totals);
        Assert.Equal([0xFFFF_FFF0, 0x1_0000_0010, 0x1_0000_0008, 0x1_0000_0000], ToArray(reader.ReadAll()).Select(e => e.T));
    }

    [Theory]
    [InlineData(Lines, null, null)]
    [InlineData(Lines + "% Height 240\n% Width 304\n", "304x240", null)]
    [InlineData("% Version 2\r\n% Width 304\r\n% Date 2017-10-31 11:29:21\r\n% Height 240\r\n", "304x240", "2017-10-31T11:29:21")]
    [InlineData(Lines + "% geometry 1280x720\n", "1280x720", null)]
    [InlineData(Lines + "% Geometry 304X240\r\n", "304x240", null)]
    [InlineData("% Height 240\n% Date 31/10/2017\n", null, null)]
    [InlineData("%\n%no blank\n% end\n", null, null)]
    public void HeaderSaysSizeAndDateOrNothing(string lines, string? size, string? start)
    {
        using EventReader reader = EventFile.Open(File(lines, 0x0C, Words(new Event(7, 8, 9, 1), 0)));
        Assert.Equal(size, reader.Header.SensorSize?.ToString());
        Assert.Equal(start, reader.Header.Start?.ToString("s"));
        Assert.Equal(lines.Length + 2, reader.Header.ByteLength);
        Assert.Equal([new Event(7, 8, 9, 1)], ToArray(reader.ReadAll()));
    }

    [Theory]
    [InlineData(Lines, new byte[] { 0x0E, 8 })]
    [InlineData(Lines, new byte[] { 0x0C, 16 })]
    [InlineData(Lines, new byte[] { 0x0C })]
    [InlineData(Lines, new byte[0])]
    [InlineData("% Version 1\n", new byte[] { 0, 8 })]
    [InlineData("% Width 0\n", new byte[] { 0x0C, 8 })]
    [InlineData("% Height 99999\n", new byte[] { 0x0C, 8 })]
    [InlineData("% Height tall\n", new byte[] { 0x0C, 8 })]
    [InlineData("% geometry 304x0\n", new byte[] { 0x0C, 8 })]
    [InlineData("", new byte[] { 0x0C, 8 })]
    [InlineData("% evt 2.0\n", new byte[] { 0x0C, 8 })]
    [InlineData("% format EVT3;height=720;width=1280\n", new byte[] { 0x0C, 8 })]
    public void OtherContentIsAnErrorWhateverThePolicy(string lines, byte[] kind)
    {
        byte[] file = [.. Encoding.ASCII.GetBytes(lines), .. kind];
        var options = new EventReadOptions { Format = "dat", Policy = EventReadPolicy.SkipBad };
        Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file, options: options));
    }

    [Fact]
    public void TypeByteThatLooksLikeALineIsALineWithoutEnd()
    {
        // 0x25 is '%': no type of event, so it begins one more line, which never ends.
        byte[] file = File(Lines, (byte)'%', [.. Enumerable.Repeat((byte)0x80, 200_000)]);
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(
            () => EventFile.Open(file, options: new EventReadOptions { Format = "dat" }));
        Assert.Equal(Lines.Length, error.ByteOffset);
    }

    [Fact]
    public void EndlessHeaderEndsInAnError()
    {
        byte[] file = File(string.Concat(Enumerable.Repeat("% and so on\n", 10_000)), 0x0C, []);
        Assert.Throws<InvalidEventDataException>(
            () => EventFile.Open(file, "x.dat", new EventReadOptions { MaxHeaderBytes = 10_000 }));
        using EventReader reader = EventFile.Open(file, "x.dat");
        Assert.Equal(0, reader.ReadAll().Count);
    }

    [Theory]
    [InlineData(Lines, 0x0C, null, FormatConfidence.Certain)]
    [InlineData(Lines, 0x00, null, FormatConfidence.Certain)]
    [InlineData(Lines, 0x0E, "a.dat", FormatConfidence.Plausible)]
    [InlineData(Lines, 0x0E, "a.raw", FormatConfidence.No)]
    [InlineData("", 0x0C, "a.dat", FormatConfidence.No)]
    [InlineData("% date 2022\n% evt 3.0\n", 0x0C, "a.dat", FormatConfidence.No)]
    public void DetectionIsByContent(string lines, byte type, string? name, FormatConfidence expected)
        => Assert.Equal(expected, EventFormats.Default.Get("dat").Detect(File(lines, type, []), name));

    [Fact]
    public void CutAnywhereTheWholeEventsAreKept()
    {
        Event[] events = [.. Some(5).Select(e => e with { X = 3, Y = 4 })];
        byte[] file = File(Lines, 0x0C, [.. events.SelectMany(e => Words(e, 0))]);
        for (int length = 0; length < file.Length; length++)
        {
            byte[] cut = file[..length];
            var options = new EventReadOptions { Format = "dat", Policy = EventReadPolicy.KeepWhole };
            int data = length - Lines.Length - 2;
            if (data < 0)
            {
                Assert.Throws<InvalidEventDataException>(() => EventFile.Open(cut, options: options));
                continue;
            }

            using EventReader keeping = EventFile.Open(cut, options: options);
            Assert.Equal(events[..(data / 8)], ToArray(keeping.ReadAll()));
            Assert.Equal(data % 8 != 0, keeping.Diagnostics.IsTruncated);
            using EventReader strict = EventFile.Open(cut);
            if (data % 8 == 0)
                Assert.Equal(data / 8, strict.ReadAll().Count);
            else
                Assert.Equal(Lines.Length + 2 + (data / 8 * 8), Assert.Throws<InvalidEventDataException>(() => strict.ReadAll()).ByteOffset);
        }
    }

    [Fact]
    public void ChunksAndPipesDoNotMatter()
    {
        var random = new Random(5);
        byte[] body = new byte[8 * 30_000];
        random.NextBytes(body);
        byte[] file = File(Lines, 0x0C, body);
        using EventBuffer expected = EventFile.Open(file).ReadAll();
        foreach (int capacity in (ReadOnlySpan<int>)[1, 31, 33, 4096, 100_000])
        {
            using EventReader reader = EventFile.Open(new OneWayStream(file, 1013));
            using var all = new EventBuffer();
            foreach (EventBuffer chunk in reader.ReadBatches(capacity))
                all.Append(chunk);
            Assert.Equal(EventDigests.Of(expected), EventDigests.Of(all));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WhatIsWrittenIsReadBack(bool says)
    {
        using var events = new EventBuffer();
        for (int i = 0; i < 20_000; i++)
            events.Add(new Event(i * 200_000L, (ushort)(i % 16384), (ushort)(i * 7 % 16384), (byte)(i & 1)));
        var options = new EventWriteOptions
        {
            SensorSize = says ? new SensorSize(1280, 720) : null,
            Start = says ? new DateTimeOffset(2024, 2, 29, 23, 59, 58, TimeSpan.Zero) : null,
            Comments = says ? ["Width 5", "evt 2.0\n% evt 2.0"] : [],
        };
        using var stream = new MemoryStream();
        using (EventWriter writer = EventFile.Create(stream, "dat", options))
        {
            writer.Write(events);
            writer.Complete();
        }

        using EventReader reader = EventFile.Open(stream.ToArray());
        Assert.Equal(EventDigests.Of(events), EventDigests.Of(reader.ReadAll()));
        Assert.Equal((options.SensorSize, options.Start), (reader.Header.SensorSize, reader.Header.Start));
        Assert.Equal(says, Encoding.ASCII.GetString(stream.ToArray()[..200]).Contains("% Date", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 16384, 0)]
    [InlineData(0, 0, 16384)]
    [InlineData(1L << 32, 0, 0)]
    [InlineData(-1, 0, 0)]
    public void WriterNamesTheEventThatTheFormatCannotHold(long t, ushort x, ushort y)
    {
        using EventWriter writer = EventFile.Create(new MemoryStream(), "dat");
        UnrepresentableEventException error = Assert.Throws<UnrepresentableEventException>(
            () => writer.Write(EventBuffer.Wrap([t], [x], [y], [1])));
        Assert.Equal((0, new Event(t, x, y, 1)), (error.EventIndex, error.Event));
    }

    private static byte[] File(string lines, byte type, byte[] events) => [.. Encoding.ASCII.GetBytes(lines), type, 8, .. events];

    private static byte[] Words(Event e, int aboveThePolarity)
    {
        byte[] words = new byte[8];
        BinaryPrimitives.WriteUInt32LittleEndian(words, (uint)e.T);
        BinaryPrimitives.WriteUInt32LittleEndian(words.AsSpan(4), e.X | ((uint)e.Y << 14) | ((uint)e.P << 28) | ((uint)aboveThePolarity << 29));
        return words;
    }

    private static Event[] Read(byte[] file)
    {
        using EventReader reader = EventFile.Open(file);
        using EventBuffer events = reader.ReadAll();
        return ToArray(events);
    }
}
