using System.IO.Compression;
using NeuroKit.Events;
using NeuroKit.Events.Archives;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;
using NeuroKit.Frames.Stores.Format;
using NeuroKit.Tests;

namespace NeuroKit.Frames.Tests.Stores;

/// <summary>Imports from archives: of the other form of a data set, of unusual ones, from folders with unusual names.</summary>
public sealed class ArchiveImportTests : IDisposable
{
    private static readonly string[] s_classes = ["cat", "truck"];

    private readonly StoreFolder _store = new();
    private readonly TemporaryFolder _sources = new();
    private readonly List<EventBuffer> _events = [];

    public void Dispose()
    {
        _events.ForEach(e => e.Dispose());
        _sources.Dispose();
        _store.Dispose();
    }

    [Fact]
    public void TheAedat4MirrorOfCifar10DvsIsImported()
    {
        string zip = Mirror("CIFAR10DVS.zip");
        ImportResult result = _store.Create().ImportFrom(Catalog.Cifar10Dvs, [zip]);
        EventDataset set = result.Dataset;
        Assert.Empty(result.Failures);
        Assert.Equal(("aedat4", true), (set.Manifest!.Format, set.Manifest.Orientation.IsIdentity));
        Assert.Equal([("cat", 3), ("cat", 3), ("truck", 9), ("truck", 9)], set.Select(s => (s.ClassName, s.Label)));
        Assert.Equal("CIFAR10DVS.zip!/CIFAR10DVS/cat/cifar10_cat_0.aedat4", set[0].Id);
        for (int i = 0; i < set.Count; i++)
        {
            using EventReader reader = set[i].Open();
            Assert.Equal(("aedat4", SensorSize.Dvs128), (reader.Header.Format, reader.OrientedSensorSize));
            using EventBuffer events = reader.ReadAll();
            Assert.Equal(EventDigests.Of(_events[i]), EventDigests.Of(events));
        }

        Assert.Equal(2, set.WithSplit(Splits.Random(1, 0.5)).Split("test").Count);
    }

    [Fact]
    public void WhatIsRefusedAsTooMuchCanBeAllowed()
    {
        string zip = Mirror("CIFAR10DVS.zip");
        var strict = new ImportOptions { ArchiveLimits = ArchiveLimits.Default with { MaxMembers = 3 } };
        Assert.Contains("ArchiveLimits.MaxMembers", Assert.Throws<ArchiveException>(() => _store.Create().ImportFrom(Catalog.Cifar10Dvs, [zip], strict)).Message, StringComparison.Ordinal);
        Assert.Empty(_store.Create().Sets());
        Assert.Equal(4, _store.Create().ImportFrom(Catalog.Cifar10Dvs, [zip]).Dataset.Count);

        string tar = _sources.File("CIFAR10DVS.tar");
        System.Formats.Tar.TarFile.CreateFromDirectory(_sources.File("tree"), tar, includeBaseDirectory: false);
        Assert.Contains("ArchiveLimits.MaxMembers", Assert.Throws<ArchiveException>(() => _store.Create().ImportFrom(Catalog.Cifar10Dvs, [tar], strict)).Message, StringComparison.Ordinal);
        Assert.Equal(4, _store.Create().ImportFrom(Catalog.Cifar10Dvs, [tar]).Dataset.Count);
        Assert.Throws<ArgumentNullException>(() => _store.Create().ImportFrom(Catalog.Cifar10Dvs, [tar], new ImportOptions { ArchiveLimits = null! }));
    }

    [Fact]
    public void AFolderWhoseNameEndsInTheMarkIsNoArchive()
    {
        Directory.CreateDirectory(_sources.File("data!"));
        string zip = Mirror(Path.Combine("data!", "CIFAR10DVS.zip"));
        Assert.NotEqual(default, SourceStamp.Of(zip));
        Assert.Equal(SourceStamp.Of(zip), SourceStamp.Of(zip + "!/CIFAR10DVS/cat/cifar10_cat_0.aedat4"));
        Assert.Equal(default, SourceStamp.Of(_sources.File("data!/none.zip!/cat/0.aedat4")));
        Assert.False(_store.Create().ImportFrom(Catalog.Cifar10Dvs, [zip]).WasPresent);
        Assert.True(_store.Create().ImportFrom(Catalog.Cifar10Dvs, [zip]).WasPresent);
        // Another file in its place is seen.
        File.SetLastWriteTimeUtc(zip, DateTime.UtcNow.AddMinutes(-5));
        Assert.NotEmpty(_store.Create().ImportFrom(Catalog.Cifar10Dvs, [zip]).Dataset);
    }

    // Two recordings of two classes, as the mirror's archive has them.
    private string Mirror(string name)
    {
        string tree = _sources.File("tree");
        var random = new Random(3);
        foreach (string className in s_classes)
        {
            string folder = Path.Combine(tree, "CIFAR10DVS", className);
            Directory.CreateDirectory(folder);
            for (int i = 0; i < 2; i++)
            {
                var events = new EventBuffer();
                long t = 1_600_000_000_000_000; // microseconds since 1970, as DV writes
                for (int n = 0; n < 9000 + (i * 500); n++)
                    events.Add(new Event(t += random.Next(20), (ushort)random.Next(128), (ushort)random.Next(128), (byte)random.Next(2)));
                EventFile.Write(Path.Combine(folder, $"cifar10_{className}_{i}.aedat4"), events, new EventWriteOptions { Format = "aedat4", SensorSize = SensorSize.Dvs128 });
                _events.Add(events);
            }
        }

        string path = _sources.File(name);
        ZipFile.CreateFromDirectory(tree, path);
        return path;
    }
}
