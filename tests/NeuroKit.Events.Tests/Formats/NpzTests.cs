using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NeuroKit.Events.Formats.Npy;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Formats;

public sealed class NpzTests
{
    [Theory]
    [InlineData(CompressionLevel.NoCompression, true)]
    [InlineData(CompressionLevel.NoCompression, false)]
    [InlineData(CompressionLevel.Optimal, true)]
    [InlineData(CompressionLevel.Optimal, false)]
    public void ArraysAreReadSideBySideInAnyOrderAndType(CompressionLevel level, bool seeks)
    {
        const int Count = 30_000;
        byte[] file = NpyBytes.Zip(level,
            ("p.npy", NpyBytes.Column("|i1", [.. Enumerable.Range(0, Count).Select(i => (i & 1) == 1 ? 1.0 : -1)])),
            ("note.npy", NpyBytes.Column("<f8", 1, 2, 3)),
            ("y.npy", NpyBytes.Column(">i4", [.. Enumerable.Range(0, Count).Select(i => (double)(i % 1000))])),
            ("t.npy", NpyBytes.Column("<i8", [.. Enumerable.Range(0, Count).Select(i => i * 3.0)])),
            ("x.npy", NpyBytes.Column("<u2", [.. Enumerable.Range(0, Count).Select(i => (double)i)])));
        foreach (int capacity in (int[])[1000, 4096, 100_000])
        {
            using EventReader reader = seeks ? EventFile.Open(file) : EventFile.Open(new ForwardStream(file, 1000));
            Assert.Equal("npz", reader.Header.Format);
            EventTotals expected = level == CompressionLevel.NoCompression
                ? new EventTotals(Count, 0, (Count - 1) * 3, Exact: true)
                : new EventTotals(Count, Exact: true);
            Assert.Equal(expected, reader.Totals);
            int at = 0;
            foreach (EventBuffer chunk in reader.ReadBatches(capacity))
            {
                foreach (Event e in chunk.Span)
                {
                    Assert.Equal(new Event(at * 3, (ushort)at, (ushort)(at % 1000), (byte)(at & 1)), e);
                    at++;
                }
            }

            Assert.Equal(Count, at);
            Assert.Equal(0, reader.Diagnostics.IssueCount);
            using EventReader again = reader.Reopen();
            Assert.Equal(Count, again.ReadAll().Count);
        }
    }

    [Fact]
    public void TheFirstMembersNameTellsTheFormat()
    {
        Assert.Equal(FormatConfidence.Certain, NpzFormat.Instance.Detect(Good(), null));
        Assert.Equal(FormatConfidence.No, NpzFormat.Instance.Detect(NpyBytes.Zip(CompressionLevel.NoCompression, ("a.txt", [1])), "a.npz"));
        Assert.Equal(FormatConfidence.No, NpzFormat.Instance.Detect(NpyBytes.Zip(CompressionLevel.NoCompression), "a.npz"));
        Assert.Equal(FormatConfidence.No, NpzFormat.Instance.Detect("PK\u0003\u0004"u8, "a.npz"));
    }

    [Theory]
    [InlineData("y", "no member y.npy")]
    [InlineData("p", "no member p.npy")]
    public void AMissingArrayIsNamed(string missing, string says)
    {
        byte[] file = NpyBytes.Zip(CompressionLevel.NoCompression,
            [.. new[] { "t", "x", "y", "p" }.Where(n => n != missing).Select(n => (n + ".npy", NpyBytes.Column("<i4", 1, 0)))]);
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file, "a.npz"));
        Assert.Equal("a.npz", error.FileName);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoArraysForOneColumnAreAnError()
    {
        byte[] file = Make(("polarity.npy", NpyBytes.Column("|u1", 0, 0)));
        Assert.Contains("p.npy and polarity.npy", Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ArraysThatAreNotPlainColumnsAreNamed()
    {
        foreach ((byte[] array, string says) in ((byte[], string)[])
        [
            (NpyBytes.Array("'<i4'", "(1, 2)", new byte[8]), "shape (1, 2)"),
            (NpyBytes.Array("[('a', '<i4')]", "(2,)", new byte[8]), "records of a"),
            (NpyBytes.Array("'|S4'", "(2,)", new byte[8]), "|S4"),
            ([1, 2, 3], "010203"),
        ])
        {
            byte[] file = NpyBytes.Zip(CompressionLevel.Optimal, ("t.npy", NpyBytes.Column("<i4", 1, 2)), ("x.npy", array));
            InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file, "a.npz"));
            Assert.Equal("a.npz: member x.npy", error.FileName);
            Assert.Contains(says, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ArraysOfDifferentLengthsAreReportedAndTheShortestCounts()
    {
        byte[] file = NpyBytes.Zip(CompressionLevel.NoCompression, ("t.npy", NpyBytes.Column("<i4", 1, 2, 3)), ("x.npy", NpyBytes.Column("<i4", 4, 5)),
            ("y.npy", NpyBytes.Column("<i4", 6, 7, 8)), ("p.npy", NpyBytes.Column("<i4", 0, 1, 1)));
        Assert.Contains("x.npy 2", Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file)).Message, StringComparison.Ordinal);
        using EventReader reader = EventFile.Open(file, options: new EventReadOptions { Policy = EventReadPolicy.KeepWhole });
        Assert.Equal([1L, 2], reader.ReadAll().Span.T.ToArray());
        Assert.Equal(1, reader.Diagnostics.IssueCount);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void NumbersThatNoEventHoldsAreReportedWhereTheyStand(CompressionLevel level)
    {
        byte[] file = NpyBytes.Zip(level, ("t.npy", NpyBytes.Column("<i4", 1, 2, 3, 4)), ("x.npy", NpyBytes.Column("<i4", 4, 5, -6, 7)),
            ("y.npy", NpyBytes.Column("<i4", 6, 7, 8, 9)), ("p.npy", NpyBytes.Column("<i4", 0, 1, 1, 0)));
        InvalidEventDataException error = Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file).ReadAll());
        Assert.Contains("x.npy = -6 in event 2", error.Message, StringComparison.Ordinal);
        if (level == CompressionLevel.NoCompression)
            Assert.Equal(-6, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan((int)error.ByteOffset!)));
        using EventReader skip = EventFile.Open(file, options: new EventReadOptions { Policy = EventReadPolicy.SkipBad });
        Assert.Equal([1L, 2, 4], skip.ReadAll().Span.T.ToArray());
        Assert.Equal(1, skip.Diagnostics.SkippedInvalid);
        using EventReader keep = EventFile.Open(file, options: new EventReadOptions { Policy = EventReadPolicy.KeepWhole });
        Assert.Equal([1L, 2, 4], keep.ReadAll().Span.T.ToArray());
        Assert.Equal(1, keep.Diagnostics.SkippedInvalid);
    }

    [Fact]
    public void AnArrayShorterThanItsHeaderSaysIsATruncation()
    {
        byte[] cut = NpyBytes.Column("<i4", 4, 5, 6)[..^5];
        byte[] file = NpyBytes.Zip(CompressionLevel.NoCompression, ("t.npy", NpyBytes.Column("<i4", 1, 2, 3)), ("x.npy", cut),
            ("y.npy", NpyBytes.Column("<i4", 6, 7, 8)), ("p.npy", NpyBytes.Column("<i4", 0, 1, 1)));
        using EventReader strict = EventFile.Open(file);
        Assert.Equal(new EventTotals(1, 1, 1, Exact: false), strict.Totals);
        Assert.Contains("x.npy", Assert.Throws<InvalidEventDataException>(() => strict.ReadAll()).Message, StringComparison.Ordinal);
        using EventReader keep = EventFile.Open(file, options: new EventReadOptions { Policy = EventReadPolicy.KeepWhole });
        Assert.Equal([1L], keep.ReadAll().Span.T.ToArray());
        Assert.True(keep.Diagnostics.IsTruncated);
    }

    [Fact]
    public void CutAnywhereItIsAnErrorBecauseTheDirectoryIsGone()
    {
        byte[] file = Good();
        for (int length = 0; length < file.Length; length++)
        {
            ReadOnlyMemory<byte> cut = file.AsMemory(0, length);
            Assert.ThrowsAny<EventFormatException>(() => EventFile.Open(cut, "cut.npz"));
            Assert.Equal("cut.npz", Assert.ThrowsAny<EventFormatException>(
                () => EventFile.Open(cut, "cut.npz", new EventReadOptions { Format = "npz", Policy = EventReadPolicy.SkipBad })).FileName);
        }
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void AnyChangedByteIsNoticedOrDoesNoHarm(CompressionLevel level)
    {
        byte[] file = Make(level);
        EventDigests whole = EventDigests.Of(EventFile.Open(file).ReadAll());
        int noticed = 0;
        for (int at = 0; at < file.Length; at++)
        {
            foreach (int flip in (int[])[0x01, 0x80, 0xFF])
            {
                byte[] changed = [.. file];
                changed[at] ^= (byte)flip;
                try
                {
                    using EventReader reader = EventFile.Open(changed, "changed.npz", new EventReadOptions { Format = "npz" });
                    Assert.Equal(whole, EventDigests.Of(reader.ReadAll()));
                }
                catch (EventFormatException)
                {
                    noticed++;
                }
            }
        }

        Assert.True(noticed > file.Length, $"only {noticed} of {3 * file.Length} changes noticed");
    }

    [Fact]
    public void AChangedNumberFailsTheChecksum()
    {
        byte[] file = Good();
        int at = file.AsSpan().IndexOf((ReadOnlySpan<byte>)[10, 0, 0, 0, 20, 0, 0, 0]);
        file[at] ^= 1;
        using EventReader strict = EventFile.Open(file);
        Assert.Contains("t.npy with CRC-32", Assert.Throws<InvalidEventDataException>(() => strict.ReadAll()).Message, StringComparison.Ordinal);
        using EventReader keep = EventFile.Open(file, options: new EventReadOptions { Policy = EventReadPolicy.KeepWhole });
        Assert.Equal(2, keep.ReadAll().Count);
        Assert.Equal(1, keep.Diagnostics.IssueCount);
    }

    [Fact]
    public void DamageInsideADeflatedArrayIsNeverSilent()
    {
        double[] numbers = [.. Enumerable.Range(0, 200).Select(i => (i * 37.0) + (i % 7))];
        double[] ones = [.. numbers.Select(_ => 1.0)];
        byte[] file = NpyBytes.Zip(CompressionLevel.Optimal, ("t.npy", NpyBytes.Column("<i8", numbers)), ("x.npy", NpyBytes.Column("<u2", ones)),
            ("y.npy", NpyBytes.Column("<u2", ones)), ("p.npy", NpyBytes.Column("|u1", ones)));
        int start = file.AsSpan().IndexOf("t.npy"u8) + 5;
        int end = file.AsSpan().IndexOf("x.npy"u8) - 60; // the local header, and what may stand before it
        var damaged = new List<string>();
        for (int at = start; at < end; at++)
        {
            file[at] ^= 0x10;
            try
            {
                using EventReader keep = EventFile.Open(file, options: new EventReadOptions { Policy = EventReadPolicy.KeepWhole });
                using EventBuffer kept = keep.ReadAll();
                if (kept.Count != 200 || !kept.Span.T.SequenceEqual(numbers.Select(n => (long)n).ToArray()))
                {
                    Assert.Contains(keep.Diagnostics.Issues, i => i.Message.Contains("CRC-32", StringComparison.Ordinal) && i.Message.Contains("any value read from it may be wrong", StringComparison.Ordinal));
                    damaged.Add(keep.Diagnostics.Issues[^1].Message);
                    using EventReader strict = EventFile.Open(file);
                    Assert.Throws<InvalidEventDataException>(() => strict.ReadAll());
                }
            }
            catch (InvalidEventDataException error) when (error.ByteOffset == 0 || error.Message.Contains("header", StringComparison.Ordinal))
            {
                // The array's own header is what was hit.
            }

            file[at] ^= 0x10;
        }

        Assert.True(damaged.Count > 50, $"only {damaged.Count} of {end - start} changes reached a number");
    }

    [Fact]
    public void BytesAfterAnArrayAreNoted()
    {
        byte[] file = NpyBytes.Zip(CompressionLevel.Optimal, ("t.npy", [.. NpyBytes.Column("<i4", 10, 20), 5]), ("x.npy", NpyBytes.Column("<i4", 1, 2)),
            ("y.npy", NpyBytes.Column("<i4", 3, 4)), ("p.npy", NpyBytes.Column("|u1", 1, 0)));
        using EventReader reader = EventFile.Open(file);
        Assert.Equal(2, reader.ReadAll().Count);
        Assert.Contains("t.npy", reader.Diagnostics.Issues.Single().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8, 1, "encrypted")]
    [InlineData(10, 12, "method 12")]
    public void MembersThatCannotBeReadAreNamed(int offsetInEntry, byte value, string says)
    {
        byte[] file = Good();
        int entry = file.AsSpan().IndexOf("PK\u0001\u0002"u8);
        file[entry + offsetInEntry] = value;
        Assert.Contains(says, Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Zip64DirectoriesAreRead()
    {
        byte[] file = Zip64(("t.npy", NpyBytes.Column("<i4", 10, 20)), ("x.npy", NpyBytes.Column("<i4", 1, 2)),
            ("y.npy", NpyBytes.Column("<i4", 3, 4)), ("p.npy", NpyBytes.Column("|u1", 1, 0)));
        using (var archive = new ZipArchive(new MemoryStream(file)))
            Assert.Equal(4, archive.Entries.Count); // the hand-made file is one that others read too
        using EventBuffer events = EventFile.Open(file).ReadAll();
        Assert.Equal(new Event(20, 2, 4, 0), events.Span[1]);
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public void AStreamThatDoesNotEndIsNotSpooledForEver()
    {
        byte[] file = [.. Good(), .. new byte[100_000]];
        var options = new EventReadOptions { FormatOptions = [new NpyOptions { MaxSpooledBytes = 50_000 }] };
        Assert.Contains("MaxSpooledBytes", Assert.Throws<InvalidEventDataException>(
            () => EventFile.Open(new ForwardStream(file, 900), "a.npz", options)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3001)]
    [InlineData(200_000)]
    public void WrittenEventsAreReadBackAndTheSameEventsGiveTheSameBytes(int count)
    {
        using EventBuffer events = NpyTests.Generated(count);
        byte[] file = Write(new MemoryStream(), events, 3000);
        using EventReader reader = EventFile.Open(file);
        if (count > 0)
            Assert.Equal(new EventTotals(count, events.Span.T[0], events.Span.T[^1], Exact: true), reader.Totals);
        Assert.Equal(EventDigests.Of(events), EventDigests.Of(reader.ReadAll()));
        Assert.Equal(0, reader.Diagnostics.IssueCount);
        Assert.Equal(file, Write(new MemoryStream(), events, 777));
        using var forward = new ForwardStream([]);
        Write(forward, events, 5000);
        Assert.Equal(file, forward.Written);
        using EventReader spooled = EventFile.Open(new ForwardStream(file, 10_000));
        Assert.Equal(EventDigests.Of(events), EventDigests.Of(spooled.ReadAll()));
    }

    [Fact]
    public void SpoolsLeaveNothingBehind()
    {
        using var folder = new TemporaryFolder();
        using EventBuffer events = NpyTests.Generated(200_000);
        using (EventWriter unfinished = EventFile.Create(folder.File("a.npz")))
            unfinished.Write(events);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        EventFile.Write(folder.File("b.npz"), events);
        Assert.Equal([folder.File("b.npz")], Directory.GetFileSystemEntries(folder.Path));
        using EventReader reader = EventFile.Open(folder.File("b.npz"));
        Assert.Equal(EventDigests.Of(events), EventDigests.Of(reader.ReadAll()));
    }

    [Fact]
    public void ChecksumsAreThoseOfZip()
    {
        Assert.Equal(0xCBF43926u, Crc32.Append(0, "123456789"u8));
        byte[] bytes = new byte[1000];
        new Random(2).NextBytes(bytes);
        Assert.Equal(Crc32.Append(0, bytes), Crc32.Append(Crc32.Append(0, bytes.AsSpan(0, 333)), bytes.AsSpan(333)));
    }

    [SkippableTheory]
    [InlineData(0)] // everything in 64-bit fields
    [InlineData(200)] // offsets and the long first member alone
    public void Zip64FilesAreWrittenForSizesBeyond32Bits(long zip64From)
    {
        using var file = new MemoryStream();
        var zip = new StoredZipWriter(file, zip64From);
        foreach ((string name, string type, double[] values) in ((string, string, double[])[])
        [
            ("t", "<i8", [.. Enumerable.Range(0, 50).Select(i => i * 2.0)]), ("x", "|u1", new double[50]), ("y", "|u1", new double[50]), ("p", "|u1", new double[50]),
        ])
            zip.Add(name + ".npy", [], new MemoryStream(NpyBytes.Column(type, values)));
        zip.Finish();
        Assert.Equal(98, EventFile.Open(file.ToArray()).ReadAll().Span.T[^1]);
        using (var archive = new ZipArchive(new MemoryStream(file.ToArray())))
            Assert.Equal(4, archive.Entries.Count);
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("a.npz"), file.ToArray());
        Assert.Equal("2450", NumPy.Run("z = np.load(a[0])\nz['p'], z['x'], z['y']\nprint(z['t'].sum())", folder.File("a.npz")));
    }

    [Fact]
    public void FramesAndOtherArraysAreNoEvents()
    {
        byte[] file = NpyBytes.Zip(CompressionLevel.NoCompression, ("frames.npy", NpyBytes.Array("'<u2'", "(1, 2, 1, 1)", new byte[4])));
        Assert.Contains("t.npy, x.npy, y.npy, p.npy", Assert.Throws<InvalidEventDataException>(() => EventFile.Open(file)).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void NumPyReadsWhatIsWritten()
    {
        using var folder = new TemporaryFolder();
        using EventBuffer events = NpyTests.Generated(1000);
        EventFile.Write(folder.File("a.npz"), events);
        string printed = NumPy.Run(
            """
            z = np.load(a[0])
            print([(k, z[k].dtype.str, z[k].shape) for k in z.files])
            for k in z.files: z[k].tofile(a[1] + '/' + k)
            """, folder.File("a.npz"), folder.Path);
        Assert.Equal("[('t', '<i8', (1000,)), ('x', '<u2', (1000,)), ('y', '<u2', (1000,)), ('p', '|u1', (1000,))]", printed);
        Assert.Equal(EventDigests.Of(events).T, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(folder.File("t")))));
        Assert.Equal(EventDigests.Of(events).Y, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(folder.File("y")))));
        Assert.Equal(events.Span.P.ToArray(), File.ReadAllBytes(folder.File("p")));
    }

    [SkippableTheory]
    [InlineData("savez")]
    [InlineData("savez_compressed")]
    public void ArchivesOfNumPyAreRead(string save)
    {
        using var folder = new TemporaryFolder();
        NumPy.Run(
            $"i = np.arange(70000)\nnp.{save}(a[0], t=i * 7, x=(i % 128).astype('u1'), y=(i % 101).astype('>i2'), p=i % 2 == 1)", folder.File("a.npz"));
        using EventReader reader = EventFile.Open(folder.File("a.npz"));
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(70_000, events.Count);
        for (int i = 0; i < events.Count; i++)
            Assert.Equal(new Event(i * 7, (ushort)(i % 128), (ushort)(i % 101), (byte)(i % 2)), events.Span[i]);
    }

    private static byte[] Good() => Make(CompressionLevel.NoCompression);

    private static byte[] Make(CompressionLevel level) => NpyBytes.Zip(level, ("t.npy", NpyBytes.Column("<i4", 10, 20)), ("x.npy", NpyBytes.Column("<i4", 1, 2)),
        ("y.npy", NpyBytes.Column("<i4", 3, 4)), ("p.npy", NpyBytes.Column("|u1", 1, 0)));

    private static byte[] Make((string, byte[]) more) => NpyBytes.Zip(CompressionLevel.NoCompression, ("t.npy", NpyBytes.Column("<i4", 10, 20)), ("x.npy", NpyBytes.Column("<i4", 1, 2)),
        ("y.npy", NpyBytes.Column("<i4", 3, 4)), ("p.npy", NpyBytes.Column("|u1", 1, 0)), more);

    private static byte[] Write(Stream stream, EventBuffer events, int step)
    {
        using EventWriter writer = EventFile.Create(stream, "npz");
        for (int from = 0; from < events.Count; from += step)
            writer.Write(events.Span.Slice(from, Math.Min(step, events.Count - from)));
        writer.Complete();
        return (stream as MemoryStream)?.ToArray() ?? [];
    }

    // Every size and offset of the directory in its 64-bit place, as in files beyond 4 GiB.
    private static byte[] Zip64(params (string Name, byte[] Content)[] members)
    {
        using var file = new MemoryStream();
        using var directory = new MemoryStream();
        var to = new BinaryWriter(file);
        var list = new BinaryWriter(directory);
        foreach ((string name, byte[] content) in members)
        {
            long local = file.Position;
            uint crc = Crc32.Append(0, content);
            to.Write(0x04034B50);
            to.Write((ushort)45);
            to.Write(0L);
            to.Write(crc);
            to.Write(uint.MaxValue);
            to.Write(uint.MaxValue);
            to.Write((ushort)name.Length);
            to.Write((ushort)20);
            to.Write(Encoding.ASCII.GetBytes(name));
            to.Write((ushort)1);
            to.Write((ushort)16);
            to.Write((long)content.Length);
            to.Write((long)content.Length);
            to.Write(content);
            list.Write(0x02014B50);
            list.Write((ushort)45);
            list.Write((ushort)45);
            list.Write(0L);
            list.Write(crc);
            list.Write(uint.MaxValue);
            list.Write(uint.MaxValue);
            list.Write((ushort)name.Length);
            list.Write((ushort)(28 + 7));
            list.Write(new byte[10]);
            list.Write(uint.MaxValue);
            list.Write(Encoding.ASCII.GetBytes(name));
            list.Write((ushort)0x5455); // another extra field before
            list.Write((ushort)3);
            list.Write(new byte[3]);
            list.Write((ushort)1);
            list.Write((ushort)24);
            list.Write((long)content.Length);
            list.Write((long)content.Length);
            list.Write(local);
        }

        long start = file.Position;
        directory.WriteTo(file);
        long end = file.Position;
        to.Write(0x06064B50);
        to.Write(44L);
        to.Write((ushort)45);
        to.Write((ushort)45);
        to.Write(0L);
        to.Write((long)members.Length);
        to.Write((long)members.Length);
        to.Write(end - start);
        to.Write(start);
        to.Write(0x07064B50);
        to.Write(0);
        to.Write(end);
        to.Write(1);
        to.Write(0x06054B50);
        to.Write(0);
        to.Write(uint.MaxValue);
        to.Write(uint.MaxValue);
        to.Write(uint.MaxValue);
        to.Write((ushort)0);
        return file.ToArray();
    }
}
