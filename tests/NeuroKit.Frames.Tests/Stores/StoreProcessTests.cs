using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;
using NeuroKit.Frames.Tests.Loading;

namespace NeuroKit.Frames.Tests.Stores;

/// <summary>Processes that wait for each other, lose their leader, or run out of disk: a set is whole or absent.</summary>
public sealed class StoreProcessTests : IDisposable
{
    private const long SegmentBytes = 4000; // a few recordings
    private const int Recordings = 120;

    private readonly StoreFolder _store = new();
    private readonly RecordingFolder _recordings = RecordingFolder.Of(Recordings);

    public void Dispose()
    {
        _recordings.Dispose();
        _store.Dispose();
    }

    [Fact]
    public void ProcessesThatImportTheSameShareOneSet()
    {
        ChildProcess[] children = [.. Enumerable.Range(0, 4).Select(_ => ChildProcess.Import(_recordings.Path, _store.Path, SegmentBytes, workers: 1))];
        try
        {
            (int Code, string Key, bool WasPresent, int Resumed, string Error)[] results = [.. children.Select(c => c.Finish())];
            Assert.All(results, r => Assert.True(r.Code == 0, r.Error));
            Assert.Single(results.Select(r => r.Key).Distinct());
            Assert.Equal(1, results.Count(r => !r.WasPresent));
        }
        finally
        {
            Array.ForEach(children, c => c.Dispose());
        }

        (_, SortedDictionary<string, byte[]> files) = Undisturbed();
        Assert.Equal(files, _store.Files());
        Assert.Empty(Directory.GetFiles(Path.Combine(_store.Path, "locks")));
    }

    [Fact]
    public void ProcessesWhoseLeaderIsKilledFinishItsImport()
    {
        ChildProcess[] children = [.. Enumerable.Range(0, 3).Select(_ => ChildProcess.Import(_recordings.Path, _store.Path, SegmentBytes, workers: 1))];
        try
        {
            Array.ForEach(children, c => c.WaitForBegin());
            Thread.Sleep(120);
            children[0].Kill();
            Assert.Equal(children[1].Finish() with { WasPresent = true, Resumed = 0 }, children[2].Finish() with { WasPresent = true, Resumed = 0 });
        }
        finally
        {
            Array.ForEach(children, c => c.Dispose());
        }

        (string key, SortedDictionary<string, byte[]> files) = Undisturbed();
        _store.AssertWholeOrAbsent(key, "after the leader's end");
        EventStore.Open(_store.Path).Prune();
        Assert.Equal(files, _store.Files());
    }

    [Fact]
    public void ThreadsThatImportTheSameShareOneSet()
    {
        var results = new ImportResult[4];
        Parallel.For(0, results.Length, i => results[i] = _store.Create().Import(_recordings.Dataset, new ImportOptions { SegmentBytes = SegmentBytes }));
        Assert.Single(results.Select(r => r.Set.Key).Distinct());
        Assert.Equal(1, results.Count(r => !r.WasPresent));
    }

    [SkippableFact]
    public void AFullDiskIsSaidAndLeavesNothingHalf()
    {
        Skip.If(OperatingSystem.IsWindows(), "there is no limit of a file's size to set");
        using (ChildProcess child = ChildProcess.ImportWithFileLimit(20, _recordings.Path, _store.Path, segmentBytes: 1 << 20))
        {
            (int code, string key, _, _, string error) = child.Finish();
            Assert.Equal((1, ""), (code, key));
            Assert.NotEqual("", error);
        }

        Assert.Empty(EventStore.Open(_store.Path).Sets());
        Assert.DoesNotContain(_store.Files().Keys, f => f.EndsWith(".tmp", StringComparison.Ordinal));
        using ChildProcess second = ChildProcess.Import(_recordings.Path, _store.Path, 1 << 20, workers: 1);
        Assert.Equal(0, second.Finish().Code);
        Assert.Empty(EventStore.Open(_store.Path).Verify());
        Assert.Empty(_store.Leftovers());
    }

    [Fact]
    public void AReaderKeepsASetThatIsRemoved()
    {
        EventStore store = _store.Create();
        EventDataset stored = store.Import(_recordings.Dataset).Dataset;
        using EventReader reader = stored[0].Open();
        if (!OperatingSystem.IsWindows()) // there the set cannot be removed, which Prune says
            Assert.Null(Assert.Single(store.Prune(new PruneOptions { Everything = true })).Problem);
        using EventBuffer events = reader.ReadAll();
        Assert.Equal(_recordings.Events[0].Count, events.Count);
    }

    private (string Key, SortedDictionary<string, byte[]> Files) Undisturbed()
    {
        using var other = new StoreFolder();
        string key = other.Create().Import(_recordings.Dataset, new ImportOptions { SegmentBytes = SegmentBytes }).Set.Key;
        return (key, other.Files());
    }
}
