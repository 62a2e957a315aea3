using System.IO.Compression;
using NeuroKit.Events.Archives;
using NeuroKit.Events.IO;
using NeuroKit.Events.Tests.Formats;
using NeuroKit.Tests;
using Member = NeuroKit.Events.Tests.Archives.ZipBytes.Member;

namespace NeuroKit.Events.Tests.Archives;

public sealed class EventArchiveTests
{
    [Fact]
    public void MembersAreReadInPlaceStoredAndDeflated()
    {
        byte[] one = Content(5000, 1);
        byte[] two = Content(70_000, 2);
        byte[] zip = ZipBytes.Of(new Member("b/one.bin", one), new Member("b/", []) { Deflate = false }, new Member("a two.bin", two) { Deflate = false }, new Member("empty", []));
        using EventArchive archive = EventArchive.Open(zip, "x.zip");
        Assert.Equal(["b/one.bin", "a two.bin", "empty"], archive.Members.Select(m => m.Name));
        Assert.Equal([5000, 70_000, 0], archive.Members.Select(m => m.Length));
        Assert.Equal(one, Read(archive, "b/one.bin"));
        Assert.Equal(two, Read(archive, "a two.bin"));
        Assert.Empty(Read(archive, "empty"));
        using EventSource source = archive.OpenSource(archive.Find("b/one.bin"));
        Assert.Equal(("x.zip!/b/one.bin", 5000L, true), (source.Name, source.Length!.Value, source.CanSeek));
        Assert.Equal(one, source.Fetch(5000).ToArray());

        // Above the limit a source reads as it inflates.
        using EventArchive streaming = EventArchive.Open(zip, "x.zip", new ArchiveLimits { MaxMemoryBytes = 4999 });
        using EventSource long1 = streaming.OpenSource(streaming.Find("b/one.bin"));
        Assert.False(long1.CanSeek);
        Assert.Equal(one, long1.Fetch(5000).ToArray());
        Assert.Equal(one.Length, long1.Skip(10_000));

        ArchiveException error = Assert.Throws<ArchiveException>(() => archive.Find("one.bin"));
        Assert.Equal(("x.zip", "one.bin", "x.zip!/one.bin"), (error.Archive, error.Member, error.FileName));
        Assert.Contains("b/one.bin", error.Expected, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => archive.OpenMember(streaming.Find("empty")));
    }

    [Fact]
    public void WhatTheSystemsOwnWriterMakesIsRead()
    {
        byte[] content = Content(100_000, 3);
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (string name in (string[])["Bäume/ähre.bin", "日本語/記録.aedat", "plain.bin"])
            {
                using Stream member = zip.CreateEntry(name).Open();
                member.Write(content);
            }
        }

        using EventArchive archive = EventArchive.Open(stream.ToArray());
        Assert.Equal(["Bäume/ähre.bin", "日本語/記録.aedat", "plain.bin"], archive.Members.Select(m => m.Name));
        Assert.All(archive.Members, m => Assert.Equal(content, Read(archive, m.Name)));
    }

    [Fact]
    public void NamesOfOldWritersAreReadAsCodePage437()
    {
        byte[] old = [0x84, 0x81, 0x94, (byte)'.', (byte)'b'];
        using EventArchive archive = EventArchive.Open(ZipBytes.Of(new Member("", [1]) { RawName = old, Flags = 0 }));
        Assert.Equal("äüö.b", archive.Members[0].Name);
        Assert.Equal([1], Read(archive, "äüö.b"));
        Refuses(ZipBytes.Of(new Member("", [1]) { RawName = old }), "UTF-8");
    }

    [Fact]
    public void NamesThatDifferInCaseAreTwoMembers()
    {
        using EventArchive archive = EventArchive.Open(ZipBytes.Of(new Member("A.bin", [1]), new Member("a.bin", [2])));
        Assert.Equal([1], Read(archive, "A.bin"));
        Assert.Equal([2], Read(archive, "a.bin"));
    }

    [Theory]
    [InlineData("/etc/passwd", "absolute")]
    [InlineData("\\\\host\\share", "absolute")]
    [InlineData("C:/x", "drive")]
    [InlineData("c:x", "drive")]
    [InlineData("../x", "leaves")]
    [InlineData("a/../../x", "leaves")]
    [InlineData("a\\..\\x", "leaves")]
    [InlineData("a/..", "leaves")]
    [InlineData("..", "leaves")]
    [InlineData("a//b", "empty part")]
    [InlineData("a/./b", "empty part")]
    [InlineData("a\0b", "control")]
    [InlineData("a\u001B[2Jb", "control")]
    [InlineData("", "empty name")]
    public void HostileNamesAreRefused(string name, string found)
    {
        ArchiveException error = Refuses(ZipBytes.Of(new Member("fine", [1]), new Member(name, [1])), found);
        Assert.DoesNotContain('\u001B', error.Message);
        Assert.True(error.ByteOffset > 0);
        Refuses(ZipBytes.Of(new Member(name + (name.Length > 0 ? "/" : ""), []) { Deflate = false }), found);
    }

    [Theory]
    [InlineData("./a/b", "a/b")]
    [InlineData("a\\b", "a/b")]
    [InlineData("a..b/...", "a..b/...")]
    public void OddNamesAreMadePlain(string name, string plain)
        => Assert.Equal(plain, EventArchive.Open(ZipBytes.Of(new Member(name, [1]))).Members[0].Name);

    [Fact]
    public void LinksAndDevicesAreRefused()
    {
        foreach (uint type in (uint[])[0xA000, 0x2000, 0x6000, 0x1000, 0xC000, 0x4000])
            Refuses(ZipBytes.Of(new Member("l", "/etc/passwd"u8.ToArray()) { Host = 3, Attributes = (type | 0x1FF) << 16 }), "special file");
        Refuses(ZipBytes.Of(new Member("l", [1]) { Host = 19, Attributes = 0xA1FFu << 16 }), "special file");
        byte[] fine = ZipBytes.Of(
            new Member("f", [1]) { Host = 3, Attributes = 0x81A4u << 16 }, new Member("d/", []) { Host = 3, Attributes = 0x41EDu << 16, Deflate = false },
            new Member("n", [1]) { Host = 0, Attributes = 0xA000u << 16 });
        Assert.Equal(2, EventArchive.Open(fine).Members.Count);
    }

    [Fact]
    public void EncryptedMembersAreRefused()
    {
        foreach (int flag in (int[])[1, 0x40, 0x2000])
            Refuses(ZipBytes.Of(new Member("e", [1]) { Flags = (ushort)(0x0800 | flag) }), "encrypted");
    }

    [Fact]
    public void TwoMembersOfOneNameAreRefused()
    {
        Refuses(ZipBytes.Of(new Member("a/b", [1]), new Member("a/b", [2])), "second member");
        Refuses(ZipBytes.Of(new Member("a/b", [1]), new Member("a\\b", [2])), "second member");
        Refuses(ZipBytes.Of(new Member("a", [1]), new Member("./a", [2])), "second member");
    }

    [Fact]
    public void MembersThatShareBytesAreRefused()
    {
        byte[] content = Content(1000, 4);
        // Two entries for one body.
        Refuses(ZipBytes.Of(new Member("a", content), new Member("b", content) { At = 0 }), "up to byte");
        // A member that reaches over the next.
        Refuses(ZipBytes.Of(new Member("a", content) { Deflate = false, Size = 1500, Packed = 1500 }, new Member("b", content) { Deflate = false }), "up to byte");
        // One inside another: the directory alone cannot tell how long a local header is, so the member itself is refused when it is opened.
        Member inner = new("b", [1, 2, 3]) { Deflate = false };
        byte[] zip = ZipBytes.Of(new Member("a", content) { LocalName = "a" + new string('x', 60) }, inner);
        using EventArchive archive = EventArchive.Open(zip);
        ArchiveException error = Assert.Throws<ArchiveException>(() => archive.OpenMember(archive.Find("a")));
        Assert.Contains("another name", error.Found, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], Read(archive, "b"));
        // Beyond the directory, and nowhere at all.
        Refuses(ZipBytes.Of(new Member("a", content) { At = 1 << 20 }), "1048576");
        Refuses(ZipBytes.Of(new Member("a", content) { Packed = 5000, Method = 8 }), "5000 bytes");
    }

    [Fact]
    public void BombsAreRefusedByWhatTheyDeclare()
    {
        byte[] zeros = new byte[8 << 20];
        Refuses(ZipBytes.Of(new Member("z", zeros)), "MaxInflation");
        var lenient = new ArchiveLimits { MaxInflation = 2000 };
        using (EventArchive archive = EventArchive.Open(ZipBytes.Of(new Member("z", zeros)), limits: lenient))
            Assert.Equal(zeros, Read(archive, "z"));
        Refuses(ZipBytes.Of(new Member("z", zeros)), "MaxMemberBytes", lenient with { MaxMemberBytes = 1 << 20 });
        Refuses(ZipBytes.Of(new Member("a", Content(600, 1)), new Member("b", Content(600, 2))), "MaxTotalBytes", new ArchiveLimits { MaxTotalBytes = 1000 });
        Refuses(ZipBytes.Of(new Member("a", [1]), new Member("b", [2]), new Member("c/", [])), "MaxMembers", new ArchiveLimits { MaxMembers = 2 });
        Refuses(ZipBytes.Of(new Member("s", [1, 2]) { Deflate = false, Size = 1 << 30 }), "stored in 2");

        // A member that inflates to more than it declares gives what it declares, and then an exception.
        using EventArchive lying = EventArchive.Open(ZipBytes.Of(new Member("z", zeros) { Size = 1000 }));
        using Stream stream = lying.OpenMember(lying.Members[0]);
        byte[] buffer = new byte[5000];
        ArchiveException error = Assert.Throws<ArchiveException>(() => stream.ReadAtLeast(buffer, 5000, throwOnEndOfStream: false));
        Assert.Contains("goes on", error.Found, StringComparison.Ordinal);
        // One that declares more than it holds.
        using EventArchive shortOne = EventArchive.Open(ZipBytes.Of(new Member("z", Content(500, 1)) { Size = 501 }));
        error = Assert.Throws<ArchiveException>(() => shortOne.OpenSource(shortOne.Members[0]));
        Assert.Contains("after 500 bytes", error.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void ArchivesInArchivesAreReadToADepth()
    {
        byte[] content = Content(3000, 5);
        byte[] zip = ZipBytes.Of(new Member("deep.bin", content));
        using var folder = new TemporaryFolder();
        for (int depth = 2; depth <= 5; depth++)
        {
            bool stored = depth % 2 == 0;
            zip = ZipBytes.Of(new Member("other.bin", [1]), new Member($"{depth}.zip", zip) { Deflate = !stored });
            string path = folder.File("nested.zip");
            File.WriteAllBytes(path, zip);
            string full = path + string.Concat(Enumerable.Range(2, depth - 1).Reverse().Select(d => $"!/{d}.zip"));
            var limits = new ArchiveLimits { MaxDepth = 4, MaxMemoryBytes = depth == 3 ? 100 : 1 << 20 };
            if (depth > 4)
            {
                ArchiveException error = Assert.Throws<ArchiveException>(() => EventArchive.Open(full, limits));
                Assert.Contains("MaxDepth", error.Expected, StringComparison.Ordinal);
                continue;
            }

            using (EventArchive inner = EventArchive.Open(full, limits))
            {
                Assert.Equal(full, inner.Name);
                Assert.Equal(content, Read(inner, "deep.bin"));
            }

            using (EventSource source = ArchivePath.OpenSource(full + "!/deep.bin", limits))
                Assert.Equal(content, source.Fetch(content.Length).ToArray());
            File.Delete(path); // nothing holds it open
        }
    }

    [Fact]
    public void WideSizesAreRead()
    {
        byte[] content = Content(1000, 6);
        Member[] members = [new Member("a", content) { Zip64 = true }, new Member("b", content) { Zip64 = true, Deflate = false }];
        foreach (byte[] zip in (byte[][])[new ZipBytes().Add(members).Finish(zip64: true), new ZipBytes().Add(members).Finish(comment: "PK\x5\x6 a comment")])
        {
            using EventArchive archive = EventArchive.Open(zip);
            Assert.Equal(content, Read(archive, "a"));
            Assert.Equal(content, Read(archive, "b"));
        }
    }

    [Fact]
    public void ForgedEndRecordsAreRefused()
    {
        Member[] members = [new("a", [1]), new("b", [2])];
        Refuses(Zip().Finish(count: 3), "directory");
        Refuses(Zip().Finish(count: 1), "more directory");
        Refuses(Zip().Finish(count: 60_000), "60000 members");
        Refuses(Zip().Finish(size: 10), "2 members, 10 bytes");
        Refuses(Zip().Finish(position: 1 << 20), "at 1048576");
        Refuses(Zip().Finish(position: 1), "no directory entry");
        Refuses(Zip().Finish(disk: 1), "part of an archive");
        Refuses(Zip().Finish(zip64: true, wideCount: 3), "contradicts");
        Refuses(Zip().Finish(zip64: true, locator: 5), "no Zip64 end record");
        Refuses(Zip().Finish(zip64: true, locator: long.MaxValue), "no Zip64 end record");
        Refuses(Zip().Finish(zip64: true, count: ulong.MaxValue), "members");
        Refuses(Zip().Finish(zip64: true, size: ulong.MaxValue - 5), "directory");
        Refuses(Zip().Finish(zip64: true, position: ulong.MaxValue - 5), "directory");
        Refuses(ZipBytes.Of(new Member("a", [1]) { Size = uint.MaxValue, Packed = uint.MaxValue }), "without its Zip64 sizes");
        Refuses(ZipBytes.Of(new Member("a", [1]) { Zip64 = true, Size = ulong.MaxValue }), "without its Zip64 sizes");
        Refuses(ZipBytes.Of(new Member("a", [1]) { Zip64 = true, At = ulong.MaxValue - 40 }), "Zip64 sizes");
        Refuses(ZipBytes.Of(new Member("a", [1]) { Zip64 = true, At = long.MaxValue }), "at 9223372036854775807");
        Refuses(ZipBytes.Of(new Member("a", [1]) { Zip64 = true, Packed = long.MaxValue }), "of 9223372036854775807 bytes");
        Refuses([], "no end record");
        Refuses([.. "PK\x3\x4"u8, 1, 2, 3], "no end record");

        ZipBytes Zip() => new ZipBytes().Add(members);
    }

    [Fact]
    public void OtherMethodsAreNamedWhenTheirMemberIsOpened()
    {
        using EventArchive archive = EventArchive.Open(ZipBytes.Of(new Member("bz", [1]) { Method = 12 }, new Member("fine", [2])));
        ArchiveException error = Assert.Throws<ArchiveException>(() => archive.OpenMember(archive.Find("bz")));
        Assert.Contains("method 12", error.Found, StringComparison.Ordinal);
        Assert.Equal([2], Read(archive, "fine"));
    }

    [Fact]
    public void CutAnywhereAnArchiveIsRefused()
    {
        byte[] zip = ZipBytes.Of(new Member("a", Content(400, 7)), new Member("b", Content(300, 8)) { Deflate = false });
        for (int length = 0; length < zip.Length; length++)
            Assert.Throws<ArchiveException>(() => EventArchive.Open(zip.AsMemory(0, length)));
    }

    [Fact]
    public void EveryFlippedBitOfAMemberIsNoticed()
    {
        byte[] content = Content(300, 9);
        foreach (bool deflate in (bool[])[true, false])
        {
            Member member = new("m.bin", content) { Deflate = deflate };
            byte[] zip = ZipBytes.Of(member);
            int start = 30 + 5;
            for (int at = start; at < start + member.BodyBytes.Length; at++)
            {
                byte[] flipped = [.. zip];
                flipped[at] ^= (byte)(1 << (at % 8));
                using EventArchive archive = EventArchive.Open(flipped, "f.zip");
                ArchiveException? error = null;
                try
                {
                    // Padding bits behind deflate's last block mean nothing.
                    Assert.Equal(content, Read(archive, "m.bin"));
                    Assert.True(deflate && at == start + member.BodyBytes.Length - 1);
                }
                catch (ArchiveException thrown)
                {
                    error = thrown;
                }

                Assert.True(error is null or { Archive: "f.zip", Member: "m.bin", ByteOffset: 35 });
            }

            using EventArchive wrong = EventArchive.Open(ZipBytes.Of(member with { Crc = 0xDEADBEEF }));
            Assert.Contains("DEADBEEF", Assert.Throws<ArchiveException>(() => Read(wrong, "m.bin")).Expected, StringComparison.Ordinal);
            Assert.Throws<ArchiveException>(() => wrong.OpenSource(wrong.Members[0]));
        }
    }

    [Fact]
    public void MutatedArchivesGiveTheirMembersOrAnExceptionOfTheFamily()
    {
        byte[] one = Content(300, 10);
        byte[] two = Content(200, 11);
        byte[] zip = new ZipBytes().Add(new Member("d/one", one), new Member("two", two) { Deflate = false, Zip64 = true }, new Member("e/", []) { Deflate = false }).Finish(zip64: true);
        var random = new Random(5);
        int opened = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] mutated = [.. zip];
            // Mostly where it matters: the directory and the end records.
            for (int k = random.Next(1, 4); k > 0; k--)
                mutated[random.Next(4) == 0 ? random.Next(zip.Length) : random.Next(zip.Length - 300, zip.Length)] = (byte)(random.Next(3) == 0 ? 255 : random.Next(256));
            try
            {
                using EventArchive archive = EventArchive.Open(mutated);
                foreach (ArchiveMember member in archive.Members)
                {
                    byte[] read = Read(archive, member.Name);
                    Assert.True(read.AsSpan().SequenceEqual(one) || read.AsSpan().SequenceEqual(two));
                }

                opened++;
            }
            catch (ArchiveException error)
            {
                Assert.NotEmpty(error.Found);
            }
        }

        Assert.InRange(opened, 100, 19_000);
    }

    [Fact]
    public void SeventyThousandMembersAreIndexedInBoundedMemory()
    {
        const int Members = 70_000;
        var zip = new ZipBytes();
        zip.Add([.. Enumerable.Range(0, Members).Select(i => new Member($"Train/{i % 10}/{i:D5}.bin", [(byte)i]) { Deflate = false })]);
        byte[] bytes = zip.Finish(zip64: true);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using EventArchive archive = EventArchive.Open(bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(Members, archive.Members.Count);
        Assert.InRange(allocated, 0, Members * 400L);
        Assert.Equal([69_999 % 256], Read(archive, "Train/9/69999.bin"));
    }

    [Fact]
    public void MembersAreReadSideBySide()
    {
        byte[][] contents = [.. Enumerable.Range(0, 40).Select(i => Content(20_000 + i, i))];
        using var folder = new TemporaryFolder();
        string path = folder.File("many.zip");
        File.WriteAllBytes(path, ZipBytes.Of([.. contents.Select((c, i) => new Member($"{i}.bin", c) { Deflate = i % 2 == 0 })]));
        using EventArchive archive = EventArchive.Open(path);
        Parallel.For(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => Assert.Equal(contents[i % 40], Read(archive, $"{i % 40}.bin")));

        // Two half-read streams do not disturb each other.
        using Stream a = archive.OpenMember(archive.Find("2.bin"));
        using Stream b = archive.OpenMember(archive.Find("3.bin"));
        byte[] fromA = new byte[contents[2].Length];
        byte[] fromB = new byte[contents[3].Length];
        for (int at = 0; at < fromA.Length; at += 1000)
        {
            a.ReadExactly(fromA.AsSpan(at, Math.Min(1000, fromA.Length - at)));
            b.ReadExactly(fromB.AsSpan(at, Math.Min(1000, fromB.Length - at)));
        }

        Assert.Equal(contents[2], fromA);
        Assert.Equal(contents[3][..20_000], fromB[..20_000]);
    }

    [Fact]
    public void RecordingsOpenByPath()
    {
        using var folder = new TemporaryFolder();
        byte[] recording = Aedat4Bytes.File(1, Aedat4Bytes.OneStream, Aedat4Bytes.Packet(0, Lz4Bytes.Frame(Aedat4Bytes.EventPacket(Aedat4Bytes.Some(500)))));
        Directory.CreateDirectory(folder.File("odd!"));
        string path = folder.File("odd!/set.zip");
        File.WriteAllBytes(path, ZipBytes.Of(new Member("day!/r.aedat4", recording), new Member("inner.zip", ZipBytes.Of(new Member("r.aedat4", recording))) { Deflate = false }));
        foreach (string member in (string[])["day!/r.aedat4", "inner.zip!/r.aedat4"])
        {
            string full = $"{path}!/{member}";
            Assert.True(ArchivePath.Exists(full));
            using EventReader reader = EventFile.Open(full);
            Assert.Equal(full, reader.Name);
            Assert.True(reader.CanReopen);
            using EventBuffer events = reader.ReadAll();
            Assert.Equal(500, events.Count);
            Assert.Equal("aedat4", EventFile.Detect(full).Name);
        }

        using (EventArchive archive = EventArchive.Open(path))
        using (EventReader reader = archive.OpenRecording(archive.Members[0]))
            Assert.Equal(500, reader.ReadAll().Count);

        Assert.Throws<ArchiveException>(() => EventFile.Open($"{path}!/none.aedat4"));
        Assert.Throws<ArchiveException>(() => EventFile.Open($"{path}!/inner.zip!/none.aedat4"));
        FileNotFoundException missing = Assert.Throws<FileNotFoundException>(() => EventFile.Open(folder.File("none.zip!/x")));
        Assert.Equal(folder.File("none.zip"), missing.FileName);
        Assert.False(ArchivePath.Exists(folder.File("none.zip!/x")));
        // A file of that very name is that file.
        Directory.CreateDirectory(folder.File("plain.zip!"));
        File.WriteAllBytes(folder.File("plain.zip!/r.aedat4"), recording);
        using EventReader plain = EventFile.Open(folder.File("plain.zip!/r.aedat4"));
        Assert.Equal(500, plain.ReadAll().Count);
    }

    internal static byte[] Content(int length, int seed)
    {
        var random = new Random(seed);
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++)
            content[i] = i > 20 && random.Next(2) == 0 ? content[i - 7] : (byte)random.Next(256);
        return content;
    }

    private static byte[] Read(EventArchive archive, string name)
    {
        using Stream stream = archive.OpenMember(archive.Find(name));
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static ArchiveException Refuses(byte[] zip, string told, ArchiveLimits? limits = null)
    {
        ArchiveException error = Assert.Throws<ArchiveException>(() => EventArchive.Open(zip, "bad.zip", limits));
        Assert.Contains(told, $"{error.Found} / {error.Expected}", StringComparison.Ordinal);
        Assert.Equal("bad.zip", error.Archive);
        return error;
    }
}
