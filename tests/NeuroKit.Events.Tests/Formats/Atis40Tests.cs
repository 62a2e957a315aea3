using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using NeuroKit.Events.Formats.Atis;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Formats;

public sealed class Atis40Tests
{
    private static readonly EventReadOptions s_named = new() { Format = "atis40" };

    [SkippableTheory]
    [InlineData("data/expected.json", "data/bin/nmnist.bin")]
    [InlineData("data/expected.json", "data/bin/nmnist_1.bs2")]
    [InlineData("data/expected.json", "data/bin/ncaltech101_faces_easy_0001.bin")]
    [InlineData("golden/events.json", "golden/inputs/ncaltech_200k.bin")]
    [InlineData("golden/events.json", "golden/inputs/quirk_ncaltech_y240.bin")]
    public void RealRecordingsDecodeToTheIndependentDecodersColumns(string expectations, string path)
    {
        JsonElement expected = SharedData.Json(expectations).GetProperty(Path.GetFileName(path));
        using EventReader reader = EventFile.Open(SharedData.PathOf(path));
        using EventBuffer events = reader.ReadAll();
        Assert.Equal("atis40", reader.Header.Format);
        Assert.Null(reader.Header.SensorSize);
        Assert.Equal(expected.GetProperty("events").GetInt64(), events.Count);
        Assert.Equal(expected.GetProperty("overflow_markers").GetInt64(), reader.Diagnostics.OverflowMarkers);
        Assert.Equal(DigestsOf(expected), EventDigests.Of(events));
        Assert.Equal(expected.GetProperty("backward_steps").GetInt64(), reader.Diagnostics.StepsBack);
        Assert.Equal(0, reader.Diagnostics.IssueCount);
    }

    [SkippableFact]
    public void ElevenHundredDigitsDecodeToTheIndependentDecodersColumns()
    {
        JsonElement expected = SharedData.Json("data/expected.json").GetProperty("nmnist-small");
        using IncrementalHash t = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash x = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash y = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using IncrementalHash p = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var chunk = new EventBuffer();
        long events = 0;
        foreach (int sample in Enumerable.Range(1, 1000).Concat(Enumerable.Range(60001, 100)))
        {
            using EventReader reader = EventFile.Open(SharedData.PathOf(string.Create(CultureInfo.InvariantCulture, $"data/nmnist-small/{sample}.bs2")));
            while (reader.Read(chunk) > 0)
            {
                t.AppendData(MemoryMarshal.AsBytes(chunk.Span.T));
                x.AppendData(MemoryMarshal.AsBytes(chunk.Span.X));
                y.AppendData(MemoryMarshal.AsBytes(chunk.Span.Y));
                p.AppendData(chunk.Span.P);
            }

            events += reader.EventsRead;
        }

        Assert.Equal(expected.GetProperty("events").GetInt64(), events);
        Assert.Equal(DigestsOf(expected), new EventDigests(Hex(t), Hex(x), Hex(y), Hex(p)));
    }

    [Fact]
    public void BytesMeanColumnRowPolarityAndTwentyThreeBitsOfTime()
    {
        byte[] file = [33, 7, 0x80 | 0x12, 0x34, 0x56, 255, 255, 0x7F, 0xFF, 0xFF];
        using EventBuffer events = EventFile.Open(file, options: s_named).ReadAll();
        Assert.Equal(new Event(0x123456, 33, 7, 1), events.Span[0]);
        Assert.Equal(new Event(0x7FFFFF, 255, 255, 0), events.Span[1]);
        Assert.Equal(2, events.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(33)]
    [InlineData(100)]
    [InlineData(4096)]
    public void MarkersMoveTheClockForAllThatFollowsHoweverItIsChunked(int capacity)
    {
        // Markers first, last, two in a row, and so spread that blocks of 32 begin, end and do without one.
        var rows = new List<(int X, int Y, int P, int T)>();
        var expected = new List<Event>();
        long offset = 0;
        for (int i = 0; i < 500; i++)
        {
            if (i is 0 or 31 or 32 or 200 or 350 or 499 || (i > 400 && i % 3 == 0))
            {
                rows.Add((i % 256, 240, i & 1, i * 5));
                offset += 8192;
                continue;
            }

            rows.Add((i % 256, i % 239, i & 1, i * 5));
            expected.Add(new Event((i * 5) + offset, (ushort)(i % 256), (ushort)(i % 239), (byte)(i & 1)));
        }

        using EventReader reader = EventFile.Open(Bytes([.. rows]), options: s_named);
        List<Event> read = ReadInChunks(reader, capacity);
        Assert.Equal(expected, read);
        Assert.Equal(rows.Count - expected.Count, reader.Diagnostics.OverflowMarkers);
    }

    [Fact]
    public void MarkersStayEventsWhereTheOptionSaysSo()
    {
        byte[] file = Bytes([.. Enumerable.Range(0, 70).Select(i => (i, i % 9 == 4 ? 240 : i, i & 1, i * 10))]);
        using EventReader reader = EventFile.Open(file, options: s_named with { FormatOptions = [new Atis40Options { OverflowMarkers = Atis40OverflowMarkers.Keep }] });
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(70, events.Count);
        Assert.Equal(0, reader.Diagnostics.OverflowMarkers);
        Assert.Equal(new Event(130, 13, 240, 1), events.Span[13]);
        Assert.Equal(new EventTotals(70, 0, 690, Exact: true), reader.Totals);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(70_000)] // more than is looked through at a time
    public void CoordinatesCountFromTheRecordingsOwnCornerWhereTheOptionSaysSo(int count)
    {
        byte[] file = Bytes([.. Enumerable.Range(0, count).Select(i => (17 + (i * 7 % 50), i % 9 == 1 ? 240 : 31 + ((i + 2) * 5 % 40), i & 1, i & 0xFFFF))]);
        file = [.. file, 1]; // cut off: what is whole counts
        EventReadOptions options = s_named with { Policy = EventReadPolicy.KeepWhole };
        using EventReader plain = EventFile.Open(file, options: options);
        using EventBuffer expected = plain.ReadAll();
        (int column, int row) = (expected.Span.X.ToArray().Min(), expected.Span.Y.ToArray().Min());
        Assert.True(column >= 17 && row >= 31);
        options = options with { FormatOptions = [new Atis40Options { Origin = Atis40Origin.Recording }] };
        using EventReader reader = EventFile.Open(file, options: options);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(expected.Span.X.ToArray().Select(x => (ushort)(x - column)), events.Span.X.ToArray());
        Assert.Equal(expected.Span.Y.ToArray().Select(y => (ushort)(y - row)), events.Span.Y.ToArray());
        Assert.True(expected.Span.T.SequenceEqual(events.Span.T) && expected.Span.P.SequenceEqual(events.Span.P));
        Assert.Contains("cannot seek", Assert.Throws<InvalidEventDataException>(() => EventFile.Open(new DribblingStream(file, 100), "x.bin", options)).Message, StringComparison.Ordinal);
        using EventReader empty = EventFile.Open(Array.Empty<byte>(), options: options);
        using EventBuffer none = empty.ReadAll();
        Assert.Equal(0, none.Count);
    }

    [Fact]
    public void VectorBlocksAndTheLoopOverRecordsGiveTheSameColumns()
    {
        var random = new Random(7);
        foreach (int markerOneIn in (int[])[0, 3, 40, 200])
        {
            for (int count = 0; count < 140; count++)
            {
                byte[] data = new byte[count * Atis40.EventBytes];
                random.NextBytes(data);
                for (int i = 0; i < count; i++)
                    data[(i * Atis40.EventBytes) + 1] = markerOneIn > 0 && random.Next(markerOneIn) == 0 ? (byte)240 : (byte)random.Next(240);
                foreach (bool handle in (bool[])[true, false])
                {
                    using var fast = new EventBuffer(200);
                    using var plain = new EventBuffer(200);
                    long fastOffset = 8192;
                    long plainOffset = 8192;
                    fast.Advance(Atis40.Decode(data, count, fast.FreeColumns(), handle, ref fastOffset));
                    plain.Advance(Atis40.DecodeRecords(data, count, plain.FreeColumns(), handle, ref plainOffset));
                    Assert.Equal(plainOffset, fastOffset);
                    Assert.Equal(EventDigests.Of(plain), EventDigests.Of(fast));
                }
            }
        }
    }

    [Fact]
    public void OneBlockDecodesAlikeWhateverTheMachine()
    {
        // Called directly: machines that do not choose it run it in software.
        byte[] data = new byte[Atis40.BlockEvents * Atis40.EventBytes];
        new Random(11).NextBytes(data);
        for (int i = 0; i < Atis40.BlockEvents; i++)
            data[(i * Atis40.EventBytes) + 1] = (byte)(i * 7);
        using var block = new EventBuffer(Atis40.BlockEvents);
        using var plain = new EventBuffer(Atis40.BlockEvents);
        long offset = 99;
        Assert.Equal(32, Atis40.DecodeBlocks(data, 32, block.FreeColumns(), handleMarkers: true, offset));
        block.Advance(32);
        plain.Advance(Atis40.DecodeRecords(data, 32, plain.FreeColumns(), true, ref offset));
        Assert.Equal(EventDigests.Of(plain), EventDigests.Of(block));
        for (int at = 0; at < Atis40.BlockEvents; at++)
        {
            byte[] marked = [.. data];
            marked[(at * Atis40.EventBytes) + 1] = 240;
            block.Clear();
            Assert.Equal(0, Atis40.DecodeBlocks(marked, 32, block.FreeColumns(), handleMarkers: true, 0));
            Assert.Equal(32, Atis40.DecodeBlocks(marked, 32, block.FreeColumns(), handleMarkers: false, 0));
        }
    }

    [Theory]
    [InlineData("a.bin", FormatConfidence.Plausible)]
    [InlineData("a.BS2", FormatConfidence.Plausible)]
    [InlineData("a.raw", FormatConfidence.No)]
    [InlineData(null, FormatConfidence.No)]
    public void OnlyTheExtensionTogetherWithPlausibleTimesIsEnough(string? name, FormatConfidence expected)
    {
        byte[] ordered = Bytes([.. Enumerable.Range(0, 800).Select(i => (1, 2, 1, i))]);
        Assert.Equal(expected, Atis40Format.Instance.Detect(ordered, name));
        byte[] noise = new byte[4096];
        new Random(3).NextBytes(noise);
        Assert.Equal(FormatConfidence.No, Atis40Format.Instance.Detect(noise, name));
    }

    [Fact]
    public void AnEighthOfStepsBackIsPlausibleAndMoreIsNot()
    {
        (int, int, int, int)[] rows = [.. Enumerable.Range(0, 800).Select(i => (1, 2, 1, 1000 + (i * 10) - (i % 8 == 7 ? 15 : 0)))];
        Assert.Equal(FormatConfidence.Plausible, Atis40Format.Instance.Detect(Bytes(rows), "a.bin"));
        rows[2].Item4 -= 15;
        Assert.Equal(FormatConfidence.Plausible, Atis40Format.Instance.Detect(Bytes(rows), "a.bin")); // an eighth, and one more
        rows[10].Item4 -= 15;
        Assert.Equal(FormatConfidence.No, Atis40Format.Instance.Detect(Bytes(rows), "a.bin"));
    }

    [Theory]
    [InlineData("Event Stream\u0002\0\0")]
    [InlineData("#!AER-DAT2.0\r\n")]
    [InlineData("PK\u0003\u0004")]
    public void ContentOfAnotherKindIsNotTakenForEvents(string start)
    {
        byte[] file = [.. System.Text.Encoding.Latin1.GetBytes(start), .. new byte[4000]];
        Assert.Equal(FormatConfidence.No, Atis40Format.Instance.Detect(file, "a.bin"));
    }

    [Fact]
    public void MarkersAreTakenIntoAccountWhenTimesAreJudged()
    {
        // A clock of 13 bits: without its markers every eighth time would step back, and then some.
        var rows = new List<(int, int, int, int)>();
        for (int i = 0; i < 400; i++)
        {
            if (i > 0 && i % 4 == 0)
                rows.Add((0, 240, 0, 0));
            rows.Add((1, 2, 1, i % 4 * 2048));
        }

        Assert.Equal(FormatConfidence.Plausible, Atis40Format.Instance.Detect(Bytes([.. rows]), "a.bin"));
    }

    [Fact]
    public void AnEmptyFileIsARecordingWithoutEventsAndANote()
    {
        using EventReader reader = EventFile.Open(ReadOnlyMemory<byte>.Empty, "empty.bin");
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(0, events.Count);
        Assert.Contains("empty", reader.Diagnostics.Issues.Single().Message, StringComparison.Ordinal);
        Assert.Equal(new EventTotals(0, Exact: true), reader.Totals);
    }

    [Fact]
    public void CutAnywhereTheWholeEventsAreKeptAndTheRestIsReported()
    {
        byte[] file = Bytes([.. Enumerable.Range(0, 50).Select(i => (i, i, i & 1, i))]);
        for (int length = 1; length <= file.Length; length++)
        {
            using EventReader strict = EventFile.Open(file.AsMemory(0, length), "cut.bin");
            if (length % 5 != 0)
            {
                InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => strict.ReadAll());
                Assert.Equal("cut.bin", error.FileName);
                Assert.Equal(length / 5 * 5, error.ByteOffset);
                Assert.True(strict.Diagnostics.IsTruncated);
            }
            else
            {
                Assert.Equal(length / 5, strict.ReadAll().Count);
            }

            foreach (EventReadPolicy policy in (EventReadPolicy[])[EventReadPolicy.KeepWhole, EventReadPolicy.SkipBad])
            {
                using EventReader reader = EventFile.Open(file.AsMemory(0, length), "cut.bin", new EventReadOptions { Policy = policy });
                Assert.Equal(length / 5, reader.ReadAll().Count);
                Assert.Equal(length % 5 != 0, reader.Diagnostics.IsTruncated);
                Assert.Equal(length % 5 != 0 ? 1 : 0, reader.Diagnostics.IssueCount);
            }
        }
    }

    [Fact]
    public void AStreamThatDribblesGivesTheSameEvents()
    {
        byte[] file = Bytes([.. Enumerable.Range(0, 5000).Select(i => (i % 240, i % 250, i & 1, i * 3))]);
        using EventBuffer whole = EventFile.Open(file, options: s_named).ReadAll();
        using EventReader reader = EventFile.Open(new ForwardStream(file), "a.bin", s_named);
        Assert.Equal(EventTotals.Unknown, reader.Totals);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(EventDigests.Of(whole), EventDigests.Of(events));
    }

    [Fact]
    public void TotalsAreThoseOfAFileWithoutMarkersAndDoNotClaimMore()
    {
        using EventReader reader = EventFile.Open(Bytes((1, 2, 1, 100), (0, 240, 0, 5), (3, 4, 0, 200)), "a.bin");
        Assert.Equal(new EventTotals(3, 100, 200, Exact: false), reader.Totals);
        Assert.Equal(2, reader.ReadAll().Count);
        using EventReader again = reader.Reopen();
        using EventBuffer events = again.ReadAll();
        Assert.Equal(8392, events.Span.T[1]);
    }

    [Fact]
    public void WrittenEventsAreReadBack()
    {
        using var events = new EventBuffer();
        for (int i = 0; i < 10_000; i++)
            events.Add(new Event(i * 40L, (ushort)(i % 256), (ushort)(i % 240), (byte)(i & 1)));
        byte[] file = Write(events);
        Assert.Equal(50_000, file.Length);
        using EventBuffer read = EventFile.Open(file, "a.bin").ReadAll();
        Assert.Equal(EventDigests.Of(events), EventDigests.Of(read));
    }

    [Fact]
    public void TimesBeyondTwentyThreeBitsAreCarriedByMarkers()
    {
        long[] times = [5, 8_388_607, 8_388_608, 8_396_799, 8_396_800, 9_000_000, 8_700_000, 2_000_000_000, Atis40Format.Instance.Capabilities.MaxTime];
        using var events = new EventBuffer();
        foreach (long t in times)
            events.Add(new Event(t, 1, 2, 1));
        byte[] file = Write(events);
        using EventReader reader = EventFile.Open(file, options: s_named);
        using EventBuffer read = reader.ReadAll();
        Assert.Equal(times, read.Span.T.ToArray());
        Assert.Equal(Atis40Format.MaxMarkers, reader.Diagnostics.OverflowMarkers);
        Assert.Equal((times.Length + Atis40Format.MaxMarkers) * 5, file.Length);
    }

    [Theory]
    [InlineData(10, 256, 0, 0, "x ≤ 255")]
    [InlineData(10, 0, 256, 0, "y ≤ 255")]
    [InlineData(10, 0, 240, 1, "240")]
    [InlineData(-1, 0, 0, 0, "≤ t")]
    [InlineData((1L << 33) + (1L << 23), 0, 0, 0, "≤ t")]
    [InlineData(1000, 0, 0, 0, "t ≥ 1613824")]
    public void AnEventThatCannotBeHeldIsNamedAndNothingOfItsCallIsWritten(long t, int x, int y, int p, string limit)
    {
        using var stream = new MemoryStream();
        using EventWriter writer = EventFile.Create(stream, "atis40");
        writer.Write(EventBuffer.Wrap([10_000_000], [1], [1], [1])); // 197 markers
        long before = stream.Length;
        UnrepresentableEventException error = Assert.Throws<UnrepresentableEventException>(
            () => writer.Write(EventBuffer.Wrap([10_000_000, t], [1, (ushort)x], [1, (ushort)y], [1, (byte)p])));
        Assert.Equal(2, error.EventIndex);
        Assert.Equal(new Event(t, (ushort)x, (ushort)y, (byte)p), error.Event);
        Assert.Contains(limit, error.Expected, StringComparison.Ordinal);
        writer.Complete();
        Assert.Equal(before, stream.Length);
    }

    private static byte[] Write(EventBuffer events)
    {
        using var stream = new MemoryStream();
        using EventWriter writer = EventFile.Create(stream, "atis40");
        writer.Write(events);
        writer.Complete();
        return stream.ToArray();
    }

    private static List<Event> ReadInChunks(EventReader reader, int capacity)
    {
        var events = new List<Event>();
        foreach (EventBuffer chunk in reader.ReadBatches(capacity))
        {
            foreach (Event e in chunk.Span)
                events.Add(e);
        }

        return events;
    }

    private static EventDigests DigestsOf(JsonElement expected) => new(
        expected.GetProperty("digest_t").GetString()!, expected.GetProperty("digest_x").GetString()!,
        expected.GetProperty("digest_y").GetString()!, expected.GetProperty("digest_p").GetString()!);

    private static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());

    private static byte[] Bytes(params (int X, int Y, int P, int T)[] rows)
    {
        byte[] bytes = new byte[rows.Length * 5];
        for (int i = 0; i < rows.Length; i++)
        {
            (int x, int y, int p, int t) = rows[i];
            ReadOnlySpan<byte> row = [(byte)x, (byte)y, (byte)((p << 7) | (t >> 16)), (byte)(t >> 8), (byte)t];
            row.CopyTo(bytes.AsSpan(i * 5));
        }

        return bytes;
    }
}
