using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;
using NeuroKit.Frames.Stores.Format;
using NeuroKit.Frames.Tests.Loading;

namespace NeuroKit.Frames.Tests.Stores;

public sealed class StorePruningTests : IDisposable
{
    private readonly StoreFolder _store = new();
    private readonly RecordingFolder _recordings = RecordingFolder.Of(4);

    public void Dispose()
    {
        _recordings.Dispose();
        _store.Dispose();
    }

    [Fact]
    public void WhatIsInUseStays()
    {
        EventStore store = _store.Create();
        EventDataset events = store.Import(_recordings.Dataset).Dataset;
        store.ImportFrames(events, FrameBinning.ByCount(4));
        using EventStoreWriter writer = store.CreateWriter("in the making", ["a"]);
        writer.Add("x", 0, _recordings.Events[0]);
        Assert.Empty(store.Prune());
        Assert.Single(writer.Complete());
        Assert.Equal(3, store.Sets().Count);
    }

    [Fact]
    public void LeftoversGo()
    {
        EventStore store = _store.Create();
        store.Import(_recordings.Dataset);
        string sets = Path.Combine(_store.Path, "sets");
        string partial = Path.Combine(sets, ".0123456789abcdef" + StoreLayout.PartialSuffix);
        string removed = Path.Combine(sets, ".0123" + StoreLayout.RemovedSuffix);
        Directory.CreateDirectory(partial);
        Directory.CreateDirectory(removed);
        File.WriteAllText(Path.Combine(partial, "x"), "1234");
        string temporary = Path.Combine(store.Sets()[0].Folder, ".sources.nkm.0123.tmp");
        File.WriteAllText(temporary, "12");
        Assert.DoesNotContain(store.Prune(new PruneOptions { DryRun = true }), i => i.Path == temporary); // perhaps being written
        File.SetLastWriteTimeUtc(temporary, DateTime.UtcNow.AddHours(-2));
        string lockFile = Path.Combine(_store.Path, "locks", "0123456789abcdef.lock");
        File.WriteAllText(lockFile, "of a process that is gone");
        IReadOnlyList<PrunedItem> dry = store.Prune(new PruneOptions { DryRun = true });
        Assert.Equal(((string[])[partial, removed, temporary]).Order(StringComparer.Ordinal), dry.Select(i => i.Path).Order(StringComparer.Ordinal));
        Assert.True(Directory.Exists(partial) && Directory.Exists(removed));
        IReadOnlyList<PrunedItem> items = store.Prune();
        Assert.Equal(dry, items);
        Assert.Equal(4, items.Single(i => i.Path == partial).Bytes);
        Assert.Empty(_store.Leftovers());
        Assert.False(File.Exists(lockFile));
        Assert.Single(store.Sets());
    }

    [Fact]
    public void DamagedSetsAndFramesWithoutEventsGo()
    {
        EventStore store = _store.Create();
        ImportResult events = store.Import(_recordings.Dataset);
        string frames = store.ImportFrames(events.Dataset, FrameBinning.ByCount(4)).Set.Folder;
        File.Delete(Path.Combine(events.Set.Folder, SegmentFile.NameOf(0)));
        Assert.Equal([events.Set.Folder, frames], store.Prune().Select(i => i.Path));
        Assert.Empty(store.Sets());
    }

    [Fact]
    public void NamedSetsGo()
    {
        EventStore store = _store.Create();
        ImportResult events = store.Import(_recordings.Dataset);
        using var others = RecordingFolder.Of(2, seed: 7);
        string kept = store.Import(others.Dataset).Set.Key;
        store.Prune(new PruneOptions { Sets = [events.Set.Key[..12]] });
        Assert.Equal(kept, Assert.Single(store.Sets()).Key);
        store.Prune(new PruneOptions { Everything = true });
        Assert.Empty(store.Sets());
    }
}
