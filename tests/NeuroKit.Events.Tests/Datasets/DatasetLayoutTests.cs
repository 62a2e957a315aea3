using NeuroKit.Events.Datasets;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Datasets;

public sealed class DatasetLayoutTests : IDisposable
{
    private readonly Datasets.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void AThousandRecordedDigitsAreOpenedByTheirLists()
    {
        string root = SharedData.PathOf("data/nmnist-small");
        EventDataset set = Catalog.NMnist.Open(root);
        Assert.Equal(["train", "test"], set.Splits);
        Assert.Equal((1000, 100), (set.Split("train").Count, set.Split("test").Count));
        Assert.Equal(Splits.Official, set.SplitRule);
        Assert.Equal(("1.bs2", 5, "train"), (set[0].Id, set[0].Label, set[0].Split));
        Assert.Equal(("60001.bs2", 7, "test"), (set.Split("test")[0].Id, set.Split("test")[0].Label, set.Split("test")[0].Split));
        Assert.Equal(10, set.Select(s => s.Label).Distinct().Count());
        long[] counts = [.. set.Select(Count).Order()];
        Assert.Equal((1069, 4164, 7152), (counts[0], counts[counts.Length / 2], counts[^1]));
        set.CheckNoLeak();

        static long Count(EventSample sample)
        {
            using EventReader reader = sample.Open();
            Assert.Equal(SensorSize.NMnist, reader.OrientedSensorSize);
            using EventBuffer events = reader.ReadAll();
            return events.Count;
        }
    }

    [Fact]
    public void TheOfficialFoldersAreOpenedToo()
    {
        Touch("Train/0", "00002.bin");
        Touch("Train/9", "00005.bin", "00020.bin");
        Touch("Test/3", "00001.bin");
        EventDataset set = Catalog.NMnist.Open(_folder.Path);
        Assert.Equal(["Train/0/00002.bin", "Train/9/00005.bin", "Train/9/00020.bin", "Test/3/00001.bin"], set.Select(s => s.Id));
        Assert.Equal([0, 9, 9, 3], set.Select(s => s.Label));
        Assert.Equal((3, 1), (set.Split("train").Count, set.Split("test").Count));
        Assert.Equal(Splits.Official, set.SplitRule);
        Assert.Equal(4, Catalog.NMnist.Open(_folder.Path, Splits.Tebn).Split("test").Count);
    }

    [Fact]
    public void AFolderInAFolderIsFound()
    {
        Touch("N-MNIST/Train/0", "00002.bin");
        Touch("N-MNIST/Test/0", "00001.bin");
        Assert.Equal(["Train/0/00002.bin", "Test/0/00001.bin"], Catalog.NMnist.Open(_folder.Path).Select(s => s.Id));
        Touch("cifar/truck", "cifar10_truck_0.aedat", "cifar10_truck_100.aedat");
        EventDataset cifar = Catalog.Cifar10Dvs.Open(_folder.Combine("cifar"), Splits.Tebn);
        Assert.Equal(["test", "train"], cifar.Select(s => s.Split));
    }

    [Fact]
    public void AFlatFolderFollowsItsLists()
    {
        Touch("", "3.bs2", "12.bin", "007.bs2", "notes.bs2", "4.txt");
        File.WriteAllText(_folder.Combine("train.txt"), "#sample #class\r\n12\t9\r\n\r\n3 0\r\n");
        File.WriteAllText(_folder.Combine("test1.txt"), "7\t1");
        EventDataset set = Catalog.NMnist.Open(_folder.Path);
        Assert.Equal(["12.bin train 9", "3.bs2 train 0", "007.bs2 test 1"], set.Select(s => $"{s.Id} {s.Split} {s.Label}"));
    }

    [Theory]
    [InlineData("3\t10\n", "line 1: class 10")]
    [InlineData("3\t1\n3\t1\n", "line 2: recording 3 is in train.txt, line 1, already")]
    [InlineData("#\n5\t1\n", "line 2: recording 5 is not in")]
    [InlineData("3\n", "line 1: found '3'")]
    [InlineData("3\tx\n", "line 1: found '3\tx'")]
    [InlineData("-3\t1\n", "line 1: found")]
    [InlineData("3\t1\n3 \t1 2\n", "line 2: found")]
    [InlineData("", "lists without recordings")]
    public void AWrongListSaysTheLine(string list, string expected)
    {
        Touch("", "3.bs2");
        File.WriteAllText(_folder.Combine("train.txt"), list);
        Assert.Contains(expected, Fails(Catalog.NMnist), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsAmbiguousOrNoDataSetIsNamed()
    {
        Assert.Contains("is not laid out as CIFAR10-DVS; expected a folder a class (airplane", Fails(Catalog.Cifar10Dvs), StringComparison.Ordinal);
        Assert.Contains("with the lists train*.txt and test*.txt", Fails(Catalog.NMnist), StringComparison.Ordinal);
        Touch("", "3.bs2", "03.bin", "train.txt", "train2.txt");
        Assert.Contains("several lists for train: train.txt, train2.txt", Fails(Catalog.NMnist), StringComparison.Ordinal);
        File.WriteAllText(_folder.Combine("train.txt"), "3 1");
        File.Delete(_folder.Combine("train2.txt"));
        Assert.Contains("one recording a number", Fails(Catalog.NMnist), StringComparison.Ordinal);
        Assert.Contains("does not exist", Assert.Throws<DatasetException>(() => Catalog.NMnist.Open(_folder.Combine("no"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void PartsThatShareARecordingAreFound()
    {
        Touch("train/a", "1.aedat", "2.aedat");
        Touch("test/a", "1.aedat", "3.aedat");
        EventDataset set = EventDataset.FromFolder(_folder.Path);
        set.CheckNoLeak(); // empty files are no recordings
        Write("train/a/1.aedat", 100);
        Write("train/a/2.aedat", 100); // the same twice in one part is no leak
        Write("test/a/1.aedat", 101);
        set.CheckNoLeak();
        byte[] other = OrientationTests.Recording(100);
        other[^1] ^= 1;
        File.WriteAllBytes(_folder.Combine("test", "a", "3.aedat"), other); // as long, but not the same
        set.CheckNoLeak();
        Write("train/a/2.aedat", 2000);
        other = OrientationTests.Recording(2000);
        other[^1] ^= 1; // the same for thousands of bytes
        File.WriteAllBytes(_folder.Combine("test", "a", "3.aedat"), other);
        set.CheckNoLeak();
        File.WriteAllBytes(_folder.Combine("train", "a", "2.aedat"), other);
        Assert.Contains("test/a/3.aedat (test) is the same recording as train/a/2.aedat (train)", Assert.Throws<DatasetException>(() => set.CheckNoLeak()).Message, StringComparison.Ordinal);
        Write("test/a/3.aedat", 100);
        string message = Assert.Throws<DatasetException>(() => set.CheckNoLeak()).Message;
        Assert.Contains("test/a/3.aedat (test) is the same recording as train/a/1.aedat (train)", message, StringComparison.Ordinal);
        set.Split("train").CheckNoLeak();
        Assert.Throws<OperationCanceledException>(() => set.CheckNoLeak(new CancellationToken(canceled: true)));

        void Write(string file, int events) => File.WriteAllBytes(_folder.Combine(file.Split('/')), OrientationTests.Recording(events));
    }

    private string Fails(DatasetManifest manifest) => Assert.Throws<DatasetException>(() => manifest.Open(_folder.Path)).Message;

    private void Touch(string folder, params string[] files)
    {
        Directory.CreateDirectory(_folder.Combine(folder));
        foreach (string file in files)
            File.WriteAllText(_folder.Combine(folder, file), "");
    }
}
