using System.Formats.Tar;
using System.IO.Compression;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Tests;

/// <summary>Archives that mean ill or are broken, given to <c>dataset import</c>: refused by name, and nothing is left of them anywhere.</summary>
public sealed class HostileArchiveTests : IDisposable
{
    private const int Link = 0xA1FF << 16; // lrwxrwxrwx, where zip keeps it

    private readonly TemporaryFolder _folder = new();

    public HostileArchiveTests() => ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["tree"], "--per-class", "1").Succeeds();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("../Train/0/escaped.bin", 0, "leaves its folder")]
    [InlineData("Train/0/../../../escaped.bin", 0, "leaves its folder")]
    [InlineData("/tmp/escaped.bin", 0, "absolute")]
    [InlineData("Train/0/escaped.bin", Link, "link")]
    public void AZipWithAHostileMemberIsRefusedWhole(string name, int attributes, string word)
    {
        string zip = Zip(archive =>
        {
            ZipArchiveEntry entry = archive.CreateEntry(name);
            entry.ExternalAttributes = attributes;
            using Stream to = entry.Open();
            to.Write("/etc/hostname"u8);
        });
        ToolRun.Of("dataset", "import", "n-mnist", zip, "--to", _folder["store"]).Fails(1, "digits.zip", "escaped.bin", word);
        AssertNothingLeft();
    }

    [Fact]
    public void ABombIsRefusedUnlessItIsAllowed()
    {
        string zip = Zip(archive =>
        {
            using Stream to = archive.CreateEntry("Train/0/bomb.bin", CompressionLevel.SmallestSize).Open();
            to.Write(new byte[4 << 20]);
        });
        ToolRun.Of("dataset", "import", "n-mnist", zip, "--to", _folder["store"]).Fails(1, "digits.zip", "bomb.bin", "ArchiveLimits.MaxInflation");
        AssertNothingLeft();
        ToolRun.Of("dataset", "import", "n-mnist", zip, "--to", _folder["store"], "--archive-limit", "MaxInflaton=9").Fails(2, "--archive-limit", "MaxInflation");
        ToolRun.Of("dataset", "import", "n-mnist", zip, "--to", _folder["store"], "--archive-limit", "MaxInflation=0").Fails(2, "--archive-limit", "MaxInflation=N");
        // What is in it is no recording all the same.
        ToolRun allowed = ToolRun.Of("dataset", "import", "n-mnist", zip, "--to", _folder["store"], "--archive-limit", "MaxInflation=100000", "--json");
        Assert.Equal(3, allowed.ExitCode);
        Assert.Contains("bomb.bin", allowed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void AMemberWhoseChecksumIsWrongIsNamedAndTheRestStored()
    {
        string recording = Directory.GetFiles(_folder["tree/Train/3"]).Single();
        string zip = Zip(_ => { });
        byte[] bytes = File.ReadAllBytes(zip);
        int at = bytes.AsSpan().IndexOf(File.ReadAllBytes(recording));
        Assert.True(at > 0);
        bytes[at] ^= 1; // an x: a recording still, but not the one that was packed
        File.WriteAllBytes(zip, bytes);
        ToolRun import = ToolRun.Of("dataset", "import", "n-mnist", zip, "--to", _folder["store"], "--json");
        Assert.Equal(3, import.ExitCode);
        Assert.Contains($"Train/3/{Path.GetFileName(recording)}", import.Error, StringComparison.Ordinal);
        Assert.Contains("CRC", import.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Single(import.Json().GetProperty("failures").EnumerateArray());
        int others = Directory.GetFiles(_folder["tree"], "*.bin", SearchOption.AllDirectories).Length - 1;
        Assert.Equal(others, import.Json().GetProperty("recordings").GetInt32());
        Assert.Empty(EventStore.Open(_folder["store"]).Verify());
        ToolRun.Of("dataset", "import", "n-mnist", zip, "--to", _folder["strict"], "--strict").Fails(1, Path.GetFileName(recording));
        Assert.Empty(EventStore.Open(_folder["strict"]).Sets());
    }

    [Theory]
    [InlineData(TarEntryType.SymbolicLink)]
    [InlineData(TarEntryType.HardLink)]
    public void ATarWithALinkIsRefused(TarEntryType type)
    {
        string tar = _folder["digits.tar"];
        using (var writer = new TarWriter(File.Create(tar)))
        {
            writer.WriteEntry(new PaxTarEntry(type, "Train/0/escaped.bin") { LinkName = "/etc/hostname" });
            foreach (string file in Directory.GetFiles(_folder["tree"], "*.bin", SearchOption.AllDirectories))
                writer.WriteEntry(file, Path.GetRelativePath(_folder["tree"], file));
        }

        ToolRun.Of("dataset", "import", "n-mnist", tar, "--to", _folder["store"]).Fails(1, "digits.tar", "escaped.bin", "link");
        AssertNothingLeft();
    }

    [Fact]
    public void ArchivesAreHeldAgainstTheirPublishedDigestsWhereAsked()
    {
        string zip = _folder["Train.zip"];
        File.Delete(_folder["tree/neurokit-dataset.json"]); // a stand-in would be passed over
        ZipFile.CreateFromDirectory(_folder["tree"], zip);
        ToolRun.Of("dataset", "import", "n-mnist", zip, "--to", _folder["store"], "--check").Fails(1, "Train.zip", "MD5", "20959b8e626244a1b502305a9e6e2031", "Test.zip: is missing");
        Assert.False(Directory.Exists(_folder["store"]));
        ToolRun verify = ToolRun.Of("dataset", "verify", "n-mnist", "--root", zip, "--json");
        Assert.Equal(3, verify.ExitCode);
        Assert.Contains(verify.Json().GetProperty("problems").EnumerateArray(), p => p.GetProperty("kind").GetString() == "corrupt" && p.GetProperty("path").GetString() == "Train.zip");
        ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["pack"], "--per-class", "1", "--pack").Succeeds();
        ToolRun.Of("dataset", "import", "n-mnist", _folder["pack"], "--to", _folder["store"], "--check").Succeeds();
    }

    // The digits, stored as they are, and what else is put in.
    private string Zip(Action<ZipArchive> more)
    {
        string zip = _folder["digits.zip"];
        ZipFile.CreateFromDirectory(_folder["tree"], zip, CompressionLevel.NoCompression, includeBaseDirectory: false);
        using ZipArchive archive = ZipFile.Open(zip, ZipArchiveMode.Update);
        more(archive);
        return zip;
    }

    private void AssertNothingLeft()
    {
        Assert.Empty(EventStore.Open(_folder["store"]).Sets());
        string sets = Path.Combine(_folder["store"], "sets");
        Assert.Empty(Directory.GetFileSystemEntries(sets));
        Assert.Empty(Directory.GetFiles(_folder.Path, "escaped.bin", SearchOption.AllDirectories));
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(_folder.Path)!, "escaped.bin")));
        Assert.False(File.Exists(Path.Combine(Path.GetDirectoryName(_folder.Path)!, "Train", "0", "escaped.bin")));
    }
}
