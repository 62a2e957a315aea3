using NeuroKit.Events.Formats.Aedat4;
using NeuroKit.Tests;
using static NeuroKit.Events.Tests.Formats.Aedat4Bytes;

namespace NeuroKit.Events.Tests.Formats;

public sealed class Aedat4Tests
{
    private const string RealRecording = "data/aedat4/davis346.aedat4";

    [SkippableFact]
    public void RealRecordingDecodesToTheIndependentDecodersColumns()
    {
        var digests = new EventDigests(
            "7726dd00dc3dc7ae99306112a7355439c6b99145b43ea909a09d9c6191f06ca2", "b8616ad08dc3a82f4418ac111ead20f6879df5473d281886c94eec2930e570ca",
            "a0bae11e4ca9a8b533ce1bd89563554c765de3dab3ce1ed45176b700c2e2e096", "5ff1872e5871dc1691858207cf0e53189d75cf651024f7019aba7f11c4372041");
        string path = SharedData.PathOf(RealRecording);
        using EventReader reader = EventFile.Open(path, new EventReadOptions { CollectSidePackets = true });
        Assert.Equal(("aedat4", SensorSize.Davis346), (reader.Header.Format, reader.Header.SensorSize));
        Assert.Equal(new EventTotals(117_667, 1_633_953_690_975_950, 1_633_953_691_105_949), reader.Totals);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(117_667, events.Count);
        Assert.Equal(72_363, events.Span.P.ToArray().Count(p => p == 1));
        Assert.Equal(digests, EventDigests.Of(events));
        Assert.Equal((0, 0), (reader.Diagnostics.StepsBack, reader.Diagnostics.IssueCount));
        IReadOnlyList<SidePacket> side = reader.TakeSidePackets();
        Assert.Equal((3, 13, 11), (Count(SidePacketKind.Frame), Count(SidePacketKind.Imu), Count(SidePacketKind.Trigger)));
        Assert.All(side, s => Assert.InRange(s.TimeMicroseconds, events.Span.T[0] - 100_000, events.Span.T[^1] + 100_000));

        using EventReader piped = EventFile.Open(new OneWayStream(System.IO.File.ReadAllBytes(path), 1009));
        using EventBuffer again = piped.ReadAll();
        Assert.Equal(digests, EventDigests.Of(again));
        Assert.Equal(EventTotals.Unknown, piped.Totals);
        Assert.Equal(reader.Diagnostics.SkippedImu, piped.Diagnostics.SkippedImu);
        Assert.Equal(reader.Diagnostics.SkippedSpecial, piped.Diagnostics.SkippedSpecial);

        int Count(SidePacketKind kind) => side.Count(s => s.Kind == kind);
    }

    [SkippableFact]
    public void RealRecordingCutAnywhereGivesItsBeginning()
    {
        byte[] file = System.IO.File.ReadAllBytes(SharedData.PathOf(RealRecording));
        using EventBuffer whole = EventFile.Open(file).ReadAll();
        long before = 0;
        for (int cut = 3_200; cut < file.Length; cut += 61_001)
        {
            using EventReader reader = EventFile.Open(file.AsMemory(0, cut), options: new EventReadOptions { Policy = EventReadPolicy.KeepWhole });
            using EventBuffer events = reader.ReadAll();
            Assert.True(reader.Diagnostics.IsTruncated || cut > 1_190_063);
            Assert.Equal(whole.Span.T[..events.Count].ToArray(), events.Span.T.ToArray());
            Assert.True(events.Count >= before, $"{events.Count} of {cut} bytes, {before} of fewer");
            before = events.Count;
            if (cut <= 1_190_063)
                Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file.AsMemory(0, cut)).ReadAll());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(95)]
    [InlineData(1000)]
    [InlineData(20_000)]
    public void EveryFieldOfEveryEventComesThroughWhateverTheCompression(int count)
    {
        Event[] events = Some(count);
        byte[] packet = EventPacket(events);
        Assert.Equal(events, Read(File(0, OneStream, Packet(0, packet))));
        Assert.Equal(events, Read(File(1, OneStream, Packet(0, Lz4Bytes.Frame(packet)))));
        Assert.Equal(events, Read(File(2, OneStream, Packet(0, Lz4Bytes.Frame(packet, blockBytes: 300)))));
        Assert.Equal(events, Read(File(1, OneStream, Packet(0, Lz4Bytes.Frame(packet, 1 << 18, linked: false, true, true, true, sizeCode: 7)))));
        Assert.Equal(events, Read(File(1, OneStream, Packet(0, Lz4Bytes.Frame(packet, stored: true, contentChecksum: true, blockChecksums: true)))));
        byte[] two = [.. Lz4Bytes.Frame(packet[..20]), 0x5A, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 9, 9, 9, .. Lz4Bytes.Frame(packet[20..])];
        Assert.Equal(events, Read(File(1, OneStream, Packet(0, two))));
    }

    [SkippableTheory]
    [InlineData(1)]
    [InlineData(1000)]
    [InlineData(30_000)]
    public void ZstandardGoesThroughTheSystemsLibrary(int count)
    {
        Skip.If(ZstdLibrary.System is null, "no libzstd on this system");
        Event[] events = Some(count);
        byte[] frames = Zstd(EventPacket(events));
        Assert.Equal([.. events, .. events], Read(File(3, OneStream, Packet(0, frames), Packet(0, frames))));
        Assert.Equal(events, Read(File(4, OneStream, Packet(0, frames))));
        byte[] packet = EventPacket(events);
        Assert.Equal(events, Read(File(4, OneStream, Packet(0, [.. Zstd(packet[..20]), .. Zstd(packet[20..])]))));
        foreach (byte[] broken in (byte[][])[frames[..^1], [.. frames[..^1], 0, 0, 0], [1, 2, 3, 4, 5], [], frames[..3]])
        {
            Assert.Throws<InvalidEventDataException>(() => Read(File(3, OneStream, Packet(0, broken))));
            Assert.Equal(events, Read(File(3, OneStream, Packet(0, broken), Packet(0, frames)), new EventReadOptions { Policy = EventReadPolicy.SkipBad })[^count..]);
        }
    }

    [SkippableFact]
    public void ZstandardBombsEndAtABound()
    {
        Skip.If(ZstdLibrary.System is null, "no libzstd on this system");
        // Blocks of one byte repeated 128 KiB times: four bytes each.
        byte[] bomb = [0x28, 0xB5, 0x2F, 0xFD, 0, 7 << 3, .. Enumerable.Repeat<byte[]>([2, 0, 16, 0], 3000).SelectMany(b => b)];
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => Read(File(3, OneStream, Packet(0, bomb))));
        Assert.Contains("inflates beyond", error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingLibraryIsNamedWithItsPackage()
    {
        Assert.Null(ZstdLibrary.TryLoad(["libthere-is-no-such-library.so.1"]));
        DecoderNotFoundException error = Assert.Throws<DecoderNotFoundException>(() => ZstdContext.Create("a.aedat4", null));
        Assert.Equal("a.aedat4", error.FileName);
        Assert.Contains("libzstd", error.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void StreamsInterleaveAndAreCountedByKind()
    {
        Event[] events = Some(40);
        string info = Streams((0, "EVTS"), (1, "FRME"), (2, "IMUS"), (3, "TRIG"), (7, "BBOX"));
        byte[] file = FileWithTable(1, info, Lz4Bytes.Frame(Table((2, 3, 1, 2), (0, 40, events[0].T, events[39].T), (0, 40, events[0].T, events[39].T))),
            Lz4(2, Timed("IMUS", 11, 12, 13)), Lz4(0, EventPacket(events)), Lz4(1, Frame(21, new byte[500])), Lz4(3, Timed("TRIG", 31)),
            Lz4(3, Timed("TRIG")), Lz4(7, EventVector([], 0, "BBOX")), Lz4(0, EventPacket()), Lz4(0, EventPacket(events)));
        using EventReader reader = EventFile.Open(file, options: new EventReadOptions { CollectSidePackets = true });
        Assert.Equal(new EventTotals(80, events[0].T, events[39].T), reader.Totals);
        using EventBuffer read = reader.ReadAll();
        Assert.Equal([.. events, .. events], ToArray(read));
        Assert.Equal((3, 3), (reader.Diagnostics.SkippedImu, reader.Diagnostics.SkippedSpecial));
        Assert.Equal(
            [(SidePacketKind.Imu, 2, 11L), (SidePacketKind.Frame, 1, 21), (SidePacketKind.Trigger, 3, 31), (SidePacketKind.Trigger, 3, 31), (SidePacketKind.Other, 7, 31)],
            reader.TakeSidePackets().Select(s => (s.Kind, s.TypeCode, s.TimeMicroseconds)).ToArray());

        using EventReader counting = EventFile.Open(file);
        using EventBuffer again = counting.ReadAll();
        Assert.Equal([.. events, .. events], ToArray(again));
        Assert.Empty(counting.TakeSidePackets());
        Assert.Equal((3, 3), (counting.Diagnostics.SkippedImu, counting.Diagnostics.SkippedSpecial));
    }

    [Fact]
    public void OfSeveralEventStreamsOneIsReadAndTheOthersNamed()
    {
        Event[] first = Some(50);
        Event[] second = Some(60, start: 77);
        string info = Streams((4, "EVTS"), (1, "EVTS"));
        byte[] file = File(1, info, Lz4(1, EventPacket(second)), Lz4(4, EventPacket(first)), Lz4(1, EventPacket(second)));
        using EventReader reader = EventFile.Open(file);
        using EventBuffer read = reader.ReadAll();
        Assert.Equal(first, ToArray(read));
        EventIssue issue = Assert.Single(reader.Diagnostics.Issues);
        Assert.Contains("4 (capture/out4), 1 (capture/out1)", issue.Message, StringComparison.Ordinal);
        Assert.Equal(2, reader.Diagnostics.SkippedSpecial);

        Assert.Equal([.. second, .. second], Read(file, Options(1)));
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => Read(file, Options(2)));
        Assert.Contains("stream 2", error.Expected, StringComparison.Ordinal);

        static EventReadOptions Options(int stream) => new() { FormatOptions = [new Aedat4Options { EventStream = stream }] };
    }

    [Fact]
    public void WithoutDeclaredStreamsPacketsSayWhatTheyHold()
    {
        Event[] events = Some(40);
        byte[] file = File(0, "", Packet(5, Timed("IMUS", 1)), Packet(3, EventPacket(events)), Packet(4, EventPacket(Some(10))), Packet(3, EventPacket(events)));
        using EventReader reader = EventFile.Open(file);
        Assert.Null(reader.Header.SensorSize);
        using EventBuffer read = reader.ReadAll();
        Assert.Equal([.. events, .. events], ToArray(read));
        Assert.Equal((1, 1), (reader.Diagnostics.SkippedImu, reader.Diagnostics.SkippedSpecial));

        byte[] broken = File(0, "<dv><node name='outInfo'>", Packet(3, EventPacket(events)));
        Assert.Throws<InvalidEventDataException>(() => Read(broken));
        Assert.Equal(events, Read(broken, new EventReadOptions { Policy = EventReadPolicy.KeepWhole }));
        Assert.Throws<InvalidEventDataException>(() => Read(File(0, "<!DOCTYPE d [<!ENTITY a 'aaaa'>]><dv>&a;</dv>", Packet(3, EventPacket(events)))));
        Assert.Throws<InvalidEventDataException>(() => Read(File(0, string.Concat(Enumerable.Repeat("<node name='a'>", 100_000)), Packet(3, EventPacket(events)))));
    }

    public static TheoryData<string, byte[]> BadPackets() => new()
    {
        { "no FlatBuffer", Packet(0, [1, 2, 3]) },
        { "nothing", Packet(0, []) },
        { "a stream that is not declared", Packet(9, EventPacket(Some(3))) },
        { "another identifier", Packet(0, EventVector(new byte[16], 1, "EVTX")) },
        { "no identifier", Packet(0, EventVector(new byte[16], 1, "\0\0\0\0")) },
        { "more events than bytes", Packet(0, EventVector(new byte[32], 3)) },
        { "absurdly many events", Packet(0, EventVector(new byte[32], -1)) },
        { "a size beyond the packet", Packet(0, [0xFF, 0xFF, 0xFF, 0x7F, .. EventPacket(Some(3))[4..]]) },
        { "a root outside", Packet(0, Changed(EventPacket(Some(3)), 4, 0xF0)) },
        { "a vtable outside", Packet(0, Changed(EventPacket(Some(3)), 4 + 16, 0xF0)) },
        { "a vtable longer than the buffer", Packet(0, Changed(EventPacket(Some(3)), 4 + 8 + 1, 0xF0)) },
        { "a field outside", Packet(0, Changed(EventPacket(Some(3)), 4 + 12, 0xF0)) },
        { "a vector outside", Packet(0, Changed(EventPacket(Some(3)), 4 + 20, 0xF0)) },
    };

    [Theory]
    [MemberData(nameof(BadPackets))]
    public void ABadPacketCostsItself(string fault, byte[] packet)
    {
        Assert.NotEmpty(fault);
        Event[] events = Some(40);
        byte[] before = File(0, OneStream, Packet(0, EventPacket(events)));
        byte[] file = [.. before, .. packet, .. Packet(0, EventPacket(events))];
        using EventReader strict = EventFile.Open(file, "bad.aedat4");
        using EventBuffer buffer = new();
        Assert.Equal(40, strict.Read(buffer));
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => strict.Read(buffer));
        Assert.Equal(("bad.aedat4", before.Length), (error.FileName, error.ByteOffset));
        Assert.Equal(0, strict.Read(buffer));
        foreach (EventReadPolicy policy in (EventReadPolicy[])[EventReadPolicy.KeepWhole, EventReadPolicy.SkipBad])
        {
            using EventReader lenient = EventFile.Open(file, options: new EventReadOptions { Policy = policy });
            using EventBuffer read = lenient.ReadAll();
            Assert.Equal([.. events, .. events], ToArray(read));
            Assert.Equal(1, lenient.Diagnostics.IssueCount);
        }
    }

    [Theory]
    [InlineData(-1, "0 to")]
    [InlineData(int.MinValue, "0 to")]
    [InlineData(300 << 20, "MaxPacketBytes")]
    public void ASizeThatCannotBeBelievedEndsTheRecording(int size, string expected)
    {
        Event[] events = Some(40);
        byte[] file = [.. File(0, OneStream, Packet(0, EventPacket(events))), 0, 0, 0, 0, .. BitConverter.GetBytes(size), .. Packet(0, EventPacket(events))];
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => Read(file));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
        Assert.Equal(events, Read(file, new EventReadOptions { Policy = EventReadPolicy.SkipBad }));
    }

    [Fact]
    public void PacketsEndWhereTheTableBegins()
    {
        Event[] events = Some(40);
        byte[] packet = Packet(0, EventPacket(events));
        byte[] garbage = [.. Enumerable.Repeat((byte)0xEE, 50)];
        Assert.Equal(events, Read(FileWithTable(0, OneStream, garbage, packet)));
        using EventReader reader = EventFile.Open(FileWithTable(0, OneStream, garbage, packet));
        Assert.Equal(EventTotals.Unknown, reader.Totals);

        int header = Header(0, 0, OneStream).Length;
        byte[] across = [.. Header(0, header + packet.Length + 20, OneStream), .. packet, .. packet];
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => Read(across));
        Assert.Contains("data table", error.Expected, StringComparison.Ordinal);
        byte[] missing = [.. Header(0, header + (2 * packet.Length), OneStream), .. packet];
        error = Assert.Throws<InvalidEventDataException>(() => Read(missing));
        Assert.Contains("data table", error.Expected, StringComparison.Ordinal);
        Assert.Throws<InvalidEventDataException>(() => Read([.. Header(0, header - 1, OneStream), .. packet]));
    }

    [Fact]
    public void EventsOutsideTheSensorAreRejectedOneByOne()
    {
        Event[] events = Some(200);
        byte[] packet = EventPacket(events);
        int[] bad = [0, 40, 41, 199];
        foreach (int index in bad)
            packet[32 + (16 * index) + (index % 2 == 0 ? 9 : 11)] = 0x80; // the sign of x or y
        byte[] file = File(0, OneStream, Packet(0, packet));
        using EventReader reader = EventFile.Open(file, options: new EventReadOptions { Policy = EventReadPolicy.KeepWhole });
        using EventBuffer read = reader.ReadAll();
        Assert.Equal(events.Where((_, i) => !bad.Contains(i)), ToArray(read));
        Assert.Equal(4, reader.Diagnostics.SkippedInvalid);
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => Read(file));
        Assert.Contains("(-", error.Found, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void CutAnywhereTheWholeEventsAreKept(int compression)
    {
        Event[] events = Some(60);
        byte[] Pack(int stream, byte[] packet) => Packet(stream, compression == 0 ? packet : Lz4Bytes.Frame(packet, blockBytes: 100));
        byte[] file = File(compression, Streams((0, "EVTS"), (2, "IMUS")), Pack(0, EventPacket(events[..20])), Pack(2, Timed("IMUS", 5)), Pack(0, EventPacket(events[20..])));
        int header = Header(compression, -1, Streams((0, "EVTS"), (2, "IMUS"))).Length;
        int boundaries = 0;
        for (int length = 0; length < file.Length; length++)
        {
            var keep = new EventReadOptions { Policy = EventReadPolicy.KeepWhole, Format = "aedat4" };
            if (length < header)
            {
                Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file.AsMemory(0, length), options: keep));
                continue;
            }

            using EventReader keeping = EventFile.Open(file.AsMemory(0, length), options: keep);
            using EventBuffer read = keeping.ReadAll();
            Assert.Equal(events[..read.Count], ToArray(read));
            using EventReader piped = EventFile.Open(new OneWayStream(file[..length], 13), options: keep);
            using EventBuffer same = piped.ReadAll();
            Assert.Equal(read.Count, same.Count);
            if (compression == 0 && length > header + 8 + 32)
                Assert.True(read.Count >= Math.Min(20, (length - header - 8 - 32) / 16), $"{read.Count} events of {length} bytes");
            if (keeping.Diagnostics.IsTruncated)
                Assert.Throws<InvalidEventDataException>(() => Read(file[..length]));
            else
                boundaries++;
        }

        Assert.Equal(3, boundaries);
    }

    [Fact]
    public void ChunksDoNotMatter()
    {
        byte[] file = File(1, OneStream, Lz4(0, EventPacket(Some(700))), Lz4(0, EventPacket(Some(1))), Lz4(0, EventPacket()), Lz4(0, EventPacket(Some(5000))));
        EventDigests? expected = null;
        foreach (int capacity in (ReadOnlySpan<int>)[10_000, 1, 31, 32, 33, 1000, 4096])
        {
            using EventReader reader = EventFile.Open(file);
            using var all = new EventBuffer();
            foreach (EventBuffer chunk in reader.ReadBatches(capacity))
                all.Append(chunk);
            Assert.Equal(5701, all.Count);
            expected ??= EventDigests.Of(all);
            Assert.Equal(expected, EventDigests.Of(all));
        }
    }

    [Fact]
    public void HeadersThatContradictThemselvesAreRefused()
    {
        var options = new EventReadOptions { Policy = EventReadPolicy.SkipBad, MaxHeaderBytes = 10_000 };
        foreach (byte[] header in (byte[][])
        [
            Header(5, -1, OneStream), Header(-1, -1, OneStream), Header(0, -1, OneStream, "IOHX"), Header(0, -1, new string(' ', 20_000)),
            Changed(Header(0, -1, OneStream), 18, 0xFF), Changed(Header(0, -1, OneStream), 14 + 3, 0xFF), Changed(Header(0, -1, OneStream), 18 + 40 + 2, 0xFF),
            [.. "#!AER-DAT4.0\n"u8, .. Header(0, -1, OneStream)[14..]],
        ])
            Assert.Throws<InvalidEventDataException>(() => EventFile.Open(header, options: options));
        Assert.Empty(Read(Header(0, -1, OneStream)));
        Assert.Empty(Read(Header(0, 0, OneStream)));
    }

    [Fact]
    public void WrittenFilesSayTheirSize()
    {
        using var stream = new MemoryStream();
        var size = new SensorSize(640, 480);
        using (EventWriter writer = EventFile.Create(stream, "aedat4", new EventWriteOptions { SensorSize = size, Comments = ["a <b> & --> c", "\0\uD800"] }))
            writer.Complete();
        using EventReader reader = EventFile.Open(stream.ToArray());
        Assert.Equal((size, 0), (reader.Header.SensorSize, reader.ReadAll().Count));
        Assert.Contains("a &lt;b&gt; &amp;", reader.Header.Text, StringComparison.Ordinal);
        Assert.Equal("aedat4", EventFormats.Default.ForWriting("a.aedat4").Name);
    }

    private static byte[] Lz4(int stream, byte[] packet) => Packet(stream, Lz4Bytes.Frame(packet));

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        byte[] changed = [.. bytes];
        changed[at] = value;
        return changed;
    }

    private static Event[] Read(byte[] file, EventReadOptions? options = null)
    {
        using EventReader reader = EventFile.Open(file, options: options);
        using EventBuffer events = reader.ReadAll();
        return ToArray(events);
    }

    private static Event[] ToArray(EventBuffer events)
    {
        var array = new Event[events.Count];
        for (int i = 0; i < array.Length; i++)
            array[i] = events.Span[i];
        return array;
    }
}
