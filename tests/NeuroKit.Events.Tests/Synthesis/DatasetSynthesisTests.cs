using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Formats.Atis;

namespace NeuroKit.Events.Tests.Synthesis;

public sealed class DatasetSynthesisTests : IDisposable
{
    private readonly Datasets.TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Sets of a hundred classes are made of a few, and of all where NEUROKIT_LONG is 1.
    [SkippableTheory]
    [InlineData("cifar10-dvs", 2, null, 20)]
    [InlineData("dvs-gesture", 5, null, 5 * 12 + 12)]
    [InlineData("dvs-lip", 1, 8, 16)]
    [InlineData("dvs-lip", 1, null, 200)]
    [InlineData("n-caltech101", 1, 12, 12)]
    [InlineData("n-caltech101", 1, null, 101)]
    [InlineData("n-cars", 8, null, 20)]
    [InlineData("n-mnist", 4, null, 50)]
    public void AStandInOpensAsItsDataSetAndHoldsWhatItSays(string id, int perClass, int? classes, int samples)
    {
        SkipUnlessQuick(samples);
        string root = _folder.Combine("set");
        var options = new DatasetSynthesisOptions { PerClass = perClass, Classes = classes };
        DatasetSynthesisResult made = DatasetSynthesis.Create(id, root, options);
        Assert.False(made.AlreadyPresent);
        Assert.Equal(samples, made.Samples);
        EventDataset set = Catalog.Get(id).Open(root);
        Assert.True(set.IsSynthetic);
        Assert.True(set.Manifest!.IsSynthetic);
        Assert.Equal(samples, set.Count);
        Assert.Equal(made.Manifest.Splits.Select(s => s.Recordings), set.Manifest.Splits.Select(s => s.Recordings));
        DatasetStatistics statistics = DatasetStatistics.Compute(set);
        Assert.Equal(made.Events, statistics.Overall.Events);
        Assert.InRange(statistics.Overall.MinEvents, 200, 400_000);
        Assert.Equal(0, statistics.Overall.OutOfOrder);
        Assert.InRange(statistics.Overall.OnShare!.Value, 0.3, 0.7);
        Assert.True(statistics.Overall.MaxX < statistics.SensorSize!.Value.Width && statistics.Overall.MaxY < statistics.SensorSize.Value.Height);
        Assert.All(statistics.Classes, (c, label) => Assert.Equal(label < (classes ?? int.MaxValue), c.Samples > 0));
        DatasetVerificationResult verified = DatasetVerification.Run(Catalog.Get(id), root);
        Assert.Empty(verified.Problems);
        Assert.Equal(samples, verified.Samples);
        if (set.SplitRule is not null)
            set.CheckNoLeak();
        Assert.True(DatasetSynthesis.Create(id, root, options with { Threads = 1 }).AlreadyPresent);
        Assert.Equal(set.Count, EventDataset.FromFolder(root).Count);
        Assert.True(EventDataset.FromFolder(root).IsSynthetic);
    }

    // On another machine, another runtime, another number of threads.
    [Theory]
    [InlineData("cifar10-dvs", "6ac1081017d5a852")]
    [InlineData("dvs-gesture", "dcd1139a5df7fe15")]
    [InlineData("n-cars", "6467446b41adaab5")]
    [InlineData("n-mnist", "33c93344b18a35c2")]
    public void TheSameSeedGivesTheSameBytesEverywhere(string id, string expected)
    {
        DatasetSynthesis.Create(id, _folder.Combine("one"), new DatasetSynthesisOptions { PerClass = 1, Seed = 7, Threads = 1 });
        DatasetSynthesis.Create(id, _folder.Combine("many"), new DatasetSynthesisOptions { PerClass = 1, Seed = 7, Threads = 4 });
        DatasetSynthesis.Create(id, _folder.Combine("other"), new DatasetSynthesisOptions { PerClass = 1, Seed = 8, Threads = 4 });
        string digest = DigestOf(_folder.Combine("one"));
        Assert.Equal(digest, DigestOf(_folder.Combine("many")));
        Assert.NotEqual(digest, DigestOf(_folder.Combine("other")));
        Assert.Equal(expected, digest);
    }

    [Theory]
    [InlineData("cifar10-dvs", 6, 0.6)]
    [InlineData("dvs-gesture", 8, 0.6)]
    [InlineData("n-mnist", 12, 0.6)]
    [InlineData("n-cars", 12, 0.8)]
    public void ClassesCanBeLearned(string id, int perClass, double least)
    {
        string root = _folder.Combine("set");
        DatasetSynthesis.Create(id, root, new DatasetSynthesisOptions { PerClass = perClass });
        EventDataset set = Catalog.Get(id).Open(root);
        if (set.SplitRule is null)
            set = set.WithSplit(Splits.Random(1, 0.75));
        double accuracy = NearestMean.Accuracy(set.Split("train"), set.Split("test"));
        Assert.True(accuracy >= least, $"nearest mean picture of {id}: {accuracy:P0}");
    }

    [Fact]
    public void NCaltech101HasOverflowMarkers()
    {
        string root = _folder.Combine("set");
        DatasetSynthesis.Create("n-caltech101", root, new DatasetSynthesisOptions { PerClass = 2, Classes = 1 });
        EventDataset set = Catalog.NCaltech101.Open(root);
        Assert.Equal("Caltech101/BACKGROUND_Google/image_0001.bin", set[0].Id);
        byte[] bytes = File.ReadAllBytes(set[0].Path);
        Assert.Equal(2, Enumerable.Range(0, bytes.Length / 5).Count(i => bytes[(5 * i) + 1] == 240));
        Assert.DoesNotContain(Enumerable.Range(0, 100), i => File.ReadAllBytes(set[1].Path)[(5 * i) + 1] == 240);
        using EventBuffer handled = Read(set[0], default);
        using EventBuffer kept = Read(set[0], Atis40OverflowMarkers.Keep);
        Assert.True(handled.Span.IsTimeOrdered());
        Assert.False(kept.Span.IsTimeOrdered());
        Assert.Equal(handled.Count + 2, kept.Count);

        static EventBuffer Read(EventSample sample, Atis40OverflowMarkers markers)
        {
            using EventReader reader = sample.Open(new EventReadOptions { FormatOptions = [new Atis40Options { OverflowMarkers = markers }] });
            return reader.ReadAll();
        }
    }

    [Fact]
    public void DvsGestureHasMixedPacketsAndRowsOutOfOrder()
    {
        string root = _folder.Combine("set");
        DatasetSynthesis.Create("dvs-gesture", root, new DatasetSynthesisOptions { PerClass = 4 });
        EventDataset set = Catalog.DvsGesture.Open(root);
        using EventReader reader = set[0].OpenRecording();
        using EventBuffer all = reader.ReadAll();
        Assert.True(reader.Diagnostics.SkippedSpecial > 0);
        Assert.True(reader.Diagnostics.SkippedInvalid > 0);
        Assert.Contains("Synthetic", reader.Header.Text, StringComparison.Ordinal);
        EventSample[] first = [.. set.Where(s => s.Path == set[0].Path)];
        Assert.Equal(12, first.Length);
        Assert.Equal(2, first.Count(s => s.Label == 7));
        long[] starts = [.. first.OrderBy(s => s.Window!.Value.Row).Select(s => s.Window!.Value.StartMicroseconds)];
        Assert.False(starts.SequenceEqual(starts.Order()));
        EventSample[] byTime = [.. first.OrderBy(s => s.Window!.Value.StartMicroseconds)];
        Assert.Contains(Enumerable.Range(1, 11), i => byTime[i - 1].Window!.Value.EndMicroseconds > byTime[i].Window!.Value.StartMicroseconds);
        using EventBuffer window = OpenWhole(first[0]);
        using EventBuffer expected = all.CopyTimeRange(first[0].Window!.Value.StartMicroseconds, first[0].Window!.Value.EndMicroseconds);
        Assert.Equal(expected.Span.T.ToArray(), window.Span.T.ToArray());
        Assert.Equal(["user01_fluorescent.aedat", "user02_fluorescent_led.aedat", "user03_lab.aedat", "user04_led.aedat"], File.ReadAllLines(Path.Combine(root, "DvsGesture", "trials_to_train.txt")));
    }

    [Fact]
    public void Cifar10DvsStandsAsTheCameraDid()
    {
        string root = _folder.Combine("set");
        DatasetSynthesis.Create("cifar10-dvs", root, new DatasetSynthesisOptions { PerClass = 1 });
        EventSample sample = Catalog.Cifar10Dvs.Open(root)[0];
        Assert.Equal("airplane/cifar10_airplane_0.aedat", sample.Id);
        using EventReader reader = EventFile.Open(sample.Path);
        using EventBuffer raw = reader.ReadAll();
        using EventBuffer turned = OpenWhole(sample);
        Assert.Equal("aedat2", reader.Header.Format);
        Assert.Equal(1, reader.Diagnostics.SkippedSpecial);
        Assert.Equal(127 - raw.Span.Y[0], turned.Span.X[0]);
        Assert.Equal(127 - raw.Span.X[0], turned.Span.Y[0]);
        Assert.DoesNotContain("AEChip", reader.Header.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cifar10-dvs", "airplane.zip", null)]
    [InlineData("n-caltech101", "Caltech101.zip", 8)]
    [InlineData("n-cars", "Prophesee_Dataset_n_cars.zip", null)]
    [InlineData("dvs-lip", "DVS-Lip.zip", 5)]
    [InlineData("dvs-gesture", "DvsGesture.tar.gz", null)]
    [InlineData("n-mnist", "Train.zip", null)]
    public void APackedStandInUnpacksToItsDataSet(string id, string archive, int? classes)
    {
        var options = new DatasetSynthesisOptions { PerClass = 1, Classes = classes };
        DatasetSynthesisResult packed = DatasetSynthesis.Create(id, _folder.Combine("packed"), options with { Pack = true });
        Assert.True(File.Exists(_folder.Combine("packed", archive)));
        Assert.DoesNotContain(Directory.EnumerateDirectories(_folder.Combine("packed")), _ => true);
        string unpacked = Directory.CreateDirectory(_folder.Combine("unpacked")).FullName;
        foreach (string file in Directory.GetFiles(_folder.Combine("packed")).Where(f => !f.EndsWith(".json", StringComparison.Ordinal)))
            Unpack(file, unpacked);
        EventDataset set = Catalog.Get(id).Open(unpacked);
        Assert.True(set.IsSynthetic);
        Assert.Equal(packed.Samples, set.Count);
        DatasetSynthesis.Create(id, _folder.Combine("tree"), options);
        EventDataset tree = Catalog.Get(id).Open(_folder.Combine("tree"));
        Assert.Equal(tree.Select(s => Hash(s.Path)), set.Select(s => Hash(s.Path)));
        Assert.True(DatasetSynthesis.Create(id, _folder.Combine("packed"), options with { Pack = true }).AlreadyPresent);
    }

    [Fact]
    public void AFolderThatHoldsSomethingElseIsLeftAlone()
    {
        Directory.CreateDirectory(_folder.Combine("set"));
        File.WriteAllText(_folder.Combine("set", "mine.txt"), "");
        var options = new DatasetSynthesisOptions { PerClass = 1, Replace = true };
        Assert.Contains("is not a stand-in for n-mnist", Assert.Throws<DatasetException>(() => DatasetSynthesis.Create("n-mnist", _folder.Combine("set"), options)).Message, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder.Combine("set", "mine.txt")));
    }

    [Fact]
    public void AnotherStandInIsReplacedWhenAsked()
    {
        string root = _folder.Combine("set");
        var options = new DatasetSynthesisOptions { PerClass = 1 };
        DatasetSynthesis.Create("n-cars", root, options);
        Assert.Contains("seed 1, wanted 2", Assert.Throws<DatasetException>(() => DatasetSynthesis.Create("n-cars", root, options with { Seed = 2 })).Message, StringComparison.Ordinal);
        Assert.False(DatasetSynthesis.Create("n-cars", root, options with { Seed = 2, Replace = true }).AlreadyPresent);
        File.Delete(Catalog.NCars.Open(root)[0].Path);
        Assert.Contains("damaged", Assert.Throws<DatasetException>(() => DatasetSynthesis.Create("n-cars", root, options with { Seed = 2 })).Message, StringComparison.Ordinal);
        Assert.Contains("is not a stand-in for n-mnist", Assert.Throws<DatasetException>(() => DatasetSynthesis.Create("n-mnist", root, options with { Replace = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeMadeIsRefused()
    {
        Assert.Contains("did you mean n-cars?", Refused("n-car"), StringComparison.Ordinal);
        Assert.Contains("FashionDvs.Synthesize", Refused("fashion-dvs"), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSynthesis.Create("n-cars", _folder.Combine("set"), new DatasetSynthesisOptions { PerClass = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSynthesis.Create("dvs-gesture", _folder.Combine("set"), new DatasetSynthesisOptions { PerClass = 200 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSynthesis.Create("n-cars", _folder.Combine("set"), new DatasetSynthesisOptions { Classes = 0 }));
        Assert.Throws<ArgumentException>(() => DatasetSynthesis.Create("dvs-gesture", _folder.Combine("set"), new DatasetSynthesisOptions { Classes = 2 }));
        Assert.False(Directory.Exists(_folder.Combine("set")));

        string Refused(string id) => Assert.Throws<ArgumentException>(() => DatasetSynthesis.Create(id, _folder.Combine("set"))).Message;
    }

    [Fact]
    public void ACancelledStandInLeavesNothing()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => DatasetSynthesis.Create("n-mnist", _folder.Combine("set"), cancellationToken: source.Token));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private static void SkipUnlessQuick(int samples)
        => Skip.If(samples > 80 && Environment.GetEnvironmentVariable("NEUROKIT_LONG") != "1", "takes long: NEUROKIT_LONG=1 runs it");

    private static EventBuffer OpenWhole(EventSample sample)
    {
        using EventReader reader = sample.Open();
        return reader.ReadAll();
    }

    private static void Unpack(string archive, string folder)
    {
        if (archive.EndsWith(".tar.gz", StringComparison.Ordinal))
        {
            using var gzip = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
            TarFile.ExtractToDirectory(gzip, folder, overwriteFiles: true);
            return;
        }

        ZipFile.ExtractToDirectory(archive, folder, overwriteFiles: true);
        foreach (string inner in Directory.GetFiles(folder, "*.zip"))
        {
            Unpack(inner, Directory.CreateDirectory(Path.Combine(folder, Path.GetFileNameWithoutExtension(inner))).FullName);
            File.Delete(inner);
        }
    }

    private static string Hash(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)));

    private static string DigestOf(string root)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in Directory.GetFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(f => !f.EndsWith(".json", StringComparison.Ordinal)))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(root, file).Replace('\\', '/')));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
    }
}
