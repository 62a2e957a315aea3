using System.Formats.Tar;
using NeuroKit.Events.Archives;
using NeuroKit.Events.IO;
using NeuroKit.Events.Tests.Formats;
using NeuroKit.Tests;
using static NeuroKit.Events.Tests.Archives.TarBytes;

namespace NeuroKit.Events.Tests.Archives;

public sealed class TarArchiveReaderTests
{
    private static readonly byte[] s_one = EventArchiveTests.Content(1000, 1);
    private static readonly byte[] s_two = EventArchiveTests.Content(512, 2);

    [Theory]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.V7)]
    public void WhatTheSystemsOwnWriterMakesIsRead(TarEntryFormat format)
    {
        string deep = format == TarEntryFormat.V7 ? "d/deep" : string.Join('/', Enumerable.Repeat("folder-ähre", 11)) + "/deep.bin";
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, leaveOpen: true))
        {
            writer.WriteEntry(Entry(TarEntryType.Directory, "./d/"));
            foreach ((string name, byte[] content) in ((string, byte[])[])[("./d/one.bin", s_one), (deep, s_two), ("empty", [])])
            {
                TarEntry entry = Entry(format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile, name);
                entry.DataStream = new MemoryStream(content);
                writer.WriteEntry(entry);
            }
        }

        foreach (byte[] archive in (byte[][])[stream.ToArray(), GZip(stream.ToArray())])
            Assert.Equal([("d/one.bin", Hex(s_one)), (deep, Hex(s_two)), ("empty", "")], ReadAll(archive));

        TarEntry Entry(TarEntryType type, string name) => format switch
        {
            TarEntryFormat.Ustar => new UstarTarEntry(type, name),
            TarEntryFormat.Pax => new PaxTarEntry(type, name),
            TarEntryFormat.Gnu => new GnuTarEntry(type, name),
            _ => new V7TarEntry(type, name),
        };
    }

    [Fact]
    public void LongNamesAndSizesComeFromTheHeaderBefore()
    {
        string longName = string.Join('/', Enumerable.Repeat("abcdefghi", 20));
        Assert.Equal([(longName, Hex(s_one))], ReadAll(Of(TarBytes.Entry("././@LongLink", [.. System.Text.Encoding.ASCII.GetBytes(longName), 0], 'L', "ustar  "), TarBytes.Entry("abc", s_one))));
        Assert.Equal([("ä/b", Hex(s_one))], ReadAll(Of(Pax(("mtime", "1.5"), ("path", "ä/b"), ("size", "1000")), TarBytes.Entry("c", s_one, size: 5))));
        Assert.Equal([("p/q/c", Hex(s_one))], ReadAll(Of(TarBytes.Entry("c", s_one, prefix: "p/q"))));
        // GNU's header holds times where POSIX has the prefix.
        Assert.Equal([("c", Hex(s_one))], ReadAll(Of(TarBytes.Entry("c", s_one, magic: "ustar  ", prefix: "12345"))));
        // A size in binary.
        Assert.Equal([("c", Hex(s_one))], ReadAll(Of(TarBytes.Entry("c", s_one, rawSize: [0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0xE8]))));
    }

    [Fact]
    public void MembersAreReadInPartOrNotAtAll()
    {
        byte[] archive = GZip(Of([.. Enumerable.Range(0, 50).Select(i => TarBytes.Entry($"{i}", EventArchiveTests.Content(3000 + i, i)))]));
        using TarArchiveReader tar = TarArchiveReader.Open(new DribblingStream(archive, 100), "t.tar.gz");
        Assert.Throws<InvalidOperationException>(() => tar.Current);
        EventSource? kept = null;
        for (int i = 0; i < 50; i++)
        {
            Assert.True(tar.MoveNext());
            Assert.Equal(new TarMember($"{i}", 3000 + i), tar.Current);
            if (i == 7)
            {
                kept = tar.OpenSource();
                continue;
            }

            using Stream stream = tar.OpenMember();
            byte[] start = new byte[i % 3 * 700];
            stream.ReadExactly(start);
            Assert.Equal(EventArchiveTests.Content(3000 + i, i)[..start.Length], start);
        }

        Assert.False(tar.MoveNext());
        Assert.False(tar.MoveNext());
        Assert.Equal(("t.tar.gz!/7", true), (kept!.Name, kept.CanSeek));
        Assert.Equal(EventArchiveTests.Content(3007, 7), kept.Fetch(3007).ToArray());
        kept.Dispose();
    }

    [Fact]
    public void AStreamOfAMemberEndsWithIt()
    {
        using TarArchiveReader tar = TarArchiveReader.Open(new MemoryStream(Of(TarBytes.Entry("a", s_one), TarBytes.Entry("b", s_two))), limits: new ArchiveLimits { MaxMemoryBytes = 600 });
        Assert.True(tar.MoveNext());
        Stream first = tar.OpenMember();
        using EventSource streaming = tar.OpenSource();
        Assert.False(streaming.CanSeek);
        Assert.True(tar.MoveNext());
        Assert.Throws<InvalidOperationException>(() => first.ReadByte());
    }

    public static TheoryData<string, byte[]> Hostile() => new()
    {
        { "absolute", TarBytes.Entry("/etc/passwd", []) },
        { "leaves", TarBytes.Entry("../x", []) },
        { "leaves", TarBytes.Entry("x", [], prefix: "a/..") },
        { "leaves", [.. Pax(("path", "../../x")), .. TarBytes.Entry("x", [])] },
        { "absolute", [.. TarBytes.Entry("././@LongLink", "/x\0"u8.ToArray(), 'L'), .. TarBytes.Entry("x", [])] },
        { "special file (type '1')", TarBytes.Entry("l", [], '1') },
        { "special file (type '2')", TarBytes.Entry("l", [], '2') },
        { "special file (type '3')", TarBytes.Entry("l", [], '3') },
        { "special file (type '4')", TarBytes.Entry("l", [], '4') },
        { "special file (type '6')", TarBytes.Entry("l", [], '6') },
        { "special file (type 'S')", TarBytes.Entry("l", [], 'S') },
        { "sparse", [.. Pax(("GNU.sparse.major", "1")), .. TarBytes.Entry("x", [])] },
        { "second member", [.. TarBytes.Entry("x", [1]), .. TarBytes.Entry("./x", [2])] },
        { "a folder of", TarBytes.Entry("x/", [1], '5') },
        { "empty name", TarBytes.Entry("", [1]) },
        { "broken records", TarBytes.Entry("p", "99 path=x\n"u8.ToArray(), 'x') },
        { "broken records", TarBytes.Entry("p", "x path=x\n"u8.ToArray(), 'x') },
        { "broken records", TarBytes.Entry("p", "9 pathxx\n"u8.ToArray(), 'x') },
        { "broken records", [.. Pax(("size", "-5")), .. TarBytes.Entry("x", [])] },
        { "all members", TarBytes.Entry("p", "10 path=x\n"u8.ToArray(), 'g') },
        { "for the next member", TarBytes.Entry("p", [], 'x', size: 1L << 31) },
        { "for the next member", TarBytes.Entry("p", [], 'L', size: 1L << 31) },
        { "MaxMemberBytes", TarBytes.Entry("p", [], rawSize: [0x80, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0, 0]) },
        { "without a size", TarBytes.Entry("p", [], rawSize: [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]) },
        { "without a size", TarBytes.Entry("p", [], rawSize: "99999999999\0"u8.ToArray()) },
        { "end after a header", Pax(("path", "x")) },
        { "no tar header", [.. Enumerable.Repeat((byte)'x', 512)] },
        { "nothing but zeros", [.. new byte[1024], .. TarBytes.Entry("hidden", [1])] },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void HostileEntriesAreRefused(string told, byte[] entry)
    {
        foreach (byte[] archive in (byte[][])[Of(TarBytes.Entry("fine", s_one), entry), GZip(Of(TarBytes.Entry("fine", s_one), entry))])
        {
            using TarArchiveReader tar = TarArchiveReader.Open(new MemoryStream(archive), "bad.tar");
            Assert.True(tar.MoveNext());
            Assert.Equal(s_one, ReadCurrent(tar));
            long before = GC.GetAllocatedBytesForCurrentThread();
            ArchiveException error = Assert.Throws<ArchiveException>(() =>
            {
                while (tar.MoveNext())
                {
                }
            });
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
            Assert.Contains(told, $"{error.Found} / {error.Expected}", StringComparison.Ordinal);
            Assert.Equal("bad.tar", error.Archive);
            Assert.InRange(error.ByteOffset!.Value, 1536, 10_000);
            Assert.False(tar.MoveNext());
        }
    }

    [Fact]
    public void BombsAreRefusedWhileTheyInflate()
    {
        byte[] bomb = GZip(Of(TarBytes.Entry("z", new byte[20 << 20])));
        using TarArchiveReader tar = TarArchiveReader.Open(new MemoryStream(bomb));
        Assert.True(tar.MoveNext());
        ArchiveException error = Assert.Throws<ArchiveException>(() => ReadCurrent(tar));
        Assert.Contains("MaxInflation", error.Expected, StringComparison.Ordinal);
        Assert.InRange(error.ByteOffset!.Value, 1 << 20, 10 << 20);
        Assert.Throws<ArchiveException>(() => ReadAll(GZip([.. Of(), .. new byte[50 << 20]])));
        Assert.Throws<ArchiveException>(() => ReadAll([.. Of(), .. new byte[2 << 20]]));
        Assert.Throws<ArchiveException>(() => ReadAll(Of(TarBytes.Entry("a", [1]), TarBytes.Entry("b", [1])), new ArchiveLimits { MaxMembers = 1 }));
        Assert.Throws<ArchiveException>(() => ReadAll(Of(TarBytes.Entry("a", s_one), TarBytes.Entry("b", s_one)), new ArchiveLimits { MaxTotalBytes = 1500 }));
        // A member that claims to be large takes no memory for what is not there.
        byte[] lie = [.. TarBytes.Entry("a", [], size: 60 << 20), .. new byte[512]];
        using TarArchiveReader lying = TarArchiveReader.Open(new MemoryStream(lie));
        Assert.True(lying.MoveNext());
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<ArchiveException>(() => lying.OpenSource());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void CutAnywhereAnArchiveIsRefused()
    {
        byte[] tar = Of(TarBytes.Entry("a", s_one), Pax(("path", "bb")), TarBytes.Entry("b", s_two));
        for (int length = 0; length < tar.Length - 512; length += length < 40 ? 1 : 37)
            Assert.Throws<ArchiveException>(() => ReadAll(tar[..length]));
        Assert.Equal(2, ReadAll(tar[..^512]).Count); // one block of zeros is enough
        byte[] zipped = GZip(tar);
        for (int length = 0; length < zipped.Length; length++)
            Assert.Throws<ArchiveException>(() => ReadAll(zipped[..length]));
        Assert.Throws<ArchiveException>(() => ReadAll([.. zipped, 0]));
        // Gzip members may follow one another.
        Assert.Equal(2, ReadAll([.. GZip(tar[..700]), .. GZip(tar[700..])]).Count);
    }

    [Fact]
    public void GzipsChecksumIsCompared()
    {
        byte[] zipped = GZip(Of(TarBytes.Entry("a", s_one), TarBytes.Entry("b", s_two)));
        for (int at = zipped.Length - 8; at < zipped.Length; at++)
        {
            byte[] flipped = [.. zipped];
            flipped[at] ^= 4;
            Assert.Throws<ArchiveException>(() => ReadAll(flipped));
        }
    }

    [Fact]
    public void MutatedArchivesEndInMembersOrAnExceptionOfTheFamily()
    {
        byte[] tar = Of(TarBytes.Entry("d/a", s_two), Pax(("path", "bb"), ("size", "512")), TarBytes.Entry("b", s_two));
        byte[] zipped = GZip(tar);
        var random = new Random(6);
        int read = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] mutated = [.. i % 2 == 0 ? tar : zipped];
            for (int k = random.Next(1, 4); k > 0; k--)
                mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            try
            {
                ReadAll(mutated);
                read++;
            }
            catch (ArchiveException error)
            {
                Assert.NotEmpty(error.Found);
            }
        }

        Assert.InRange(read, 100, 15_000);
    }

    [Fact]
    public void RecordingsOpenByPath()
    {
        using var folder = new TemporaryFolder();
        byte[] recording = Aedat4Bytes.File(0, Aedat4Bytes.OneStream, Aedat4Bytes.Packet(0, Aedat4Bytes.EventPacket(Aedat4Bytes.Some(300))));
        byte[] zip = ZipBytes.Of(new ZipBytes.Member("r.aedat4", recording));
        byte[] tar = Of(TarBytes.Entry("./other", s_one), TarBytes.Entry("./set/r.aedat4", recording), TarBytes.Entry("z.zip", zip));
        foreach ((string name, byte[] bytes) in ((string, byte[])[])[("a.tar.gz", GZip(tar)), ("a.tar", tar)])
        {
            File.WriteAllBytes(folder.File(name), bytes);
            foreach (string member in (string[])["set/r.aedat4", "z.zip!/r.aedat4"])
            {
                string path = folder.File($"{name}!/{member}");
                using EventReader reader = EventFile.Open(path);
                Assert.Equal((path, true), (reader.Name, reader.CanReopen));
                Assert.Equal(300, reader.ReadAll().Count);
                using EventSource streamed = ArchivePath.OpenSource(path, new ArchiveLimits { MaxMemoryBytes = 100 });
                Assert.False(streamed.CanSeek);
                Assert.Equal(300, EventFile.Open(streamed).ReadAll().Count);
            }

            Assert.Throws<ArchiveException>(() => EventFile.Open(folder.File($"{name}!/none")));
            Assert.Throws<ArchiveException>(() => EventFile.Open(folder.File($"{name}!/z.zip!/none")));
            File.Delete(folder.File(name));
        }
    }

    private static List<(string Name, string Content)> ReadAll(byte[] archive, ArchiveLimits? limits = null)
    {
        using TarArchiveReader tar = TarArchiveReader.Open(new MemoryStream(archive), "a.tar", limits);
        var members = new List<(string, string)>();
        while (tar.MoveNext())
            members.Add((tar.Current.Name, Hex(ReadCurrent(tar))));
        return members;
    }

    private static string Hex(byte[] content) => Convert.ToHexString(content);

    private static byte[] ReadCurrent(TarArchiveReader tar)
    {
        using Stream stream = tar.OpenMember();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }
}
