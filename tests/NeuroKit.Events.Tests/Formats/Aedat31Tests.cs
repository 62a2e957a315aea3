using System.Text;
using System.Text.Json;
using NeuroKit.Tests;
using static NeuroKit.Events.Tests.Formats.Aedat31Bytes;

namespace NeuroKit.Events.Tests.Formats;

public sealed class Aedat31Tests
{
    [SkippableTheory]
    [InlineData("data/expected.json", "data/aedat31/aedat1_for_testing.aedat", false)]
    [InlineData("data/expected.json", "data/aedat31/aedat2_led.aedat", false)]
    [InlineData("data/expected.json", "data/aedat31/aedat3_fluorescent.aedat", false)]
    [InlineData("golden/events.json", "golden/inputs/dvsgesture_200k.aedat", true)]
    [InlineData("golden/events.json", "golden/inputs/quirk_dvsgesture_mixed.aedat", true)]
    public void RealRecordingsDecodeToTheIndependentDecodersColumns(string expectations, string path, bool isDvs128)
    {
        JsonElement expected = SharedData.Json(expectations).GetProperty(Path.GetFileName(path));
        var digests = new EventDigests(
            expected.GetProperty("digest_t").GetString()!, expected.GetProperty("digest_x").GetString()!,
            expected.GetProperty("digest_y").GetString()!, expected.GetProperty("digest_p").GetString()!);
        using EventReader reader = EventFile.Open(SharedData.PathOf(path));
        EventTotals totals = reader.Totals;
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(expected.GetProperty("events").GetInt64(), events.Count);
        Assert.Equal(digests, EventDigests.Of(events));
        Assert.Equal(expected.GetProperty("backward_steps").GetInt64(), reader.Diagnostics.StepsBack);
        Assert.Equal(isDvs128 ? SensorSize.Dvs128 : null, reader.Header.SensorSize);
        Assert.NotNull(reader.Header.Start);
        Assert.Equal("aedat31", reader.Header.Format);
        Assert.Equal((events.Count, events.Span.T[0], events.Span.T[^1]), ((int)totals.Count!, totals.FirstTime, totals.LastTime));

        byte[] file = System.IO.File.ReadAllBytes(SharedData.PathOf(path));
        using EventReader piped = EventFile.Open(new OneWayStream(file, 1009));
        using EventBuffer again = piped.ReadAll();
        Assert.Equal(digests, EventDigests.Of(again));
        Assert.Equal(EventTotals.Unknown, piped.Totals);
    }

    [SkippableFact]
    public void MixedPacketsAreCountedByKind()
    {
        const string Path = "golden/inputs/quirk_dvsgesture_mixed.aedat";
        var options = new EventReadOptions { CollectSidePackets = true };
        using EventReader reader = EventFile.Open(SharedData.PathOf(Path), options);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal((6, 3, 203), (reader.Diagnostics.SkippedSpecial, reader.Diagnostics.SkippedImu, reader.Diagnostics.SkippedInvalid));
        IReadOnlyList<SidePacket> packets = reader.TakeSidePackets();
        Assert.Equal(3, packets.Count(p => p is { Kind: SidePacketKind.Special, TypeCode: 0, Payload.Length: 28 + 16 }));
        Assert.Equal(3, packets.Count(p => p is { Kind: SidePacketKind.Imu, TypeCode: 3, Payload.Length: 28 + 36 }));
        Assert.All(packets, p => Assert.InRange(p.TimeMicroseconds, events.Span.T[0], events.Span.T[^1]));
        Assert.Equal(new DateTimeOffset(2016, 7, 25, 10, 35, 24, TimeSpan.FromHours(2)), reader.Header.Start);
    }

    // One step back at every place of blocks, their rests, packets and calls; none at all; and an invalid event in the middle.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StepsBackAreCountedWhereverTheyAre(bool hasInvalid)
    {
        const int Count = 110;
        for (int at = 0; at <= Count; at++)
        {
            Event[] events = Some(Count, seed: at + 1);
            if (at < Count)
                events[at] = events[at] with { T = 999 };
            byte[] first = Packet(0, events[..70]);
            byte[] second = Packet(0, events[70..]);
            if (hasInvalid)
            {
                first[28 + (40 * 8)] &= 0xFE;
                first[24]--;
                events = [.. events[..40], .. events[41..]];
            }

            int expected = 0;
            for (int i = 1; i < events.Length; i++)
                expected += events[i].T < events[i - 1].T ? 1 : 0;
            foreach (int capacity in (ReadOnlySpan<int>)[33, 64, 200])
            {
                using EventReader reader = EventFile.Open(File(first, second));
                using var chunk = new EventBuffer(capacity);
                var read = new List<Event>();
                while (reader.Read(chunk) > 0)
                    read.AddRange(ToArray(chunk.Span));
                Assert.Equal(events, read);
                Assert.Equal(expected, reader.Diagnostics.StepsBack);
            }
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
    public void EveryFieldOfEveryEventComesThrough(int count)
    {
        Event[] events = Some(count);
        Assert.Equal(events, Read(File(Packet(0, events))));
    }

    [Fact]
    public void TimeIsTheOverflowAboveThirtyOneBits()
    {
        Event e = new(0x7FFF_FFF0, 5, 6, 1);
        Event[] many = Some(64, start: 5);
        Event[] read = Read(File(Packet(3, e), Packet(0x7FFF_FFFF, e), Packet(2, many)));
        Assert.Equal((3L << 31) | 0x7FFF_FFF0, read[0].T);
        Assert.Equal((0x7FFF_FFFFL << 31) | 0x7FFF_FFF0, read[1].T);
        Assert.Equal(many.Select(m => m.T + (2L << 31)), read[2..].Select(r => r.T));
    }

    [Fact]
    public void RoomBehindTheEventsIsNoEvent()
    {
        Event[] events = Some(40);
        byte[] slack = Enumerable.Repeat((byte)0xFF, 8 * 10).ToArray();
        byte[] packet = [.. PacketHeader(1, 8, 4, 0, 50, 40, 40), .. events.SelectMany(e => Words(e)), .. slack];
        byte[] empty = [.. PacketHeader(1, 8, 4, 0, 10, 0, 0), .. slack];
        Assert.Equal([.. events, .. events], Read(File(packet, empty, packet)));
    }

    [Theory]
    [InlineData(12, 4)]
    [InlineData(16, 12)]
    [InlineData(4096, 4092)]
    public void EventsCanBeLargerAndTheirTimeElsewhere(int size, int timeOffset)
    {
        Event[] events = Some(50);
        byte[] packet =
        [
            .. PacketHeader(1, (uint)size, (uint)timeOffset, 0, 50, 50, 49),
            .. events.SelectMany((e, i) => Words(e, i != 7, size, timeOffset)),
        ];
        Event[] kept = [.. events.Where((_, i) => i != 7)];
        Assert.Equal([.. kept, .. kept], Read(File(packet, packet)));
    }

    [Fact]
    public void ValidBitIsIgnoredWhereTheHeaderSaysThatAllAreValid()
    {
        Event[] events = Some(70);
        byte[] packet = [.. PacketHeader(1, 8, 4, 0, 70, 70, 70), .. events.SelectMany(e => Words(e, valid: false))];
        Assert.Equal(events, Read(File(packet)));
    }

    [Fact]
    public void InvalidEventsAreDroppedAndCountedWhereverTheyStand()
    {
        Event[] events = Some(500);
        bool IsValid(int i) => i is not (0 or 31 or 32 or 200 or 499) && i % 96 != 5;
        int valid = Enumerable.Range(0, 500).Count(IsValid);
        byte[] packet = [.. PacketHeader(1, 8, 4, 0, 500, 500, (uint)valid), .. events.SelectMany((e, i) => Words(e, IsValid(i)))];
        using EventReader reader = EventFile.Open(File(packet));
        Assert.Equal(new EventTotals(valid, events[1].T, events[498].T), reader.Totals);
        using EventBuffer read = reader.ReadAll();
        Assert.Equal(events.Where((_, i) => IsValid(i)), ToArray(read));
        Assert.Equal(500 - valid, reader.Diagnostics.SkippedInvalid);
    }

    [Fact]
    public void OtherPacketsAreSkippedBySizeAndKeptWhenAsked()
    {
        Event[] events = Some(40);
        byte[] payload = [1, 0, 0, 0, 77, 0, 0, 0, 9, 9];
        byte[] Other(ushort type, uint capacity) => [.. PacketHeader(type, 10, 4, 1, capacity, 1, 1), .. payload, .. new byte[(capacity - 1) * 10]];
        byte[] compressed = [.. PacketHeader(0x8002, 1000, 4, 0, capacity: 6, number: 3, valid: 3), 1, 2, 3, 4, 5, 6];
        byte[] file = File(Packet(0, events), Other(0, 1), Other(2, 3), Other(3, 1), Other(4, 2), Other(17, 1), compressed, Packet(0, events));
        using EventReader reader = EventFile.Open(file, options: new EventReadOptions { CollectSidePackets = true });
        using EventBuffer read = reader.ReadAll();
        Assert.Equal([.. events, .. events], ToArray(read));
        Assert.Equal((6, 2), (reader.Diagnostics.SkippedSpecial, reader.Diagnostics.SkippedImu));
        IReadOnlyList<SidePacket> packets = reader.TakeSidePackets();
        Assert.Equal([SidePacketKind.Special, SidePacketKind.Frame, SidePacketKind.Imu, SidePacketKind.Imu, SidePacketKind.Other, SidePacketKind.Frame],
            packets.Select(p => p.Kind));
        Assert.Equal([0, 2, 3, 4, 17, 2], packets.Select(p => p.TypeCode));
        Assert.All(packets.Take(5), p => Assert.Equal((1L << 31) + 77, p.TimeMicroseconds));
        Assert.All(packets.Take(5), p => Assert.Equal(payload, p.Payload[28..].ToArray()));
        Assert.Equal([1, 2, 3, 4, 5, 6], packets[5].Payload[28..].ToArray());

        using EventReader counting = EventFile.Open(file);
        using EventBuffer again = counting.ReadAll();
        Assert.Empty(counting.TakeSidePackets());
        Assert.Equal(reader.Diagnostics.SkippedSpecial, counting.Diagnostics.SkippedSpecial);
    }

    public static TheoryData<string, byte[]> Faults() => new()
    {
        { "more events than room", PacketHeader(1, 8, 4, 0, 2, 3, 3) },
        { "more valid than events", PacketHeader(1, 8, 4, 0, 2, 2, 3) },
        { "events of no bytes", PacketHeader(1, 0, 4, 0, 2, 2, 2) },
        { "events of 4 bytes", PacketHeader(1, 4, 0, 0, 4, 4, 4) },
        { "huge events", PacketHeader(1, uint.MaxValue, 4, 0, 2, 2, 2) },
        { "time over the data", PacketHeader(1, 8, 2, 0, 2, 2, 2) },
        { "time outside", PacketHeader(1, 8, 8, 0, 2, 2, 2) },
        { "time far outside", PacketHeader(1, 8, uint.MaxValue, 0, 2, 2, 2) },
        { "compressed", PacketHeader(0x8001, 8, 4, 0, 16, 3, 3) },
        { "special events of no bytes", PacketHeader(0, 0, 4, 0, 2, 2, 2) },
        { "special events without room", PacketHeader(0, 8, 4, 0, 2, 3, 3) },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void FaultyPacketEndsOrIsSkippedAsThePolicySays(string fault, byte[] header)
    {
        Event[] events = Some(40);
        byte[] before = File(Packet(0, events));
        byte[] file = [.. before, .. header, .. new byte[16], .. Packet(0, events)];

        using EventReader strict = EventFile.Open(file, "bad.aedat");
        using EventBuffer buffer = new();
        Assert.Equal(40, strict.Read(buffer));
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => strict.Read(buffer));
        Assert.Equal(("bad.aedat", before.Length), (error.FileName, error.ByteOffset));
        Assert.Equal(0, strict.Read(buffer));

        Assert.Equal(events, Read(file, new EventReadOptions { Policy = EventReadPolicy.KeepWhole }));

        // Where the size can be believed the next packet is found behind the 16 bytes.
        bool sizeFits = fault is "more events than room" or "more valid than events" or "events of 4 bytes" or "time over the data"
            or "time outside" or "time far outside" or "compressed" or "special events without room";
        Event[] skipped = Read(file, new EventReadOptions { Policy = EventReadPolicy.SkipBad });
        Assert.Equal(sizeFits ? [.. events, .. events] : events, skipped);
        Assert.Equal(EventTotals.Unknown, strict.Totals);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void AbsurdSizesEndAtTheFilesEnd(ushort type)
    {
        Event[] events = Some(40);
        uint size = type == 1 ? 8 : uint.MaxValue;
        byte[] file = [.. File(Packet(0, events)), .. PacketHeader(type, size, 4, 0, uint.MaxValue, uint.MaxValue, uint.MaxValue), .. Words(events[0])];
        foreach (Func<EventReadOptions, EventReader> open in Openers(file))
        {
            using EventReader strict = open(new EventReadOptions { CollectSidePackets = true });
            Assert.Throws<InvalidEventDataException>(() => strict.ReadAll());
            using EventReader keeping = open(new EventReadOptions { Policy = EventReadPolicy.KeepWhole });
            using EventBuffer read = keeping.ReadAll();
            Assert.Equal(type == 1 ? [.. events, events[0]] : events, ToArray(read));
            Assert.True(keeping.Diagnostics.IsTruncated);
        }
    }

    [Fact]
    public void CutAnywhereTheWholeEventsAreKept()
    {
        Event[] events = Some(12);
        byte[] file = File(
            Packet(0, events[..5]), [.. PacketHeader(0, 8, 4, 0, 1, 1, 1), .. new byte[8]],
            [.. PacketHeader(1, 8, 4, 0, 9, 7, 6), .. events[5..].SelectMany((e, i) => Words(e, i != 2)), .. new byte[16]]);
        Event[] whole = Read(file);
        Assert.Equal(11, whole.Length);
        int boundaries = 0;
        for (int length = 0; length < file.Length; length++)
        {
            foreach (Func<EventReadOptions, EventReader> open in Openers(file[..length]))
            {
                if (length < Header.Length)
                {
                    Assert.ThrowsAny<EventFormatException>(() => open(new EventReadOptions { Policy = EventReadPolicy.SkipBad }));
                    continue;
                }

                using EventReader keeping = open(new EventReadOptions { Policy = EventReadPolicy.KeepWhole });
                using EventBuffer read = keeping.ReadAll();
                Assert.Equal(whole[..read.Count], ToArray(read));
                using EventReader strict = open(EventReadOptions.Default);
                if (keeping.Diagnostics.IsTruncated)
                    Assert.Throws<InvalidEventDataException>(() => strict.ReadAll());
                else
                    boundaries += strict.ReadAll().Count >= 0 ? 1 : 0;
            }
        }

        Assert.Equal(2 * 3, boundaries); // behind the header, the first and the second packet
    }

    [Fact]
    public void ChunksDoNotMatter()
    {
        byte[] file = File(Packet(0, Some(700)), [.. PacketHeader(3, 8, 4, 0, 2, 1, 1), .. new byte[16]], Packet(1, Some(33)), Packet(1), Packet(2, Some(5000)));
        EventDigests? expected = null;
        foreach (int capacity in (ReadOnlySpan<int>)[10_000, 1, 31, 32, 33, 1000, 4096])
        {
            foreach (Func<EventReadOptions, EventReader> open in Openers(file))
            {
                using EventReader reader = open(EventReadOptions.Default);
                using var all = new EventBuffer();
                foreach (EventBuffer chunk in reader.ReadBatches(capacity))
                    all.Append(chunk);
                Assert.Equal(5733, all.Count);
                expected ??= EventDigests.Of(all);
                Assert.Equal(expected, EventDigests.Of(all));
            }
        }
    }

    [Fact]
    public void NoMutationEscapesTheExceptionFamily()
    {
        byte[] file = File(Packet(0, Some(20)), [.. PacketHeader(0, 8, 4, 0, 2, 1, 1), .. new byte[16]], Packet(1, Some(30)));
        var random = new Random(31);
        int read = 0;
        for (int i = 0; i < 3000; i++)
        {
            byte[] mutated = file.AsSpan(0, i % 3 == 0 ? random.Next(Header.Length, file.Length) : file.Length).ToArray();
            for (int k = random.Next(1, 4); k > 0; k--)
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            var options = new EventReadOptions { Policy = (EventReadPolicy)(i % 3), CollectSidePackets = true, Format = "aedat31" };
            foreach (Func<EventReadOptions, EventReader> open in Openers(mutated))
            {
                try
                {
                    using EventReader reader = open(options);
                    _ = reader.Totals;
                    using EventBuffer events = reader.ReadAll();
                    Assert.InRange(events.Count, 0, mutated.Length / 8);
                    read++;
                }
                catch (EventFormatException error)
                {
                    Assert.NotEmpty(error.Found);
                }
            }
        }

        Assert.InRange(read, 1000, 6000);
    }

    [Theory]
    [InlineData("#!AER-DAT3.1\n#!END-HEADER\n", null)]
    [InlineData("#!AER-DAT3.1\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n", "128x128")]
    [InlineData("#!AER-DAT3.1\r\n#Source 1: DAVIS240C\r\n#Source 2: Processor\r\n#!END-HEADER\r\n", null)]
    [InlineData("#!AER-DAT3.1\r\n#-Source 0: DVS128\r\n#Source 1: DAVIS240C\r\n#!END-HEADER\r\n", "240x180")]
    [InlineData("#!AER-DAT3.1\r\n#Source 1: DAVIS346B\r\n#Start-Time: yesterday\r\n#!END-HEADER\r\n", "346x260")]
    [InlineData("#!AER-DAT3.1\r\n#Source 1: Test\r\n#Start-Time: 2020-11-20 18:06:50 (TZ+9900)\r\n#!END-HEADER\r\n", null)]
    public void HeaderSaysTheCameraOrNothing(string header, string? size)
    {
        byte[] file = [.. Encoding.ASCII.GetBytes(header), .. Packet(0, Some(3))];
        using EventReader reader = EventFile.Open(file);
        Assert.Equal(size, reader.Header.SensorSize?.ToString());
        Assert.Null(reader.Header.Start);
        Assert.Equal(header.Length, reader.Header.ByteLength);
        Assert.Equal(Some(3), ToArray(reader.ReadAll()));
    }

    [Theory]
    [InlineData("#!AER-DAT3.1\r\n")]
    [InlineData("#!AER-DAT3.1\r\n#Format: RAW\r\nno mark\r\n#!END-HEADER\r\n")]
    [InlineData("#!AER-DAT3.1\r\n#Format")]
    public void HeaderWithoutItsEndIsAnError(string header)
        => Assert.Throws<InvalidEventDataException>(() => EventFile.Open(Encoding.ASCII.GetBytes(header)));

    [Fact]
    public void EndlessHeaderEndsInAnError()
    {
        byte[] lines = Encoding.ASCII.GetBytes("#!AER-DAT3.1\r\n" + string.Concat(Enumerable.Repeat("# and so on\r\n", 10_000)));
        Assert.Throws<InvalidEventDataException>(() => EventFile.Open(lines, options: new EventReadOptions { MaxHeaderBytes = 10_000 }));
        byte[] oneLine = Encoding.ASCII.GetBytes("#!AER-DAT3.1\r\n#" + new string('x', 200_000) + "\r\n#!END-HEADER\r\n");
        Assert.Throws<InvalidEventDataException>(() => EventFile.Open(oneLine));
    }

    [Fact]
    public void WhatIsWrittenIsReadBackAndTheHandOverDoesNotShow()
    {
        using var events = new EventBuffer();
        foreach (Event e in Some(9000, start: (1L << 31) - 2500))
            events.Add(e);
        events.Add(new Event(0, 32767, 32767, 1));
        events.Add(new Event((1L << 62) - 1, 0, 32767, 0));
        var options = new EventWriteOptions
        {
            SensorSize = SensorSize.Dvs128,
            Start = new DateTimeOffset(2024, 2, 29, 23, 59, 58, TimeSpan.FromHours(-3.5)),
            Comments = ["Ünïcode\r\n#!END-HEADER"],
        };
        byte[] written = Write(events, options, 9002);
        Assert.Equal(written, Write(events, options, 13));
        using EventReader reader = EventFile.Open(written);
        EventTotals totals = reader.Totals;
        using EventBuffer read = reader.ReadAll();
        Assert.Equal(EventDigests.Of(events), EventDigests.Of(read));
        Assert.Equal(new EventTotals(9002, events.Span.T[0], (1L << 62) - 1), totals);
        Assert.Equal((SensorSize.Dvs128, options.Start), (reader.Header.SensorSize, reader.Header.Start));
        Assert.Equal(0, reader.Diagnostics.IssueCount);
    }

    [Fact]
    public void NothingWrittenIsAnEmptyRecording()
    {
        byte[] written = Write(new EventBuffer(), EventWriteOptions.Default, 1);
        using EventReader reader = EventFile.Open(written);
        Assert.Equal(new EventTotals(0, Exact: true), reader.Totals);
        Assert.Equal(0, reader.ReadAll().Count);
        Assert.Null(reader.Header.SensorSize);
    }

    [Theory]
    [InlineData(0, 32768, 0)]
    [InlineData(0, 0, 32768)]
    [InlineData(-1, 0, 0)]
    [InlineData(1L << 62, 0, 0)]
    public void WriterNamesTheEventThatTheFormatCannotHold(long t, ushort x, ushort y)
    {
        using EventWriter writer = EventFile.Create(new MemoryStream(), "aedat31");
        UnrepresentableEventException error = Assert.Throws<UnrepresentableEventException>(
            () => writer.Write(EventBuffer.Wrap([5, t], [1, x], [1, y], [0, 1])));
        Assert.Equal((1, new Event(t, x, y, 1)), (error.EventIndex, error.Event));
    }

    [Fact]
    public void TotalsOfManySmallPacketsAreRight()
    {
        Event[] events = Some(6000);
        byte[] file = File([.. Enumerable.Range(0, 2000).Select(i => Packet(0, events[(i * 3)..((i * 3) + 3)]))]);
        using EventReader reader = EventFile.Open(new MemoryStream(file));
        Assert.Equal(new EventTotals(6000, events[0].T, events[^1].T), reader.Totals);
        Assert.Equal(events, ToArray(reader.ReadAll()));
        using EventReader cut = EventFile.Open(file.AsMemory(0, file.Length - 9));
        Assert.Equal(5998, cut.Totals.Count);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(3, false)]
    [InlineData(3, true)]
    public void OfAPacketThatClaimsMoreThanItHoldsWhatIsThereIsCounted(ushort type, bool collects)
    {
        byte[] file = [.. File(PacketHeader(type, 8, 4, 0, 1_000_000, 1_000_000, 1_000_000)), .. new byte[20]];
        foreach (Func<EventReadOptions, EventReader> open in Openers(file))
        {
            using EventReader reader = open(new EventReadOptions { CollectSidePackets = collects, Policy = EventReadPolicy.KeepWhole });
            Assert.Equal(0, reader.ReadAll().Count);
            Assert.Equal((type == 0 ? 2 : 0, type == 0 ? 0 : 2), (reader.Diagnostics.SkippedSpecial, reader.Diagnostics.SkippedImu));
            Assert.True(reader.Diagnostics.IsTruncated);
        }
    }

    [Fact]
    public void OfAFaultyPacketWhatIsThereIsCounted()
    {
        // More valid than events, on a stream that cannot tell that the payload is not there.
        byte[] file = [.. File(PacketHeader(1, 8, 4, 0, 1_000_000, 1_000_000, 1_000_001)), .. new byte[20]];
        using EventReader reader = EventFile.Open(new OneWayStream(file, 7), options: new EventReadOptions { Policy = EventReadPolicy.SkipBad });
        Assert.Equal(0, reader.ReadAll().Count);
        Assert.Equal(2, reader.Diagnostics.SkippedInvalid);
    }

    [Theory]
    [InlineData(6, 6)]
    [InlineData(5, 0)]
    public void ACompressedPacketHoldsNoMoreEventsThanBytes(int present, long counted)
    {
        byte[] file = [.. File(PacketHeader(0x8000, 8, 4, 0, capacity: 6, number: 1_000_000, valid: 3)), .. new byte[present]];
        using EventReader reader = EventFile.Open(file, options: new EventReadOptions { Policy = EventReadPolicy.KeepWhole });
        Assert.Equal(0, reader.ReadAll().Count);
        Assert.Equal(counted, reader.Diagnostics.SkippedSpecial);
    }

    [Fact]
    public void HugeSidePacketIsNotKept()
    {
        byte[] header = PacketHeader(7, 1024, 4, 0, 80 * 1024, 80 * 1024, 80 * 1024);
        byte[] file = [.. File(header), .. new byte[80 << 20]];
        using EventReader reader = EventFile.Open(file, options: new EventReadOptions { CollectSidePackets = true });
        Assert.Equal(0, reader.ReadAll().Count);
        Assert.Empty(reader.TakeSidePackets());
        Assert.Equal((81_920, 1), (reader.Diagnostics.SkippedSpecial, reader.Diagnostics.IssueCount));
    }

    private static Func<EventReadOptions, EventReader>[] Openers(byte[] file) =>
    [
        options => EventFile.Open(file, "test.aedat", options),
        options => EventFile.Open(new OneWayStream(file, 29), "test.aedat", options),
    ];

    private static Event[] Read(byte[] file, EventReadOptions? options = null)
    {
        using EventReader reader = EventFile.Open(file, options: options);
        using EventBuffer events = reader.ReadAll();
        using EventReader piped = EventFile.Open(new OneWayStream(file, 29), options: options);
        using EventBuffer again = piped.ReadAll();
        Assert.Equal(EventDigests.Of(events), EventDigests.Of(again));
        return ToArray(events);
    }

    private static byte[] Write(EventSpan events, EventWriteOptions options, int step)
    {
        using var stream = new MemoryStream();
        using EventWriter writer = EventFile.Create(stream, "aedat31", options);
        for (int i = 0; i < events.Length; i += step)
            writer.Write(events.Slice(i, Math.Min(step, events.Length - i)));
        writer.Complete();
        return stream.ToArray();
    }
}
