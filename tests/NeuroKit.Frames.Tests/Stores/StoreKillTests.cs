using System.Formats.Tar;
using System.IO.Compression;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;
using NeuroKit.Frames.Tests.Loading;
using NeuroKit.Tests;

namespace NeuroKit.Frames.Tests.Stores;

/// <summary>
/// Imports that are ended by SIGKILL at any moment, from a folder, a zip and a tar: the set is whole or absent, and the next import ends with the
/// same bytes. NEUROKIT_LONG=1 ends 200 imports of each; NEUROKIT_STORE_SEED chooses other moments.
/// </summary>
public sealed class StoreKillTests : IDisposable
{
    private const long SegmentBytes = 4000; // a few recordings
    private const int Recordings = 120;

    private readonly StoreFolder _store = new();
    private readonly TemporaryFolder _sources = new();
    private readonly RecordingFolder _recordings = RecordingFolder.Of(Recordings);

    public void Dispose()
    {
        _recordings.Dispose();
        _sources.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData("folder", 6, 350)]
    [InlineData("letters.zip", 15, 350)]
    [InlineData("letters.tar.gz", 15, 600)] // decoded in passing first, then put in order: it takes longer
    public void AnImportThatIsKilledAtAnyMomentGoesOnToTheSameBytes(string source, int kills, int longestMilliseconds)
    {
        DatasetManifest manifest = Manifest();
        string from = Pack(source);
        (string key, SortedDictionary<string, byte[]> files) = Undisturbed(manifest, from);
        if (Environment.GetEnvironmentVariable("NEUROKIT_LONG") == "1")
            kills = 200;
        int seed = int.TryParse(Environment.GetEnvironmentVariable("NEUROKIT_STORE_SEED"), out int told) ? told : 4;
        var random = new Random(seed);
        int interrupted = 0;
        int resumed = 0;
        for (int kill = 0; kill < kills;)
        {
            // Imports of one store are killed until one is through; then a fresh store is begun.
            bool isThrough = false;
            while (!isThrough && kill < kills)
            {
                using ChildProcess child = ChildProcess.ImportFrom(_sources.File("letters.json"), from, _store.Path, SegmentBytes, workers: 1 + (kill % 2));
                child.WaitForBegin();
                int delay = random.Next(longestMilliseconds);
                Thread.Sleep(delay);
                child.Kill();
                kill++;
                string moment = $"{source}, seed {seed}, kill {kill} after {delay} ms";
                _store.AssertWholeOrAbsent(key, moment);
                isThrough = File.Exists(Path.Combine(_store.Path, "store.json")) && EventStore.Open(_store.Path).Sets().Count > 0;
                interrupted += isThrough ? 0 : 1;
            }

            ImportResult result = Import(_store, manifest, from);
            Assert.Equal(key, result.Set.Key);
            Assert.Equal(isThrough, result.WasPresent);
            resumed += result.Resumed;
            Assert.Empty(_store.Create().Verify());
            _store.Create().Prune(); // a segment being renamed or a lock's file may be left; never part of a set
            Assert.Equal(files, _store.Files());
            Directory.Delete(_store.Path, recursive: true);
        }

        // On a busy machine most moments are too early for a whole segment: one more is chosen by what is there.
        for (int attempt = 0; attempt < 3 && resumed == 0; attempt++)
        {
            using (ChildProcess child = ChildProcess.ImportFrom(_sources.File("letters.json"), from, _store.Path, SegmentBytes, workers: 1))
            {
                child.WaitForBegin();
                SpinWait.SpinUntil(() => child.HasExited || _store.Segments() > 0, TimeSpan.FromSeconds(60));
                child.Kill();
            }

            ImportResult result = Import(_store, manifest, from);
            Assert.Equal(key, result.Set.Key);
            interrupted += result.WasPresent ? 0 : 1;
            resumed += result.Resumed;
            _store.Create().Prune();
            Assert.Equal(files, _store.Files());
            Directory.Delete(_store.Path, recursive: true);
        }

        Assert.True(interrupted >= 2, $"{interrupted} of {kills} imports were interrupted: the moments are badly chosen");
        Assert.True(resumed > 0, $"of {interrupted} interrupted imports none left anything to go on with");
    }

    private DatasetManifest Manifest()
    {
        var manifest = new DatasetManifest
        {
            Id = "letters",
            Title = "Letters",
            Licence = "none",
            Citation = "none",
            Source = new DatasetSource { Url = "", Instructions = "", IsScriptable = false },
            Classes = [new DatasetClass { Name = "a" }, new DatasetClass { Name = "b" }],
            SensorSize = RecordingFolder.Size,
            Format = "aedat2",
            Layout = DatasetLayoutKind.ClassFolders,
            Splits = [new DatasetSplit { Name = "all", Total = Recordings }],
        };
        File.WriteAllText(_sources.File("letters.json"), manifest.ToJson());
        return manifest;
    }

    private string Pack(string source)
    {
        string path = _sources.File(source);
        if (source == "folder")
            return _recordings.Path;
        if (source.EndsWith(".zip", StringComparison.Ordinal))
        {
            ZipFile.CreateFromDirectory(_recordings.Path, path);
            return path;
        }

        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        TarFile.CreateFromDirectory(_recordings.Path, gzip, includeBaseDirectory: false);
        return path;
    }

    private static ImportResult Import(StoreFolder store, DatasetManifest manifest, string from)
        => store.Create().ImportFrom(manifest, [from], new ImportOptions { SegmentBytes = SegmentBytes });

    private (string Key, SortedDictionary<string, byte[]> Files) Undisturbed(DatasetManifest manifest, string from)
    {
        using var other = new StoreFolder();
        ImportResult result = Import(other, manifest, from);
        Assert.Equal(Recordings, result.Set.Recordings);
        EventDataset dataset = result.Dataset;
        for (int i = 0; i < Recordings; i++)
        {
            using EventReader reader = dataset[i].Open();
            using EventBuffer events = reader.ReadAll();
            Assert.Equal(EventDigests.Of(_recordings.Events[i]), EventDigests.Of(events));
        }

        return (result.Set.Key, other.Files());
    }
}
