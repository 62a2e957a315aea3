using ICSharpCode.SharpZipLib.GZip;
using ICSharpCode.SharpZipLib.Tar;
using ICSharpCode.SharpZipLib.Zip;
using NeuroKit.Events.Archives;
using NeuroKit.Events.Datasets;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Archives;

/// <summary>Another library's archives are read by ours, and ours by the other.</summary>
public sealed class SharpZipLibTests : IDisposable
{
    private static readonly (string Name, byte[] Content)[] s_members =
    [
        ("set/one.bin", EventArchiveTests.Content(100_000, 1)), ("set/empty.bin", []),
        (string.Join('/', Enumerable.Repeat("a-folder", 20)) + "/deep.bin", EventArchiveTests.Content(513, 2)),
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(UseZip64.Off, 0)]
    [InlineData(UseZip64.Off, 9)]
    [InlineData(UseZip64.On, 6)]
    public void ItsZipsAreRead(UseZip64 zip64, int level)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipOutputStream(stream) { UseZip64 = zip64, IsStreamOwner = false })
        {
            zip.SetLevel(level);
            foreach ((string name, byte[] content) in s_members)
            {
                zip.PutNextEntry(new ZipEntry(name)); // its length and checksum follow the bytes
                zip.Write(content);
                zip.CloseEntry();
            }
        }

        using EventArchive archive = EventArchive.Open(stream.ToArray(), "other.zip");
        Assert.Equal(s_members.Select(m => m.Name), archive.Members.Select(m => m.Name));
        foreach ((string name, byte[] content) in s_members)
        {
            using Stream member = archive.OpenMember(archive.Find(name));
            Assert.Equal(content, Bytes(member));
        }
    }

    [Fact]
    public void ItsTarsAreRead()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipOutputStream(stream) { IsStreamOwner = false })
        using (var tar = new TarOutputStream(gzip, System.Text.Encoding.UTF8))
        {
            foreach ((string name, byte[] content) in s_members)
            {
                TarEntry entry = TarEntry.CreateTarEntry(name);
                entry.Size = content.Length;
                tar.PutNextEntry(entry);
                tar.Write(content);
                tar.CloseEntry();
            }
        }

        using TarArchiveReader reader = TarArchiveReader.Open(new MemoryStream(stream.ToArray()), "other.tar.gz");
        foreach ((string name, byte[] content) in s_members)
        {
            Assert.True(reader.MoveNext());
            Assert.Equal(new TarMember(name, content.Length), reader.Current);
            using Stream member = reader.OpenMember();
            Assert.Equal(content, Bytes(member));
        }

        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void ItReadsThePacksOfStandIns()
    {
        var options = new DatasetSynthesisOptions { PerClass = 1, Classes = 2, Pack = true };
        DatasetSynthesis.Create("cifar10-dvs", _folder.File("zips"), options);
        string[] zips = Directory.GetFiles(_folder.File("zips"), "*.zip");
        Assert.Equal(2, zips.Length);
        foreach (string path in zips)
        {
            using EventArchive ours = EventArchive.Open(path);
            using var zip = new ZipFile(path);
            Assert.True(zip.TestArchive(testData: true));
            Assert.Equal(ours.Members.Select(m => (m.Name, m.Length, (long)m.Crc32)), zip.Cast<ZipEntry>().Select(e => (e.Name, e.Size, e.Crc)));
        }

        DatasetSynthesis.Create("dvs-gesture", _folder.File("tar"), options with { Classes = null });
        string tar = Assert.Single(Directory.GetFiles(_folder.File("tar"), "*.tar.gz"));
        var seen = new List<TarMember>();
        using (var stream = new TarInputStream(new GZipInputStream(File.OpenRead(tar)), System.Text.Encoding.UTF8))
        {
            while (stream.GetNextEntry() is { } entry)
            {
                if (!entry.IsDirectory)
                    seen.Add(new TarMember(entry.Name, entry.Size));
            }
        }

        using TarArchiveReader reader = TarArchiveReader.Open(tar);
        foreach (TarMember member in seen)
        {
            Assert.True(reader.MoveNext());
            Assert.Equal(member, reader.Current);
        }

        Assert.NotEmpty(seen);
        Assert.False(reader.MoveNext());
    }

    private static byte[] Bytes(Stream stream)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
