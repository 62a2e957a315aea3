using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.Formats.Aedat2;
using NeuroKit.Events.Labels;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Stores;
using NeuroKit.Frames.Tests.Loading;
using NeuroKit.Tests;

namespace NeuroKit.Frames.Tests.Stores;

/// <summary>What goes into a store comes out of it, and nothing that was made from other sources or by other options.</summary>
public sealed class EventStoreTests : IDisposable
{
    private readonly StoreFolder _store = new();
    private readonly RecordingFolder _recordings = RecordingFolder.Of(14);

    public void Dispose()
    {
        _recordings.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void EventsComeBackAsTheFilesGiveThem(int workers)
    {
        EventDataset dataset = _recordings.Dataset;
        ImportResult result = _store.Create().Import(dataset, new ImportOptions { Workers = workers, SegmentBytes = 2000 });
        Assert.False(result.WasPresent);
        Assert.Empty(result.Failures);
        Assert.Equal(dataset.Count, result.Dataset.Count);
        for (int i = 0; i < dataset.Count; i++)
        {
            Assert.Equal(dataset[i], result.Dataset[i] with { Source = null });
            using EventReader file = dataset[i].Open();
            using EventReader stored = result.Dataset[i].Open();
            Assert.Equal(file.Header.Format, stored.Header.Format);
            Assert.Equal(file.OrientedSensorSize, stored.OrientedSensorSize);
            Assert.Equal(file.Name, stored.Name);
            using EventBuffer expected = file.ReadAll();
            Assert.Equal(new EventTotals(expected.Count, expected.Span.T[0], expected.Span.T[^1], Exact: true), stored.Totals);
            using EventBuffer actual = stored.ReadAll();
            Assert.Equal(EventDigests.Of(expected), EventDigests.Of(actual));
            using EventReader again = stored.Reopen();
            using EventBuffer reread = again.ReadAll();
            Assert.Equal(EventDigests.Of(expected), EventDigests.Of(reread));
        }

        Assert.Empty(_store.Create().Verify());
        Assert.Empty(_store.Leftovers());
    }

    [Fact]
    public void ALoaderGivesTheSameBatches()
    {
        EventDataset stored = _store.Create().Import(_recordings.Dataset).Dataset;
        foreach (FrameBinning rule in (FrameBinning[])[FrameBinning.ByCount(4), FrameBinning.ByTime(3), FrameBinning.ByDuration(300)])
        {
            var options = new FrameLoaderOptions { Workers = 2, BatchSize = 4, Shuffle = true, Seed = 5 };
            BatchCopy.AssertEqual(
                BatchCopy.All(new FrameLoader(_recordings.Dataset, rule, options).Epoch(2)),
                BatchCopy.All(new FrameLoader(stored, rule, options).Epoch(2)));
        }
    }

    [Fact]
    public void WhatIsStoredDoesNotDependOnThreadsOrThePlace()
    {
        var options = new ImportOptions { Workers = 1, SegmentBytes = 1500 };
        string key = _store.Create().Import(_recordings.Dataset, options).Set.Key;
        SortedDictionary<string, byte[]> files = _store.Files();
        using var other = new StoreFolder();
        Assert.Equal(key, other.Create().Import(_recordings.Dataset, options with { Workers = 4 }).Set.Key);
        Assert.Equal(files, other.Files());

        using var moved = new TemporaryFolder();
        string root = Path.Combine(moved.Path, Path.GetFileName(_recordings.Path));
        CopyFolder(_recordings.Path, root);
        using var third = new StoreFolder();
        Assert.Equal(key, third.Create().Import(EventDataset.FromFolder(root), options).Set.Key);
    }

    [Fact]
    public void TheSecondImportFindsTheFirst()
    {
        EventStore store = _store.Create();
        string key = store.Import(_recordings.Dataset).Set.Key;
        ImportResult second = store.Import(_recordings.Dataset);
        Assert.True(second.WasPresent);
        Assert.Equal(key, second.Set.Key);
        Assert.Equal(key, store.Find(_recordings.Dataset)!.Set.Key);
        // A part of it is there too, whatever divides it.
        EventDataset divided = _recordings.Dataset.WithSplit(Splits.Random(3, 0.5));
        ImportResult train = store.Import(divided.Split("train"));
        Assert.True(train.WasPresent);
        Assert.All(train.Dataset, s => Assert.Equal("train", s.Split));
        Assert.Single(store.Sets());
    }

    [Fact]
    public void AChangedOptionIsAnotherKey()
    {
        EventStore store = _store.Create();
        var keys = new HashSet<string> { store.Import(_recordings.Dataset).Set.Key };
        EventReadOptions[] others =
        [
            new() { Policy = EventReadPolicy.KeepWhole },
            new() { SensorSize = new SensorSize(20, 20) },
            new() { Orientation = new Orientation(true, false, false) },
            new() { Orientation = new Orientation(false, true, false) },
            new() { Orientation = new Orientation(false, false, true) },
            new() { Format = "aedat2" },
            new() { FormatOptions = [new Aedat2Options { Chip = Aedat2Chip.Dvs128 }] },
        ];
        foreach (EventReadOptions reading in others)
        {
            ImportResult result = store.Import(_recordings.Dataset, new ImportOptions { ReadOptions = reading });
            Assert.False(result.WasPresent, reading.ToString());
            Assert.True(keys.Add(result.Set.Key), reading.ToString());
            using EventReader file = _recordings.Dataset[3].Open(reading);
            using EventReader stored = result.Dataset[3].Open(reading);
            using EventBuffer expected = file.ReadAll();
            using EventBuffer actual = stored.ReadAll();
            Assert.Equal(EventDigests.Of(expected), EventDigests.Of(actual));
            Assert.Equal(file.OrientedSensorSize, stored.OrientedSensorSize);
            // Asked for otherwise than stored: an error, never the wrong events.
            StoreException error = Assert.Throws<StoreException>(() => result.Dataset[3].Open());
            Assert.Contains("other options", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<StoreException>(() => store.Import(_recordings.Dataset).Dataset[0].Open(new EventReadOptions { CollectSidePackets = true }));
    }

    [Fact]
    public void ANewReaderVersionIsAnotherKey()
    {
        EventStore store = _store.Create();
        string key = store.Import(_recordings.Dataset).Set.Key;
        EventDataset read = EventDataset.FromFolder(_recordings.Path, formats: EventFormats.Default.With(new NewerFormat()));
        ImportResult newer = store.Import(read);
        Assert.False(newer.WasPresent);
        Assert.NotEqual(key, newer.Set.Key);
        Assert.True(store.Import(read).WasPresent);
        Assert.True(store.Import(_recordings.Dataset).WasPresent);
    }

    [Fact]
    public void AChangedFileIsImportedAgain()
    {
        EventStore store = _store.Create();
        string key = store.Import(_recordings.Dataset).Set.Key;
        string path = _recordings.Dataset[5].Path;
        byte[] bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1; // a later time, the length as before
        File.WriteAllBytes(path, bytes);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(1));
        Assert.Null(store.Find(_recordings.Dataset));
        ImportResult result = store.Import(_recordings.Dataset);
        Assert.False(result.WasPresent);
        Assert.NotEqual(key, result.Set.Key);
        using EventReader file = _recordings.Dataset[5].Open();
        using EventReader stored = result.Dataset[5].Open();
        using EventBuffer expected = file.ReadAll();
        using EventBuffer actual = stored.ReadAll();
        Assert.Equal(EventDigests.Of(expected), EventDigests.Of(actual));

        // The old set is of no use any more.
        PrunedItem removed = Assert.Single(store.Prune());
        Assert.Contains("replaced", removed.Reason, StringComparison.Ordinal);
        Assert.Equal(result.Set.Key, Assert.Single(store.Sets()).Key);
    }

    [Fact]
    public void ATouchedFileIsReadAndFoundUnchanged()
    {
        EventStore store = _store.Create();
        string key = store.Import(_recordings.Dataset).Set.Key;
        foreach (EventSample sample in _recordings.Dataset)
            File.SetLastWriteTimeUtc(sample.Path, DateTime.UtcNow.AddHours(-5));
        ImportResult result = store.Import(_recordings.Dataset);
        Assert.True(result.WasPresent);
        Assert.Equal(key, result.Set.Key);
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void ALabelThatChangesNeedsNoImport()
    {
        EventStore store = _store.Create();
        store.Import(_recordings.Dataset);
        ImportResult result = store.Import(_recordings.Dataset.Select(s => s with { Label = 1 - s.Label }));
        Assert.True(result.WasPresent);
        Assert.Equal(_recordings.Dataset.Select(s => 1 - s.Label), result.Dataset.Select(s => s.Label));
    }

    [Fact]
    public void WindowsAreCutAndPartOfTheKey()
    {
        EventDataset windows = Windows(0);
        EventStore store = _store.Create();
        ImportResult result = store.Import(windows, new ImportOptions { SegmentBytes = 1, Workers = 2 });
        Assert.Equal(windows.Count, result.Dataset.Count);
        for (int i = 0; i < windows.Count; i++)
        {
            using EventReader file = windows[i].Open();
            using EventReader stored = result.Dataset[i].Open();
            using EventBuffer expected = file.ReadAll();
            using EventBuffer actual = stored.ReadAll();
            Assert.Equal(EventDigests.Of(expected), EventDigests.Of(actual));
        }

        // The same names over other windows: the label file changed.
        ImportResult moved = store.Import(Windows(100));
        Assert.False(moved.WasPresent);
        Assert.NotEqual(result.Set.Key, moved.Set.Key);

        EventDataset Windows(long shift)
            => EventDataset.Create(_recordings.Path, _recordings.Dataset.Classes, _recordings.Dataset.SelectMany(s => Enumerable.Range(0, 3).Select(row => s with
            {
                Id = $"{s.Id}#{row}",
                Window = new LabelWindow(row, s.Label, shift + (row * 200), shift + (row * 200) + 250),
            })));
    }

    [Fact]
    public void ABadRecordingEndsTheImportWithItsName()
    {
        string bad = Break(9);
        EventStore store = _store.Create();
        StoreException error = Assert.Throws<StoreException>(() => store.Import(_recordings.Dataset, new ImportOptions { Workers = 3, SegmentBytes = 1 }));
        Assert.StartsWith(bad, error.Message, StringComparison.Ordinal);
        Assert.IsType<InvalidEventDataException>(error.InnerException);
        Assert.Empty(store.Sets());
    }

    [Fact]
    public void BadRecordingsCanBeLeftOut()
    {
        string bad = Break(9);
        EventStore store = _store.Create();
        var options = new ImportOptions { OnFailure = ImportFailureHandling.Collect, Workers = 2 };
        ImportResult result = store.Import(_recordings.Dataset, options);
        ImportFailure failure = Assert.Single(result.Failures);
        Assert.Equal(bad, failure.Sample.Path);
        Assert.StartsWith(bad, failure.Problem, StringComparison.Ordinal);
        Assert.Equal(_recordings.Dataset.Count - 1, result.Dataset.Count);
        Assert.Equal((_recordings.Dataset.Count - 1, 1), (result.Set.Recordings, result.Set.Failed));
        ImportResult again = store.Import(_recordings.Dataset, options);
        Assert.True(again.WasPresent);
        Assert.Single(again.Failures);
        Assert.Empty(store.Verify());
        // Who wants them all is not given less.
        Assert.Throws<StoreException>(() => store.Import(_recordings.Dataset));
    }

    [Fact]
    public void NothingButBadRecordingsIsAnError()
    {
        for (int i = 0; i < _recordings.Dataset.Count; i++)
            Break(i);
        StoreException error = Assert.Throws<StoreException>(() => _store.Create().Import(_recordings.Dataset, new ImportOptions { OnFailure = ImportFailureHandling.Collect }));
        Assert.Contains("none of 14", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AStoreOpensADataSetWithoutItsFiles()
    {
        EventStore store = _store.Create();
        var reading = new EventReadOptions { Orientation = new Orientation(true, false, false) };
        ImportResult result = store.Import(_recordings.Dataset, new ImportOptions { ReadOptions = reading });
        var expected = new List<EventDigests>();
        foreach (EventSample sample in _recordings.Dataset)
        {
            using EventReader reader = sample.Open(reading);
            using EventBuffer events = reader.ReadAll();
            expected.Add(EventDigests.Of(events));
            File.Delete(sample.Path);
        }

        EventDataset opened = EventStore.Open(_store.Path).OpenDataset(result.Set.Name);
        Assert.Equal(_recordings.Dataset.Select(s => (s.Id, s.Path, s.Label, s.ClassName)), opened.Select(s => (s.Id, s.Path, s.Label, s.ClassName)));
        for (int i = 0; i < opened.Count; i++)
        {
            using EventReader reader = opened[i].Open();
            using EventBuffer events = reader.ReadAll();
            Assert.Equal(expected[i], EventDigests.Of(events));
        }

        Assert.Equal(opened.Count, store.OpenDataset(result.Set.Key[..10]).Count);
        Assert.Contains("its sets are", Assert.Throws<StoreException>(() => store.OpenDataset("nothing")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AManifestComesBackWithTheDataSet()
    {
        using var folder = new TemporaryFolder();
        string root = folder.File("cifar");
        Directory.CreateDirectory(Path.Combine(root, "airplane"));
        using EventBuffer events = _recordings.Events[3].Span.ToBuffer();
        EventFile.Write(Path.Combine(root, "airplane", "cifar10_airplane_0.aedat"), events, new EventWriteOptions { Format = "aedat2", SensorSize = SensorSize.Dvs128 });
        EventDataset dataset = EventDataset.FromFolder(root, Catalog.Cifar10Dvs);
        EventStore store = _store.Create();
        store.Import(dataset);
        EventDataset opened = store.OpenDataset("cifar10-dvs");
        Assert.Equal(dataset.Manifest!.ToJson(), opened.Manifest!.ToJson());
        Assert.Equal(dataset.Classes, opened.Classes);
        using EventReader file = dataset[0].Open();
        using EventReader stored = opened[0].Open();
        using EventBuffer expected = file.ReadAll();
        using EventBuffer actual = stored.ReadAll();
        Assert.Equal(EventDigests.Of(expected), EventDigests.Of(actual));
    }

    [Fact]
    public void AProgramWritesASetOfItsOwn()
    {
        EventStore store = _store.Create();
        using (EventStoreWriter abandoned = store.CreateWriter("made", ["a", "b"]))
            abandoned.Add("x", 0, _recordings.Events[0]);
        Assert.Empty(store.Sets());
        Assert.Empty(_store.Leftovers());

        using EventStoreWriter writer = store.CreateWriter("made", ["a", "b"], RecordingFolder.Size);
        writer.Add("x", 0, _recordings.Events[0], split: "train");
        writer.Add("y", 1, _recordings.Events[1], subject: "somebody");
        Assert.Throws<ArgumentException>(() => writer.Add("y", 1, _recordings.Events[1]));
        Assert.Throws<ArgumentException>(() => writer.Add("z", 2, _recordings.Events[1]));
        EventDataset made = writer.Complete();
        Assert.Equal(["x", "y"], made.Select(s => s.Id));
        using EventReader reader = store.OpenDataset("made")[1].Open();
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(EventDigests.Of(_recordings.Events[1]), EventDigests.Of(events));
        Assert.Equal(RecordingFolder.Size, reader.OrientedSensorSize);
        Assert.Empty(store.Verify());
    }

    [Fact]
    public void AnImportCanBeCancelledAndGoesOn()
    {
        EventStore store = _store.Create();
        using var source = new CancellationTokenSource();
        var progress = new Progress(p =>
        {
            if (p.Done == 6)
                source.Cancel();
        });
        var options = new ImportOptions { Workers = 2, SegmentBytes = 1 };
        Assert.ThrowsAny<OperationCanceledException>(() => store.Import(_recordings.Dataset, options, progress, source.Token));
        Assert.Empty(store.Sets());
        ImportResult result = store.Import(_recordings.Dataset, options);
        Assert.InRange(result.Resumed, 1, 13);
        Assert.Empty(store.Verify());
        using var other = new StoreFolder();
        Assert.Equal(other.Create().Import(_recordings.Dataset, options).Set.Key, result.Set.Key);
        Assert.Equal(other.Files(), _store.Files());
    }

    [Fact]
    public void ProgressCountsToTheEnd()
    {
        var seen = new List<ImportProgress>();
        _store.Create().Import(_recordings.Dataset, new ImportOptions { Workers = 3 }, new Progress(seen.Add));
        Assert.Equal(Enumerable.Range(0, 15), seen.Select(p => p.Done));
        Assert.Equal(_recordings.Events.Sum(e => (long)e.Count), seen[^1].Events);
        Assert.All(seen, p => Assert.Equal(14, p.Total));
    }

    [Fact]
    public void SeveralMayMakeTheStoreAtATime()
    {
        for (int round = 0; round < 20; round++)
        {
            using var folder = new StoreFolder();
            Parallel.For(0, 8, _ => folder.Create());
        }
    }

    [Fact]
    public void AFolderOfSomethingElseIsNoStore()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("letter.txt"), "dear");
        Assert.Contains("not empty", Assert.Throws<StoreException>(() => EventStore.Create(folder.Path)).Message, StringComparison.Ordinal);
        Assert.Throws<StoreException>(() => EventStore.Open(folder.Path));
        Assert.Throws<StoreException>(() => EventStore.Open(folder.File("none")));
    }

    private string Break(int index)
    {
        string path = _recordings.Dataset[index].Path;
        using FileStream file = File.OpenWrite(path);
        file.SetLength(file.Length - 3);
        return path;
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private sealed class Progress(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }

    private sealed class NewerFormat : EventFormat
    {
        public override string Name => "aedat2";

        public override string Description => "AEDAT 2.0, read otherwise";

        public override IReadOnlyList<string> Extensions => Aedat2Format.Instance.Extensions;

        public override int ReaderVersion => 2;

        public override EventFormatCapabilities Capabilities => Aedat2Format.Instance.Capabilities;

        public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name) => Aedat2Format.Instance.Detect(start, name);

        public override EventReader Open(Events.IO.EventSource source, EventReadOptions options) => Aedat2Format.Instance.Open(source, options);
    }
}
