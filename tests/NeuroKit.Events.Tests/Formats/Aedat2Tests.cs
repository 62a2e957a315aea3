using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using NeuroKit.Events.Formats.Aedat2;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Formats;

public sealed class Aedat2Tests
{
    private const string Header = "#!AER-DAT2.0\r\n# Timestamps tick is 1 us\r\n";

    [SkippableTheory]
    [InlineData("data/expected.json", "data/aedat2/dvs128_foam_late_clock.aedat")]
    [InlineData("data/expected.json", "data/aedat2/dvs128_screwdriver.aedat")]
    [InlineData("data/expected.json", "data/aedat2/dvs128_walking.aedat")]
    [InlineData("golden/events.json", "golden/inputs/cifar10dvs_200k.aedat")]
    public void RealRecordingsDecodeToTheIndependentDecodersColumns(string expectations, string path)
    {
        JsonElement expected = SharedData.Json(expectations).GetProperty(Path.GetFileName(path));
        using EventReader reader = EventFile.Open(SharedData.PathOf(path));
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(expected.GetProperty("events").GetInt64(), events.Count);
        Assert.Equal(expected.GetProperty("header_bytes").GetInt64(), reader.Header.ByteLength);
        EventDigests digests = EventDigests.Of(events);
        Assert.Equal(expected.GetProperty("digest_t").GetString(), digests.T);
        Assert.Equal(expected.GetProperty("digest_x").GetString(), digests.X);
        Assert.Equal(expected.GetProperty("digest_y").GetString(), digests.Y);
        Assert.Equal(SensorSize.Dvs128, reader.Header.SensorSize);
        Assert.Equal("aedat2", reader.Header.Format);
        long on = events.Count - expected.GetProperty("p_ones").GetInt64();
        Assert.Equal(on, EventStatistics.Compute(EventFile.Open(SharedData.PathOf(path))).On);
    }

    [SkippableFact]
    public void DavisIsFoundByItsAddresses()
    {
        using EventReader reader = EventFile.Open(SharedData.PathOf("data/aedat2/davis_translating_square.aedat"));
        EventStatistics statistics = EventStatistics.Compute(reader);
        Assert.Equal(16_000, statistics.Events);
        Assert.Equal(8_000, statistics.On);
        Assert.Equal(SensorSize.Davis240, reader.Header.SensorSize);
    }

    [Fact]
    public void ClockPast2To31IsReadUnsignedAndUnwrappedAt2To32()
    {
        byte[] file = File(Header, (0x0102, 0x8000_0001), (0x0102, 0xFFFF_FFF0), (0x0102, 0x0000_0010), (0x0102, 0x0000_0008));
        using EventBuffer events = EventFile.Open(file).ReadAll();
        Assert.Equal([0x8000_0001L, 0xFFFF_FFF0L, 0x1_0000_0010L, 0x1_0000_0008L], events.Span.T.ToArray());
    }

    [Fact]
    public void SpecialWordsAreSkippedAndCountedWhereverTheyStand()
    {
        var words = new (uint, uint)[100];
        for (uint i = 0; i < words.Length; i++)
            words[i] = (i % 7 == 3 ? 0x8000u : (i << 8) | (i << 1) | (i & 1), 1000 + i);
        using EventReader reader = EventFile.Open(File(Header, words), options: new EventReadOptions { CollectSidePackets = true });
        using EventBuffer events = reader.ReadAll();
        int special = words.Count(w => w.Item1 == 0x8000);
        Assert.Equal(words.Length - special, events.Count);
        Assert.Equal(special, reader.Diagnostics.SkippedSpecial);
        Assert.Equal(special, reader.TakeSidePackets().Count);
        int at = 0;
        foreach ((uint address, uint time) in words.Where(w => w.Item1 != 0x8000))
            Assert.Equal(new Event(time, (ushort)((address >> 1) & 0x7F), (ushort)((address >> 8) & 0x7F), (byte)(1 - (address & 1))), events.Span[at++]);
    }

    [Theory]
    [InlineData(EventReadPolicy.KeepWhole)]
    [InlineData(EventReadPolicy.SkipBad)]
    public void TrailingPartialPairIsReportedAndTheWholeOnesKept(EventReadPolicy policy)
    {
        byte[] file = [.. File(Header, (2, 5), (2, 6)), 1, 2, 3];
        using EventReader reader = EventFile.Open(file, "cut.aedat", new EventReadOptions { Policy = policy });
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(2, events.Count);
        Assert.True(reader.Diagnostics.IsTruncated);
        Assert.Contains("3 bytes", reader.Diagnostics.Issues.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrailingPartialPairIsAnErrorThatNamesFileAndOffsetWhenStrict()
    {
        byte[] file = [.. File(Header, (2, 5)), 1, 2, 3];
        using EventReader reader = EventFile.Open(file, "cut.aedat");
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => reader.ReadAll());
        Assert.Equal("cut.aedat", error.FileName);
        Assert.Equal(Header.Length + 8, error.ByteOffset);
    }

    [Fact]
    public void DavisDataThatBeginsWithTheCommentMarkIsData()
    {
        // 0x23 is '#': an address of row 0x8C. There is no end marker, so only "is it text" can tell.
        byte[] file = File(Header, (0x2300_0800, 1), (0x2300_0000, 2));
        using EventReader reader = EventFile.Open(file);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(2, events.Count);
        Assert.Equal(0x8C, events.Span.Y[0]);
        Assert.Equal(1, events.Span.P[0]);
        Assert.Equal(0, events.Span.P[1]);
        Assert.Empty(reader.Diagnostics.Issues);
    }

    [Fact]
    public void AccentsInAHeaderWithoutAnEndMarkerAreText()
    {
        byte[] line = Encoding.Latin1.GetBytes("# User name: José\r\n");
        byte[] file = [.. Encoding.ASCII.GetBytes(Header), .. line, .. File("", (2, 5), (3, 6))];
        using EventReader reader = EventFile.Open(file);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal([5L, 6], events.Span.T.ToArray());
        Assert.Contains("José", reader.Header.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ASensorSizeThatIsNotTheChipsIsWrittenAndReadBack()
    {
        using var stream = new MemoryStream();
        using (EventWriter writer = EventFile.Create(stream, "aedat2", new EventWriteOptions { SensorSize = SensorSize.NMnist }))
            writer.Complete();
        Assert.Equal(SensorSize.NMnist, EventFile.Open(stream.ToArray()).Header.SensorSize);
    }

    [Fact]
    public void EndlessHeaderEndsInAnError()
    {
        byte[] line = Encoding.ASCII.GetBytes("# " + new string('x', 98) + "\n");
        byte[] file = [.. Encoding.ASCII.GetBytes(Header), .. Enumerable.Repeat(line, 1000).SelectMany(l => l)];
        Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file, options: new EventReadOptions { MaxHeaderBytes = 10_000 }));
        byte[] oneLine = [.. Encoding.ASCII.GetBytes(Header + "#"), .. Enumerable.Repeat((byte)'x', 200_000)];
        Assert.Throws<InvalidEventDataException>(() => EventFile.Open(oneLine));
    }

    [Fact]
    public void WriterNamesTheEventThatTheFormatCannotHold()
    {
        using var stream = new MemoryStream();
        using EventWriter writer = EventFile.Create(stream, "aedat2");
        using EventBuffer events = EventBuffer.Wrap([1, 2], [127, 128], [0, 0], [0, 1]);
        UnrepresentableEventException error = Assert.Throws<UnrepresentableEventException>(() => writer.Write(events));
        Assert.Equal(1, error.EventIndex);
        Assert.Equal(128, error.Event.X);
    }

    [Theory]
    [InlineData(128, 128)]
    [InlineData(240, 180)]
    [InlineData(346, 260)]
    [InlineData(1024, 512)]
    public void WhatIsWrittenIsReadBack(int width, int height)
    {
        using var events = new EventBuffer();
        for (int i = 0; i < 1000; i++)
            events.Add(new Event(i * 3, (ushort)(i % width), (ushort)(i * 7 % height), (byte)(i & 1)));
        using var stream = new MemoryStream();
        using (EventWriter writer = EventFile.Create(stream, "aedat2", new EventWriteOptions { SensorSize = new SensorSize(width, height) }))
        {
            writer.Write(events);
            writer.Complete();
        }

        using EventReader reader = EventFile.Open(stream.ToArray());
        using EventBuffer read = reader.ReadAll();
        Assert.Equal(EventDigests.Of(events), EventDigests.Of(read));
        Assert.Equal(new SensorSize(width, height), reader.Header.SensorSize);
    }

    [Theory]
    [InlineData("240x180", "DAVIS240C")]
    [InlineData("346x260", "Davis346B")]
    [InlineData("640x480", "DavisBaseCamera")]
    [InlineData(null, "DavisBaseCamera")]
    public void TheLayoutOfDavisGoesThroughWhateverTheSize(string? text, string chip)
    {
        SensorSize? size = SensorSize.TryParse(text, out SensorSize given) ? given : null;
        // A recording of a camera whose name says no size: its layout is what the writer is told.
        byte[] file = File("#!AER-DAT2.0\r\n# AEChip: eu.seebetter.ini.chips.davis.Davis346blue\r\n#End Of ASCII Header\r\n",
            ((100u << 22) | (239u << 12) | (1 << 11), 1), ((5u << 22) | (7u << 12), 2));
        using EventReader reader = EventFile.Open(file);
        Assert.Null(reader.Header.SensorSize);
        Assert.Equal(new Aedat2Options { Chip = Aedat2Chip.Davis }, reader.Header.Layout);
        using var stream = new MemoryStream();
        using (EventWriter writer = EventFile.Create(stream, "aedat2", new EventWriteOptions { SensorSize = size, FormatOptions = [reader.Header.Layout!] }))
            Assert.Equal(2, EventConverter.Convert(reader, writer));
        using EventReader again = EventFile.Open(stream.ToArray());
        Assert.Equal((size, reader.Header.Layout), (again.Header.SensorSize, again.Header.Layout));
        Assert.Contains($".{chip}\n", again.Header.Text, StringComparison.Ordinal);
        using EventBuffer events = again.ReadAll();
        Assert.Equal((new Event(1, 239, 100, 1), new Event(2, 7, 5, 0)), (events.Span[0], events.Span[1]));
    }

    [Theory]
    [InlineData(1023, 511, true)]
    [InlineData(1024, 0, false)]
    [InlineData(0, 512, false)]
    public void TheDavisLayoutHoldsTenAndNineBits(ushort x, ushort y, bool isHeld)
    {
        using var stream = new MemoryStream();
        using EventWriter writer = EventFile.Create(stream, "aedat2", new EventWriteOptions { FormatOptions = [new Aedat2Options { Chip = Aedat2Chip.Davis }] });
        using EventBuffer events = EventBuffer.Wrap([1], [x], [y], [1]);
        if (isHeld)
            writer.Write(events);
        else
            Assert.Contains("aedat2's DAVIS layout", Assert.Throws<UnrepresentableEventException>(() => writer.Write(events)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutASizeTheMessageSaysWhatToSay()
    {
        using EventWriter writer = EventFile.Create(new MemoryStream(), "aedat2");
        writer.Write(EventBuffer.Wrap([1], [127], [127], [1]));
        string message = Assert.Throws<UnrepresentableEventException>(() => writer.Write(EventBuffer.Wrap([2], [300], [5], [1]))).Message;
        foreach (string word in (string[])["event 1 (t 2, x 300, y 5, p 1)", "x ≤ 127", "EventWriteOptions.SensorSize", "--size WxH", "--chip davis"])
            Assert.Contains(word, message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHeaderThatEndsAtALineOfOtherTextIsNoted()
    {
        byte[] line = Encoding.Latin1.GetBytes("# User name: José\r\n");
        byte[] lines = Encoding.ASCII.GetBytes("#!AER-DAT2.0\r\n# AEChip: eu.seebetter.ini.chips.davis.DAVIS240C\r\n");
        using EventReader reader = EventFile.Open((byte[])[.. lines, .. line, .. File("", (0x0080_0800, 5))]);
        Assert.Equal(lines.Length, reader.Header.ByteLength);
        EventIssue issue = Assert.Single(reader.Diagnostics.Issues);
        Assert.Equal(lines.Length, issue.ByteOffset);
        Assert.Contains("without its end marker", issue.Message, StringComparison.Ordinal);
    }

    private static byte[] File(string header, params (uint Address, uint Time)[] words)
    {
        byte[] file = new byte[header.Length + (words.Length * 8)];
        Encoding.ASCII.GetBytes(header, file);
        for (int i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(header.Length + (i * 8)), words[i].Address);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(header.Length + (i * 8) + 4), words[i].Time);
        }

        return file;
    }
}
