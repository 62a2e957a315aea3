using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;
using NeuroKit.Frames.Tests.Loading;

namespace NeuroKit.Frames.Tests.Stores;

/// <summary>
/// Processes that are ended, wait for each other, or run out of disk: a set is whole or absent. NEUROKIT_LONG=1 ends 200 imports instead of 15;
/// NEUROKIT_STORE_SEED chooses other moments.
/// </summary>
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
    public void AnImportThatIsKilledAtAnyMomentGoesOnToTheSameBytes()
    {
        (string key, SortedDictionary<string, byte[]> files) = Undisturbed();
        int kills = Environment.GetEnvironmentVariable("NEUROKIT_LONG") == "1" ? 200 : 15;
        int seed = int.TryParse(Environment.GetEnvironmentVariable("NEUROKIT_STORE_SEED"), out int told) ? told : 4;
        var random = new Random(seed);
        int interrupted = 0;
        for (int kill = 0; kill < kills;)
        {
            // Imports of one store are killed until one is through; then a fresh store is begun.
            bool isThrough = false;
            while (!isThrough && kill < kills)
            {
                using ChildProcess child = ChildProcess.Import(_recordings.Path, _store.Path, SegmentBytes, workers: 1 + (kill % 2));
                child.WaitForBegin();
                int delay = random.Next(350);
                Thread.Sleep(delay);
                child.Kill();
                kill++;
                string moment = $"seed {seed}, kill {kill} after {delay} ms";
                AssertWholeOrAbsent(key, moment);
                isThrough = Directory.Exists(_store.Path) && File.Exists(Path.Combine(_store.Path, "store.json")) && EventStore.Open(_store.Path).Sets().Count > 0;
                interrupted += isThrough ? 0 : 1;
            }

            ImportResult result = _store.Create().Import(_recordings.Dataset, new ImportOptions { SegmentBytes = SegmentBytes });
            Assert.Equal(key, result.Set.Key);
            Assert.Equal(isThrough, result.WasPresent);
            Assert.Empty(_store.Create().Verify());
            _store.Create().Prune(); // a segment being renamed or a lock's file may be left; never part of a set
            Assert.Equal(files, _store.Files());
            Directory.Delete(_store.Path, recursive: true);
        }

        Assert.True(interrupted > 0, "no import was interrupted: the moments are badly chosen");
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
        AssertWholeOrAbsent(key, "after the leader's end");
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

    private void AssertWholeOrAbsent(string key, string moment)
    {
        if (!File.Exists(Path.Combine(_store.Path, "store.json")))
            return; // killed before there was a store
        EventStore store = EventStore.Open(_store.Path);
        IReadOnlyList<StoreProblem> problems = store.Verify();
        Assert.True(problems.Count == 0, $"{moment}: {string.Join("; ", problems)}");
        Assert.True(store.Sets().All(s => s.Key == key), moment);
    }
}
