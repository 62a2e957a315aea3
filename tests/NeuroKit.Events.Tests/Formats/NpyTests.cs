using System.Text.Json;
using NeuroKit.Events.Formats.Npy;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Formats;

public sealed class NpyTests
{
    [SkippableTheory]
    [InlineData("data/expected.json", "data/npy/padded_records.npy")]
    [InlineData("golden/events.json", "golden/inputs/dvslip_200k.npy")]
    public void RealRecordingsDecodeToTheIndependentDecodersColumns(string expectations, string path)
    {
        JsonElement expected = SharedData.Json(expectations).GetProperty(Path.GetFileName(path));
        using EventReader reader = EventFile.Open(SharedData.PathOf(path));
        EventTotals totals = reader.Totals;
        using EventBuffer events = reader.ReadAll();
        Assert.Equal("npy", reader.Header.Format);
        Assert.Contains(expected.GetProperty("descr").GetString()!, reader.Header.Text, StringComparison.Ordinal);
        Assert.Equal(
            new EventDigests(expected.GetProperty("digest_t").GetString()!, expected.GetProperty("digest_x").GetString()!,
                expected.GetProperty("digest_y").GetString()!, expected.GetProperty("digest_p").GetString()!),
            EventDigests.Of(events));
        Assert.Equal(
            new EventTotals(expected.GetProperty("events").GetInt64(), expected.GetProperty("t_first").GetInt64(), expected.GetProperty("t_last").GetInt64(), Exact: true),
            totals);
        Assert.Equal(0, reader.Diagnostics.IssueCount);
    }

    [Theory]
    [InlineData("i1")]
    [InlineData("u1")]
    [InlineData("i2")]
    [InlineData("u2")]
    [InlineData("i4")]
    [InlineData("u4")]
    [InlineData("i8")]
    [InlineData("u8")]
    [InlineData("f2")]
    [InlineData("f4")]
    [InlineData("f8")]
    public void EveryTypeAndByteOrderIsRead(string type)
    {
        foreach (string order in (string[])["<", ">"])
        {
            string of = order + type;
            byte[] data = [];
            for (int i = 0; i < 100; i++)
                data = [.. data, .. NpyBytes.Value(of, i & 1), .. NpyBytes.Value(of, i), 0xAA, 0xBB, .. NpyBytes.Value(of, 127 - i), .. NpyBytes.Value(of, i % 90)];
            byte[] file = NpyBytes.Array($"[('p', '{of}'), ('t', '{of}'), ('', '|V2'), ('x', '{of}'), ('y', '{of}')]", "(100,)", data);
            using EventBuffer events = EventFile.Open(file).ReadAll();
            Assert.Equal(100, events.Count);
            for (int i = 0; i < 100; i++)
                Assert.Equal(new Event(i, (ushort)(127 - i), (ushort)(i % 90), (byte)(i & 1)), events.Span[i]);
        }
    }

    [Theory]
    [InlineData("[('ts', '<i4'), ('x', '<i4'), ('y', '<i4'), ('pol', '<i4')]")]
    [InlineData("[('timestamp', '<i4'), ('x', '<i4'), ('y', '<i4'), ('polarity', '<i4')]")]
    [InlineData("[(('time in us', 't'), '<i4'), ('x', '=i4'), ('y', '<i4'), ('p', '<i4')]")]
    [InlineData("[(\"t\", \"<i4\"), (\"\\x78\", '<i4'), ('\\u0079', '<i4'), ('p', '<i4',)]")]
    [InlineData("[('t', '<i4'), ('x', '<i4'), ('y', '<i4'), ('p', '<i4'), ('note', '|S3'), ('more', [('a', '<f8'), ('b', '<U2')]), ('pos', '<i2', (2, 3)), ('when', '<M8[us]'), ('none', '|V0')]")]
    public void FieldsGoBySeveralNamesAndOthersAreSteppedOver(string descr)
    {
        int extra = descr.Contains("note", StringComparison.Ordinal) ? 3 + 16 + 12 + 8 : 0;
        byte[] data = [];
        for (int i = 0; i < 3; i++)
            data = [.. data, .. BitConverter.GetBytes(10 + i), .. BitConverter.GetBytes(20 + i), .. BitConverter.GetBytes(30 + i), .. BitConverter.GetBytes(i & 1), .. new byte[extra]];
        using EventBuffer events = EventFile.Open(NpyBytes.Array(descr, "(3,)", data)).ReadAll();
        Assert.Equal([new Event(10, 20, 30, 0), new Event(11, 21, 31, 1), new Event(12, 22, 32, 0)], ToArray(events));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void HeaderVersionsAreRead(int version)
    {
        string descr = version == 3
            ? "[('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('é', '|u1'), ('p', '|u1')]"
            : "[('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('e', '|u1'), ('p', '|u1')]";
        byte[] file = NpyBytes.Array(descr, "(1,)", [5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2, 0, 9, 1], version);
        using EventReader reader = EventFile.Open(file);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal([new Event(5, 1, 2, 1)], ToArray(events));
        Assert.Equal(file.Length - 14, reader.Header.ByteLength);
    }

    [Theory]
    [InlineData("{'fortran_order': True, 'shape': (2,), 'descr': " + NpyBytes.PlainRecords + "}")]
    [InlineData("{'descr': " + NpyBytes.PlainRecords + ",'fortran_order':False,'shape':(2L,),'more':None}   \n")]
    public void HeadersOfOtherWritersAreRead(string header)
    {
        byte[] data = NpyBytes.Records((1, 2, 3, 1), (4, 5, 6, 0))[^26..];
        using EventBuffer events = EventFile.Open(NpyBytes.WithHeader(header, data)).ReadAll();
        Assert.Equal([new Event(1, 2, 3, 1), new Event(4, 5, 6, 0)], ToArray(events));
    }

    [Theory]
    [InlineData("", "literal")]
    [InlineData("{'descr': [('t', '<i8'", "expected")]
    [InlineData("[1, 2]", "no dictionary")]
    [InlineData("{'descr': '<i8', 'shape': (1,)}", "no 'fortran_order'")]
    [InlineData("{'descr': '<i8', 'fortran_order': 1, 'shape': (1,)}", "fortran_order")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (-1,)}", "shape")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': 1}", "shape")]
    [InlineData("{'descr': '<i8', 'descr': '<i8', 'fortran_order': False, 'shape': (1,)}", "one value of 'descr'")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (99999999999999999999,)}", "64 bits")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (1,)} x", "the end")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (1,)}", "plain array of <i8")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}", "pickled")]
    [InlineData("{'descr': 'nonsense', 'fortran_order': False, 'shape': (1,)}", "'nonsense'")]
    [InlineData("{'descr': {'names': ['t'], 'formats': ['<i8'], 'offsets': [0], 'itemsize': 8}, 'fortran_order': False, 'shape': (1,)}", "dictionary of offsets")]
    [InlineData("{'descr': [('t', '<i8'), ('x', '<u2'), ('y', '<u2')], 'fortran_order': False, 'shape': (1,)}", "records of t, x, y")]
    [InlineData("{'descr': [('t', '<i8'), ('ts', '<i8'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')], 'fortran_order': False, 'shape': (1,)}", "fields t and ts")]
    [InlineData("{'descr': [('t', '<U8'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')], 'fortran_order': False, 'shape': (1,)}", "field t of type <U8")]
    [InlineData("{'descr': [('t', '<i8', (2,)), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')], 'fortran_order': False, 'shape': (1,)}", "an array of <i8")]
    [InlineData("{'descr': [('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')], 'fortran_order': False, 'shape': (1, 2)}", "shape (1, 2)")]
    [InlineData("{'descr': [('t', '<i8'), ('', '|V2000000000'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')], 'fortran_order': False, 'shape': (1,)}", "at most 65536")]
    [InlineData("{'descr': [[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]], 'fortran_order': False, 'shape': (1,)}", "levels")]
    public void HeadersThatAreNotEventsAreExplained(string header, string says)
    {
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(
            () => EventFile.Open(NpyBytes.WithHeader(header, new byte[64]), "bad.npy", new EventReadOptions { Policy = EventReadPolicy.KeepWhole }));
        Assert.Equal("bad.npy", error.FileName);
        if (says != "literal")
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AHeaderLongerThanTheLimitOrTheFileIsAnError()
    {
        byte[] file = NpyBytes.WithHeader("{'a': '" + new string('x', 10_000) + "'}", [], version: 2);
        Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file, options: new EventReadOptions { MaxHeaderBytes = 5000 }));
        byte[] claims = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 2, 0, 0xFF, 0xFF, 0x3F, 0, (byte)'{'];
        Assert.Throws<InvalidEventDataException>(() => EventFile.Open(claims));
        Assert.Throws<InvalidEventDataException>(() => EventFile.Open(new ForwardStream(claims)));
        claims[6] = 9;
        Assert.Contains("version 9", Assert.Throws<InvalidEventDataException>(() => EventFile.Open(claims)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|i1", -1)]
    [InlineData("<f4", -1)]
    public void PolaritiesOfMinusOneAreOff(string type, double off)
    {
        byte[] data = [.. NpyBytes.Value("<i8", 1), 1, 2, .. NpyBytes.Value(type, off), .. NpyBytes.Value("<i8", 2), 3, 4, .. NpyBytes.Value(type, 1)];
        using EventBuffer events = EventFile.Open(NpyBytes.Array($"[('t', '<i8'), ('x', '|u1'), ('y', '|u1'), ('p', '{type}')]", "(2,)", data)).ReadAll();
        Assert.Equal([new Event(1, 1, 2, 0), new Event(2, 3, 4, 1)], ToArray(events));
    }

    [Fact]
    public void BooleanPolaritiesAreRead()
    {
        byte[] data = [.. NpyBytes.Value("<i8", 1), 1, 2, 1, .. NpyBytes.Value("<i8", 2), 3, 4, 0];
        using EventBuffer events = EventFile.Open(NpyBytes.Array("[('t', '<i8'), ('x', '|u1'), ('y', '|u1'), ('p', '|b1')]", "(2,)", data)).ReadAll();
        Assert.Equal([new Event(1, 1, 2, 1), new Event(2, 3, 4, 0)], ToArray(events));
    }

    public static TheoryData<string, string, double, string> BadNumbers => new()
    {
        { "x", "<i2", -1, "x = -1" },
        { "y", "<i4", 65_536, "y = 65536" },
        { "x", "<u8", 1e19, "x = 10000000000000000000" },
        { "y", "<f8", 1.5, "y = 1.5" },
        { "x", "<f4", double.NaN, "x = NaN" },
        { "x", ">f8", 65_536, "x = 65536" },
        { "y", "<f2", -2, "y = -2" },
        { "t", "<u8", 1e19, "t = 10000000000000000000" },
        { "t", "<f8", 0.25, "t = 0.25" },
        { "t", "<f8", double.PositiveInfinity, "t = Infinity" },
        { "t", "<f8", double.NaN, "t = NaN" },
        { "t", "<f8", 1e19, "t = 1E+19" },
        { "p", "|u1", 3, "p = 3" },
        { "p", "|i1", 2, "p = 2" },
        { "p", ">i4", 2, "p = 2" },
        { "p", "<f4", 2, "p = 2" },
        { "p", "<i2", 256, "p = 256" },
        { "p", "<u4", 65_537, "p = 65537" },
        { "p", "|i1", -2, "p = -2" },
        { "p", "<u8", 18446744073709551615.0, "p = 18446744073709551615" },
        { "p", "<f4", 0.5, "p = 0.5" },
        { "p", "<f8", double.NaN, "p = NaN" },
    };

    [Theory]
    [MemberData(nameof(BadNumbers))]
    public void NumbersThatNoEventHoldsAreReportedWhereTheyStand(string field, string type, double bad, string says)
    {
        // 100 good events but the 41st and the 43rd; the field under test has the theory's type.
        string[] names = ["t", "x", "y", "p"];
        string[] types = [.. names.Select(n => n == field ? type : n == "p" ? "|u1" : "<i4")];
        byte[] data = [];
        int[] offsets = new int[4];
        int size = 0;
        for (int i = 0; i < 100; i++)
        {
            int before = data.Length;
            for (int f = 0; f < 4; f++)
            {
                offsets[f] = data.Length - before;
                double good = f == 3 ? i & 1 : i;
                data = [.. data, .. NpyBytes.Value(types[f], names[f] == field && i is 40 or 42 && names[f] == field ? bad : good)];
            }

            size = data.Length - before;
        }

        byte[] file = NpyBytes.Array($"[{string.Join(", ", names.Zip(types, (n, t) => $"('{n}', '{t}')"))}]", "(100,)", data);
        using EventReader strict = EventFile.Open(file, "bad.npy");
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => strict.ReadAll());
        Assert.Equal(strict.Header.ByteLength + (40L * size) + offsets[System.Array.IndexOf(names, field)], error.ByteOffset);
        Assert.Contains(says + " in event 40", error.Message, StringComparison.Ordinal);

        foreach ((int capacity, EventReadPolicy policy) in ((int, EventReadPolicy)[])[(1, EventReadPolicy.SkipBad), (7, EventReadPolicy.KeepWhole), (4096, EventReadPolicy.SkipBad), (4096, EventReadPolicy.KeepWhole)])
        {
            using EventReader skip = EventFile.Open(file, options: new EventReadOptions { Policy = policy });
            Assert.False(skip.Totals.Exact);
            long[] times = [.. skip.ReadBatches(capacity).SelectMany(b => b.Span.T.ToArray())];
            Assert.Equal(Enumerable.Range(0, 100).Where(i => i is not (40 or 42)).Select(i => (long)i), times);
            Assert.Equal(2, skip.Diagnostics.SkippedInvalid);
            Assert.Equal(2, skip.Diagnostics.IssueCount);
        }
    }

    [Theory]
    [InlineData("|u1")]
    [InlineData("<i4")]
    [InlineData("<f4")]
    public void PolaritiesOfNeitherKindStayWhatTheyAreWhereAskedFor(string type)
    {
        byte[] data = [.. ((double[])[1, 0, 2, 255]).SelectMany(p => (byte[])[.. NpyBytes.Value("<i4", 7), .. NpyBytes.Value("|u1", 1), .. NpyBytes.Value("|u1", 1), .. NpyBytes.Value(type, p)])];
        byte[] file = NpyBytes.Array($"[('t', '<i4'), ('x', '|u1'), ('y', '|u1'), ('p', '{type}')]", "(4,)", data);
        var options = new EventReadOptions { FormatOptions = [new NpyOptions { KeepOddPolarities = true }] };
        Assert.Equal([1, 0, 2, 255], EventFile.Open(file, options: options).ReadAll().Span.P.ToArray());
    }

    [Fact]
    public void AFileOfBadRecordsAloneIsReadInOnePass()
    {
        byte[] record = [.. NpyBytes.Value("<i4", 1), .. NpyBytes.Value("<i2", -1), .. NpyBytes.Value("|u1", 2), .. NpyBytes.Value("|u1", 1)];
        byte[] data = new byte[record.Length * 200_000];
        for (int i = 0; i < data.Length; i += record.Length)
            record.CopyTo(data, i);
        byte[] file = NpyBytes.Array("[('t', '<i4'), ('x', '<i2'), ('y', '|u1'), ('p', '|u1')]", "(200000,)", data);
        using EventReader reader = EventFile.Open(file, options: new EventReadOptions { Policy = EventReadPolicy.SkipBad });
        using var buffer = new EventBuffer(100_000);
        Assert.Equal(0, reader.Read(buffer));
        Assert.Equal(200_000, reader.Diagnostics.SkippedInvalid);
        Assert.Equal(EventDiagnostics.MaxIssues, reader.Diagnostics.Issues.Count);
    }

    [Fact]
    public void FloatTimesAreSecondsWhereTheOptionSaysSo()
    {
        byte[] data = [.. NpyBytes.Value("<f8", 0.0000014), 1, 2, 1, .. NpyBytes.Value("<f8", 1.5), 3, 4, 0];
        byte[] file = NpyBytes.Array("[('t', '<f8'), ('x', '|u1'), ('y', '|u1'), ('p', '|u1')]", "(2,)", data);
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file).ReadAll());
        Assert.Contains("NpyOptions.FloatTimes", error.Expected, StringComparison.Ordinal);
        using EventReader reader = EventFile.Open(file, options: new EventReadOptions { FormatOptions = [new NpyOptions { FloatTimes = NpyFloatTimes.Seconds }] });
        Assert.Equal(new EventTotals(2, 1, 1_500_000, Exact: true), reader.Totals);
        Assert.Equal([1L, 1_500_000], reader.ReadAll().Span.T.ToArray());
    }

    [Fact]
    public void CutAnywhereTheWholeRecordsAreKeptAndTheRestIsReported()
    {
        byte[] file = NpyBytes.Records([.. Enumerable.Range(0, 9).Select(i => ((long)i, (ushort)i, (ushort)2, (byte)1))]);
        int header = file.Length - (9 * 13);
        for (int length = 0; length < file.Length; length++)
        {
            ReadOnlyMemory<byte> cut = file.AsMemory(0, length);
            if (length < header)
            {
                Assert.ThrowsAny<EventFormatException>(() => EventFile.Open(cut, "cut.npy", new EventReadOptions { Policy = EventReadPolicy.KeepWhole }));
                continue;
            }

            using EventReader strict = EventFile.Open(cut, "cut.npy");
            InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => strict.ReadAll());
            Assert.Equal(header + ((length - header) / 13 * 13), error.ByteOffset);
            foreach (EventReadPolicy policy in (EventReadPolicy[])[EventReadPolicy.KeepWhole, EventReadPolicy.SkipBad])
            {
                using EventReader reader = EventFile.Open(cut, "cut.npy", new EventReadOptions { Policy = policy });
                Assert.Equal((length - header) / 13, reader.Totals.Count);
                Assert.False(reader.Totals.Exact);
                Assert.Equal((length - header) / 13, reader.ReadAll().Count);
                Assert.True(reader.Diagnostics.IsTruncated);
            }
        }
    }

    [Theory]
    [InlineData(EventReadPolicy.Strict)]
    [InlineData(EventReadPolicy.KeepWhole)]
    [InlineData(EventReadPolicy.SkipBad)]
    public void AnyChangedByteGivesEventsOrAnErrorOfTheFamily(EventReadPolicy policy)
    {
        byte[] file = NpyBytes.Array("[('t', '<f4'), ('x', '<i2'), ('y', '>u2'), ('p', '|i1'), ('', '|V1')]", "(3,)", new byte[30]);
        int read = 0;
        int refused = 0;
        for (int at = 0; at < file.Length; at++)
        {
            for (int value = 0; value < 256; value += 5)
            {
                byte[] changed = [.. file];
                changed[at] = (byte)value;
                try
                {
                    using EventReader reader = EventFile.Open(changed, "a.npy", new EventReadOptions { Policy = policy, Format = "npy" });
                    _ = reader.Totals;
                    Assert.InRange(reader.ReadAll().Count, 0, 30);
                    read++;
                }
                catch (EventFormatException)
                {
                    refused++;
                }
            }
        }

        Assert.True(read > 500 && refused > 500, $"{read} read, {refused} refused");
    }

    [Fact]
    public void AnAbsurdCountAllocatesNothingOfItsSize()
    {
        byte[] file = NpyBytes.Array(NpyBytes.PlainRecords, "(9223372036854775807,)", new byte[13]);
        using EventReader reader = EventFile.Open(file, options: new EventReadOptions { Policy = EventReadPolicy.KeepWhole });
        Assert.Equal(1, reader.ReadAll().Count);
        Assert.True(reader.Diagnostics.IsTruncated);
        using EventReader stream = EventFile.Open(new ForwardStream(file));
        Assert.Throws<InvalidEventDataException>(() => stream.ReadAll());
    }

    [Fact]
    public void BytesAfterTheLastRecordAreNoted()
    {
        byte[] file = [.. NpyBytes.Records((1, 2, 3, 1)), 7];
        using EventReader reader = EventFile.Open(file);
        Assert.Equal(1, reader.ReadAll().Count);
        Assert.Equal(file.Length - 1, reader.Diagnostics.Issues.Single().ByteOffset);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void WrittenEventsAreReadBackWhetherTheOutputSeeksOrNot(bool seeks)
    {
        using EventBuffer events = Generated(50_000);
        byte[] file = Write(events, seeks);
        using EventReader reader = EventFile.Open(file);
        Assert.Equal(new EventTotals(50_000, events.Span.T[0], events.Span.T[^1], Exact: true), reader.Totals);
        Assert.Equal(EventDigests.Of(events), EventDigests.Of(reader.ReadAll()));
        using EventReader dribbling = EventFile.Open(new ForwardStream(file, 1000));
        Assert.Equal(EventDigests.Of(events), EventDigests.Of(dribbling.ReadAll()));
        Assert.Equal(Write(events, !seeks), file);
    }

    [Fact]
    public void AWriterBeginsWhereItsStreamStands()
    {
        using var stream = new MemoryStream();
        stream.Write([1, 2, 3]);
        using EventBuffer events = Generated(10);
        using EventWriter writer = EventFile.Create(stream, "npy");
        writer.Write(events);
        writer.Complete();
        Assert.Equal(Write(events, seeks: true), stream.ToArray()[3..]);
    }

    [Fact]
    public void NoEventsMakeAnEmptyArray()
    {
        using var none = new EventBuffer();
        byte[] file = Write(none, seeks: true);
        using EventReader reader = EventFile.Open(file);
        Assert.Equal(new EventTotals(0, Exact: true), reader.Totals);
        Assert.Equal(0, reader.ReadAll().Count);
        Assert.Equal(0, reader.Diagnostics.IssueCount);
    }

    [Fact]
    public void APolarityAboveOneIsNamed()
    {
        using EventWriter writer = EventFile.Create(new MemoryStream(), "npy");
        Assert.Equal(1, Assert.Throws<UnrepresentableEventException>(() => writer.Write(EventBuffer.Wrap([1, 2], [1, 1], [1, 1], [1, 2]))).EventIndex);
    }

    [SkippableFact]
    public void NumPyReadsWhatIsWrittenAndWouldHaveWrittenTheSame()
    {
        using var folder = new TemporaryFolder();
        using EventBuffer events = Generated(1000);
        EventFile.Write(folder.File("ours.npy"), events);
        string printed = NumPy.Run(
            "e = np.load(a[0])\nnp.save(a[1], e)\nprint(e.dtype.descr, e.shape, e['t'].sum(), e['x'].astype(int).sum(), e['y'].astype(int).sum(), e['p'].sum())",
            folder.File("ours.npy"), folder.File("theirs.npy"));
        long x = 0, y = 0, on = 0;
        foreach (Event e in events.Span)
            (x, y, on) = (x + e.X, y + e.Y, on + e.P);
        long t = events.Span.T.ToArray().Sum();
        Assert.Equal($"{NpyBytes.PlainRecords} (1000,) {t} {x} {y} {on}", printed);
        Assert.Equal(File.ReadAllBytes(folder.File("theirs.npy")), File.ReadAllBytes(folder.File("ours.npy")));
    }

    [SkippableFact]
    public void ArraysOfNumPyAreRead()
    {
        using var folder = new TemporaryFolder();
        NumPy.Run(
            """
            n = 5000
            i = np.arange(n)
            for k, d in enumerate([
                [('t', '<i4'), ('x', 'i1'), ('y', 'i1'), ('p', 'i1')],
                [('x', '>u2'), ('y', '>i8'), ('pol', '?'), ('ts', '>f8')],
                np.dtype([('p', 'u1'), ('timestamp', 'u4'), ('x', 'f4'), ('y', 'u8')], align=True),
            ]):
                e = np.zeros(n, d)
                e[e.dtype.names[[k for k, m in enumerate(e.dtype.names) if m.startswith('t')][0]]] = i * 7
                e['x'] = i % 128
                e['y'] = i % 101
                e['pol' if 'pol' in e.dtype.names else 'p'] = i % 2
                np.save(a[0] + f'/{k}.npy', e)
            """, folder.Path);
        for (int k = 0; k < 3; k++)
        {
            using EventBuffer events = EventFile.Open(folder.File($"{k}.npy")).ReadAll();
            Assert.Equal(5000, events.Count);
            for (int i = 0; i < 5000; i++)
                Assert.Equal(new Event(i * 7, (ushort)(i % 128), (ushort)(i % 101), (byte)(i % 2)), events.Span[i]);
        }
    }

    internal static EventBuffer Generated(int count)
    {
        var random = new Random(5);
        var events = new EventBuffer();
        for (int i = 0; i < count; i++)
            events.Add(new Event((i * 9L) - 1000 + random.Next(5), (ushort)random.Next(65_536), (ushort)random.Next(65_536), (byte)random.Next(2)));
        return events;
    }

    private static byte[] Write(EventBuffer events, bool seeks)
    {
        using var memory = new MemoryStream();
        using var forward = new ForwardStream([]);
        using EventWriter writer = EventFile.Create(seeks ? memory : forward, "npy");
        for (int from = 0; from < events.Count; from += 3000)
            writer.Write(events.Span.Slice(from, Math.Min(3000, events.Count - from)));
        writer.Complete();
        return seeks ? memory.ToArray() : forward.Written;
    }

    private static Event[] ToArray(EventBuffer events)
    {
        var all = new List<Event>();
        foreach (Event e in events.Span)
            all.Add(e);
        return [.. all];
    }
}
