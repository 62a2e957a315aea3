using System.Security.Cryptography;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Tests.Datasets;

public sealed class FashionDvsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FashionDvsOptions _options;

    public FashionDvsTests()
    {
        string source = Directory.CreateDirectory(_folder.Combine("source")).FullName;
        IdxFixture.WriteFashionMnist(source, 60, 30);
        _options = new FashionDvsOptions { TrainPerClass = 3, TestPerClass = 2, FashionMnistRoot = source, Path = new SaccadePath(3, 10_000) };
    }

    private string Target => _folder.Combine("made", "set");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ASetIsMadeWithLabelsPartsAndNames()
    {
        FashionDvsResult result = FashionDvs.Synthesize(Target, _options);
        Assert.False(result.AlreadyPresent);
        Assert.Equal(50, result.Recordings);
        Assert.Equal(["train", "test"], result.Dataset.Splits);
        Assert.Equal(FashionMnist.ClassNames, result.Dataset.Classes);
        Assert.True(File.Exists(Path.Combine(Target, "train", "T-shirt_top", "fashion_T-shirt_top_2.aedat")));
        Assert.True(File.Exists(Path.Combine(Target, "test", "Ankle_boot", "fashion_Ankle_boot_1.aedat")));
        long events = 0;
        foreach (EventSample sample in EventDataset.FromFolder(Target))
        {
            using EventReader reader = sample.Open();
            using EventBuffer recording = reader.ReadAll();
            events += recording.Count;
            Assert.Equal("aedat2", reader.Header.Format);
            Assert.Equal(SensorSize.NMnist, reader.OrientedSensorSize);
            Assert.Contains("Synthetic: Fashion-DVS", reader.Header.Text, StringComparison.Ordinal);
            Assert.Contains($"label {sample.Label}\n", reader.Header.Text, StringComparison.Ordinal);
            Assert.All(recording.Span.X.ToArray(), x => Assert.InRange(x, 0, 33));
            Assert.True(recording.Span.IsTimeOrdered());
        }

        Assert.Equal(events, result.Events);
        Assert.Equal([Target], Directory.GetFileSystemEntries(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void BytesDoNotDependOnThreadsOrOnWhatElseIsMade()
    {
        FashionDvs.Synthesize(Target, _options with { Threads = 1 });
        FashionDvs.Synthesize(_folder.Combine("four"), _options with { Threads = 4 });
        FashionDvs.Synthesize(_folder.Combine("more"), _options with { TrainPerClass = 5 });
        FashionDvs.Synthesize(_folder.Combine("seed"), _options with { Seed = 2 });
        foreach (string file in Directory.GetFiles(Target, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(Target, file);
            Assert.Equal(Hash(file), Hash(_folder.Combine("four", relative)));
            if (!file.EndsWith(".aedat", StringComparison.Ordinal))
                continue;
            Assert.Equal(Hash(file), Hash(_folder.Combine("more", relative)));
            Assert.NotEqual(Hash(file), Hash(_folder.Combine("seed", relative)));
        }
    }

    [Fact]
    public void ASecondRunTakesTheSetAsItIs()
    {
        FashionDvsResult first = FashionDvs.Synthesize(Target, _options);
        Dictionary<string, DateTime> times = Directory.GetFiles(Target, "*", SearchOption.AllDirectories).ToDictionary(f => f, File.GetLastWriteTimeUtc);
        Directory.Delete(_options.FashionMnistRoot!, recursive: true);
        FashionDvsResult second = FashionDvs.Synthesize(Target + Path.DirectorySeparatorChar, _options with { Threads = 2 });
        Assert.True(second.AlreadyPresent);
        Assert.Equal((first.Recordings, first.Events, first.Dataset.Count), (second.Recordings, second.Events, second.Dataset.Count));
        Assert.All(times, t => Assert.Equal(t.Value, File.GetLastWriteTimeUtc(t.Key)));
    }

    [Fact]
    public void AnotherSetOrADamagedOneIsReplacedOnlyWhenTold()
    {
        FashionDvs.Synthesize(Target, _options);
        FashionDvsOptions other = _options with { Seed = 9, TestPerClass = 1 };
        DatasetException error = Assert.Throws<DatasetException>(() => FashionDvs.Synthesize(Target, other));
        Assert.Contains("test a class 2, wanted 1; seed 1, wanted 9", error.Message, StringComparison.Ordinal);
        Assert.Contains("Replace", error.Message, StringComparison.Ordinal);
        Assert.Equal(40, FashionDvs.Synthesize(Target, other with { Replace = true }).Recordings);
        Assert.True(FashionDvs.Synthesize(Target, other).AlreadyPresent);

        File.Delete(Path.Combine(Target, "test", "Bag", "fashion_Bag_0.aedat"));
        error = Assert.Throws<DatasetException>(() => FashionDvs.Synthesize(Target, other));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
        Assert.Contains("Bag", error.Message, StringComparison.Ordinal);
        Assert.False(FashionDvs.Synthesize(Target, other with { Replace = true }).AlreadyPresent);
        string cut = Path.Combine(Target, "train", "Coat", "fashion_Coat_1.aedat");
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^8]);
        Assert.Contains("Coat", Assert.Throws<DatasetException>(() => FashionDvs.Synthesize(Target, other)).Message, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(Target, "neurokit-dataset.json"), """{"dataset": "fashion-dvs", "generator": 77, "novel": true}""");
        Assert.Contains("another version", Assert.Throws<DatasetException>(() => FashionDvs.Synthesize(Target, other)).Message, StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => EventDataset.FromFolder(Target));
        Assert.False(FashionDvs.Synthesize(Target, other with { Replace = true }).AlreadyPresent);
        Assert.Equal([Target], Directory.GetFileSystemEntries(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void AFolderOfOthersIsNeverTouched()
    {
        Directory.CreateDirectory(Target);
        File.WriteAllText(Path.Combine(Target, "thesis.txt"), "precious");
        DatasetException error = Assert.Throws<DatasetException>(() => FashionDvs.Synthesize(Target, _options with { Replace = true }));
        Assert.Contains("is not a Fashion-DVS set", error.Message, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(Path.Combine(Target, "thesis.txt")));
        File.Delete(Path.Combine(Target, "thesis.txt"));
        Assert.Equal(50, FashionDvs.Synthesize(Target, _options).Recordings); // an empty folder is free
    }

    [Fact]
    public void CancelledWorkLeavesNothing()
    {
        using var cancel = new CancellationTokenSource();
        var progress = new Stopper(cancel, after: 10);
        Assert.ThrowsAny<OperationCanceledException>(() => FashionDvs.Synthesize(Target, _options, progress, cancel.Token));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void AFailureIsThrownAsItIsAndLeavesNothing()
    {
        FashionDvsOptions failing = _options with { Path = new BrokenPath() };
        Assert.Equal("broken", Assert.Throws<NotSupportedException>(() => FashionDvs.Synthesize(Target, failing)).Message);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Target)!));
        DatasetException error = Assert.Throws<DatasetException>(() => FashionDvs.Synthesize(Target, _options with { TrainPerClass = 7 }));
        Assert.Contains("has 6 pictures", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Target)!));
    }

    [Fact]
    public void WhatAKilledRunLeftIsRemovedAndWhatOneInProgressHoldsIsNot()
    {
        string parent = Directory.CreateDirectory(Path.GetDirectoryName(Target)!).FullName;
        string dead = Directory.CreateDirectory(Path.Combine(parent, ".set.0123.partial", "train")).Parent!.FullName;
        File.WriteAllText(Path.Combine(dead, ".lock"), "");
        string alive = Directory.CreateDirectory(Path.Combine(parent, ".set.4567.partial")).FullName;
        string other = Directory.CreateDirectory(Path.Combine(parent, ".set2.89.partial")).FullName;
        using (new FileStream(Path.Combine(alive, ".lock"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            FashionDvs.Synthesize(Target, _options);
        Assert.False(Directory.Exists(dead));
        Assert.True(Directory.Exists(alive));
        Assert.True(Directory.Exists(other));
    }

    [Fact]
    public void ProgressRunsFromNothingToAll()
    {
        var progress = new Recorder();
        FashionDvs.Synthesize(Target, _options with { Threads = 3 }, progress);
        Assert.Equal(new FashionDvsProgress(0, 50), progress.Reports[0]);
        Assert.Equal(new FashionDvsProgress(50, 50), progress.Reports[^1]);
        for (int i = 1; i < progress.Reports.Count; i++)
            Assert.True(progress.Reports[i].Done >= progress.Reports[i - 1].Done);
    }

    [Fact]
    public void ALargerSensorSeesAnEnlargedPicture()
    {
        FashionDvsResult small = FashionDvs.Synthesize(Target, _options with { TestPerClass = 0 });
        FashionDvsResult large = FashionDvs.Synthesize(_folder.Combine("large"), _options with { TestPerClass = 0, SensorSize = SensorSize.Dvs128 });
        FashionDvsResult davis = FashionDvs.Synthesize(_folder.Combine("davis"), _options with { TestPerClass = 0, SensorSize = SensorSize.Davis240 });
        Assert.True(large.Events > 4 * small.Events);
        using EventReader reader = davis.Dataset[0].Open();
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(SensorSize.Davis240, reader.OrientedSensorSize);
        Assert.True(events.Span.X.ToArray().Max() > 127);
        Assert.Throws<ArgumentOutOfRangeException>(() => FashionDvs.Synthesize(_folder.Combine("huge"), _options with { SensorSize = new SensorSize(241, 100) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => FashionDvs.Synthesize(_folder.Combine("none"), _options with { TrainPerClass = 0, TestPerClass = 0 }));
    }

    // N-MNIST's recordings: 1,069 / 4,164 / 7,152 events (least, median, most of 1,100), half ON, 308 ms.
    [SkippableFact]
    public void RecordingsLookLikeNMnists()
    {
        Skip.IfNot(FashionMnist.IsInstalled(), $"{FashionMnist.DebianPackage} is not installed");
        FashionDvsResult result = FashionDvs.Synthesize(Target, new FashionDvsOptions { TrainPerClass = 10, TestPerClass = 0 });
        List<int> counts = [];
        long on = 0;
        foreach (EventSample sample in result.Dataset)
        {
            using EventReader reader = sample.Open();
            EventStatistics statistics = EventStatistics.Compute(reader);
            counts.Add((int)statistics.Events);
            on += statistics.On;
            Assert.InRange(statistics.DurationMicroseconds!.Value, 250_000, 300_000);
            Assert.InRange((double)statistics.On / statistics.Events, 0.4, 0.6);
        }

        counts.Sort();
        Assert.InRange(counts[0], 1_000, 7_000);
        Assert.InRange(counts[50], 3_500, 5_000);
        Assert.InRange(counts[95], 4_000, 7_000);
        Assert.InRange((double)on / result.Events, 0.48, 0.53);
    }

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));

    private sealed class Stopper(CancellationTokenSource cancel, int after) : IProgress<FashionDvsProgress>
    {
        public void Report(FashionDvsProgress value)
        {
            if (value.Done >= after)
                cancel.Cancel();
        }
    }

    private sealed class Recorder : IProgress<FashionDvsProgress>
    {
        public List<FashionDvsProgress> Reports { get; } = [];

        public void Report(FashionDvsProgress value) => Reports.Add(value);
    }

    private sealed class BrokenPath : ImagePath
    {
        public override long DurationMicroseconds => 1000;

        public override string Description => "broken";

        public override PathOffset OffsetAt(long timeMicroseconds) => throw new NotSupportedException("broken");
    }
}
