using NeuroKit.Events.Datasets;

namespace NeuroKit.Events.Tests.Datasets;

public sealed class EventDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFolderAClassIsIndexedInOrdinalOrderWithoutOpeningFiles()
    {
        Touch("b", "2.aedat", "10.aedat", "1.aedat", "notes.txt", ".hidden.aedat");
        Touch("a", "x.AEDAT");
        Touch("C", "y.aedat");
        Touch(".git", "z.aedat");
        EventDataset set = EventDataset.FromFolder(_folder.Path);
        Assert.Equal(["C", "a", "b"], set.Classes);
        Assert.Empty(set.Splits);
        Assert.Null(set.Manifest);
        Assert.Equal(
            ["C/y.aedat 0", "a/x.AEDAT 1", "b/1.aedat 2", "b/10.aedat 2", "b/2.aedat 2"],
            set.Select(s => $"{Path.GetRelativePath(_folder.Path, s.Path).Replace('\\', '/')} {s.Label}"));
        Assert.All(set, s => Assert.Equal(set.Classes[s.Label], s.ClassName));
        Assert.All(set, s => Assert.Null(s.Split));
        Assert.Contains("not divided", Assert.Throws<ArgumentException>(() => set.Split("train")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainAndTestPartsBecomeSplits()
    {
        Touch("Test/cat", "1.aedat");
        Touch("Train/cat", "1.aedat", "2.aedat");
        Touch("Train/dog", "1.aedat");
        EventDataset set = EventDataset.FromFolder(_folder.Path);
        Assert.Equal(["cat", "dog"], set.Classes);
        Assert.Equal(["train", "test"], set.Splits);
        Assert.Equal(["train", "train", "train", "test"], set.Select(s => s.Split));
        Assert.Single(set.Split("test"));
        Assert.Equal(["cat", "dog"], set.Split("test").Classes);
        Assert.Equal([0, 0, 1], set.Split("train").Select(s => s.Label));
    }

    [Fact]
    public void AManifestGivesLabelsNamesSizeAndOrientation()
    {
        Touch("truck", "cifar10_truck_0.aedat");
        Directory.CreateDirectory(_folder.Combine("cat"));
        File.WriteAllBytes(_folder.Combine("cat", "cifar10_cat_0.aedat"), OrientationTests.Recording(100));
        EventDataset set = EventDataset.FromFolder(_folder.Path, Catalog.Cifar10Dvs);
        Assert.Equal(10, set.Classes.Count);
        Assert.Equal([3, 9], set.Select(s => s.Label));
        using EventBuffer raw = EventFile.Open(set[0].Path).ReadAll();
        using EventReader reader = set[0].Open();
        using EventBuffer events = reader.ReadAll();
        for (int i = 0; i < raw.Count; i++)
            Assert.Equal((127 - raw.Span.Y[i], 127 - raw.Span.X[i]), (events.Span.X[i], events.Span.Y[i]));
        Assert.ThrowsAny<EventFormatException>(() => set[1].Open());
    }

    [Fact]
    public void WrongFoldersAreNamed()
    {
        Assert.Contains("holds no folders", Fails(_folder.Path), StringComparison.Ordinal);
        Assert.Contains("does not exist", Fails(_folder.Combine("absent")), StringComparison.Ordinal);
        Touch("trucks", "1.aedat");
        Assert.Contains("the nearest is truck", Fails(_folder.Path, Catalog.Cifar10Dvs), StringComparison.Ordinal);
        File.Delete(_folder.Combine("trucks", "1.aedat"));
        Assert.Contains("no recording", Fails(_folder.Path), StringComparison.Ordinal);
        File.WriteAllText(_folder.Combine("file"), "");
        Assert.Contains("is a file", Fails(_folder.Combine("file")), StringComparison.Ordinal);

        static string Fails(string root, DatasetManifest? manifest = null)
            => Assert.Throws<DatasetException>(() => EventDataset.FromFolder(root, manifest)).Message;
    }

    private void Touch(string folder, params string[] files)
    {
        Directory.CreateDirectory(_folder.Combine(folder));
        foreach (string file in files)
            File.WriteAllText(_folder.Combine(folder, file), "");
    }
}
