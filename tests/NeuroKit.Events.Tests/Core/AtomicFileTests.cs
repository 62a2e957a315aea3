using NeuroKit.Events.IO;

namespace NeuroKit.Events.Tests.Core;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurokit-").FullName;

    private string Target => Path.Combine(_folder, "out.aedat");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AFileAppearsWhenItIsComplete()
    {
        using (var file = new AtomicFile(Target))
        {
            file.Stream.Write([1, 2, 3]);
            Assert.False(File.Exists(Target));
            Assert.Equal(Target, file.Path);
            file.Commit();
            Assert.Throws<ObjectDisposedException>(file.Commit);
        }

        Assert.Equal([1, 2, 3], File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void AnIncompleteFileLeavesNothing()
    {
        using (var file = new AtomicFile(Target))
            file.Stream.Write([1, 2, 3]);
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void AnExistingFileIsReplacedOrLeftAlone()
    {
        File.WriteAllBytes(Target, [9]);
        using (var file = new AtomicFile(Target))
            file.Stream.Write([1]);
        Assert.Equal([9], File.ReadAllBytes(Target));
        using (var file = new AtomicFile(Target))
        {
            file.Stream.Write([1]);
            file.Commit();
        }

        Assert.Equal([1], File.ReadAllBytes(Target));
    }

    [Fact]
    public void AFolderThatIsMissingOrAFolderForAFileIsNamed()
    {
        Assert.Contains("missing", Assert.Throws<DirectoryNotFoundException>(() => new AtomicFile(Path.Combine(_folder, "missing", "x"))).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => new AtomicFile(_folder)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new AtomicFile(""));
    }

    [Fact]
    public void AWriterThatFailsLeavesNoFileAndKeepsTheOneThatWasThere()
    {
        using EventBuffer good = EventBuffer.Wrap([1], [1], [1], [1]);
        EventFile.Write(Target, good);
        byte[] before = File.ReadAllBytes(Target);
        using EventBuffer bad = EventBuffer.Wrap([1, 2], [1, 5000], [1, 1], [1, 1]);
        Assert.Throws<UnrepresentableEventException>(() => EventFile.Write(Target, bad));
        Assert.Equal(before, File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void ACompleteWriterTakesNoMore()
    {
        using EventBuffer events = EventBuffer.Wrap([1], [1], [1], [1]);
        using EventWriter writer = EventFile.Create(Target);
        writer.Write(events);
        writer.Complete();
        writer.Complete();
        Assert.Throws<InvalidOperationException>(() => writer.Write(events));
        writer.Dispose();
        Assert.Throws<ObjectDisposedException>(() => writer.Write(events));
        Assert.Throws<ObjectDisposedException>(writer.Complete);
        Assert.Equal(1, EventStatistics.Compute(EventFile.Open(Target)).Events);
    }
}
