using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Cli.Tests;

/// <summary>The verbs of data sets: what they refuse, what they list, and that it does not matter how a data set is packed.</summary>
public sealed class DatasetVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EveryDataSetIsListedAndDescribed()
    {
        JsonElement list = ToolRun.Of("dataset", "list", "--json").Succeeds().Json();
        Assert.Equal(Catalog.Ids, list.EnumerateArray().Select(d => d.GetProperty("id").GetString()));
        string table = ToolRun.Of("dataset", "list").Succeeds().Output;
        foreach (string id in Catalog.Ids)
        {
            Assert.Contains(id, table, StringComparison.Ordinal);
            Assert.Contains(Catalog.Get(id).Source.Url, ToolRun.Of("dataset", "info", id).Succeeds().Output, StringComparison.Ordinal);
            Assert.Equal(id, DatasetManifest.Parse(ToolRun.Of("dataset", "info", id, "--json").Succeeds().Output).Id);
        }
    }

    [Fact]
    public void WrongUsageIsToldWithTheNearestSpelling()
    {
        ToolRun.Of("dataset", "info", "n-mnits").Fails(2, "n-mnits", "did you mean 'n-mnist'?");
        ToolRun.Of("dataset", "imprt", "n-mnist").Fails(2, "did you mean 'import'?");
        ToolRun.Of("dataset", "verify", "n-mnist").Fails(2, "--root");
        ToolRun.Of("dataset", "index", "n-mnist", "--root", _folder.Path, "--split", "tebm").Fails(2, "tebm", "did you mean tebn?");
        ToolRun.Of("dataset", "synthesize", "fashion-dvs", _folder["made"], "--pack").Fails(2, "no archives");
        ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["made"], "--noise", "2").Fails(2, "--noise", "fashion-dvs");
        ToolRun.Of("dataset", "synthesize", "fashion-dvs", _folder["made"], "--threshold", "0.001").Fails(2, "--threshold");
        ToolRun.Of("dataset", "synthesize", "dvs-gesture", _folder["made"], "--per-class", "200").Fails(2, "at most 115");
        ToolRun.Of("dataset", "synthesize", "dvs-gesture", _folder["made"], "--classes", "2").Fails(2, "holds every class", "--classes");
        ToolRun.Of("dataset", "import", "n-mnist", _folder["none.zip"], "--to", _folder["store"]).Fails(1, "none.zip: no such file or folder");
        ToolRun.Of("dataset", "stats", "n-mnist", "--root", _folder["none"]).Fails(1, "none", "does not exist");
        Assert.False(Directory.Exists(_folder["store"]));
    }

    [Theory]
    [InlineData("dvs-gesture")]
    [InlineData("n-cars")]
    [InlineData("n-mnist")]
    public void ArchivesHoldWhatTheFolderHolds(string id)
    {
        string perClass = id == "dvs-gesture" ? "1" : "2"; // a recording of its has them all
        ToolRun.Of("dataset", "synthesize", id, _folder["tree"], "--per-class", perClass).Succeeds();
        ToolRun.Of("dataset", "synthesize", id, _folder["pack"], "--per-class", perClass, "--pack").Succeeds();
        ToolRun.Of("dataset", "import", id, _folder["tree"], "--to", _folder["of-tree"]).Succeeds();
        ToolRun.Of(["dataset", "import", id, .. Archives("pack"), "--to", _folder["of-pack"]]).Succeeds();
        EventDataset tree = EventStore.Open(_folder["of-tree"]).OpenDataset(id);
        EventDataset pack = EventStore.Open(_folder["of-pack"]).OpenDataset(id);
        Assert.Equal(Facts(tree), Facts(pack));
    }

    [SkippableFact]
    public void FashionDvsIsMadeWithMoreOrFewerEvents()
    {
        Skip.IfNot(FashionMnistPackage.IsPresent, "Fashion-MNIST is not here (Debian's dataset-fashion-mnist)");
        long few = Events("few", "--threshold", "0.6");
        long usual = Events("usual");
        long noisy = Events("noisy", "--noise", "10");
        Assert.True(few < usual * 3 / 4, $"{few} events at twice the threshold, {usual} at the usual one");
        Assert.True(noisy > usual * 5 / 4, $"{noisy} events with noise, {usual} without");

        long Events(string name, params string[] more)
            => ToolRun.Of(["dataset", "synthesize", "fashion-dvs", _folder[name], "--per-class", "2", "--json", .. more]).Succeeds().Json().GetProperty("events").GetInt64();
    }

    [Fact]
    public void APassThatIsInterruptedGoesOn()
    {
        ToolRun.Of("dataset", "synthesize", "dvs-gesture", _folder["pack"], "--per-class", "3", "--pack").Succeeds();
        var options = new ImportOptions { SegmentBytes = 1, Workers = 1 };
        string[] from = Archives("pack");
        string key = EventStore.Create(_folder["whole"]).ImportFrom(Catalog.DvsGesture, from, options).Set.Key;
        EventStore store = EventStore.Create(_folder["store"]);
        // In the pass (the total is not known), then while samples are cut.
        Assert.Throws<OperationCanceledException>(() => Interrupted(p => p is { Total: 0, Done: 3 }));
        Assert.Empty(store.Sets());
        Assert.Throws<OperationCanceledException>(() => Interrupted(p => p is { Total: > 0, Done: 10 }));
        Assert.Empty(store.Sets());
        ImportResult result = store.ImportFrom(Catalog.DvsGesture, from, options);
        Assert.Equal((key, false), (result.Set.Key, result.WasPresent));
        Assert.True(result.Resumed >= 9, $"{result.Resumed} samples were kept");
        Assert.Empty(store.Verify());

        // An archive of another date is read again; what it holds is known by its digests.
        File.SetLastWriteTimeUtc(from[0], DateTime.UtcNow.AddMinutes(-1));
        Assert.Equal((key, true), (store.ImportFrom(Catalog.DvsGesture, from, options).Set.Key, true));
        Assert.Single(store.Sets());
        Assert.DoesNotContain(Directory.GetDirectories(Path.Combine(_folder["store"], "sets")), f => Path.GetFileName(f).StartsWith('.'));

        void Interrupted(Predicate<ImportProgress> isMoment)
        {
            using var stop = new CancellationTokenSource();
            store.ImportFrom(Catalog.DvsGesture, from, options, progress: new Watch(p =>
            {
                if (isMoment(p))
                    stop.Cancel();
            }), cancellationToken: stop.Token);
        }
    }

    [Fact]
    public void LabelsAndListsMayStandAnywhereInATar()
    {
        ToolRun.Of("dataset", "synthesize", "dvs-gesture", _folder["pack"], "--per-class", "1", "--pack").Succeeds();
        ToolRun.Of("dataset", "import", "dvs-gesture", _folder["pack"], "--to", _folder["store"]).Succeeds();
        Directory.CreateDirectory(_folder["other"]);
        Repack(_folder["pack"], _folder["other"], entries => [.. entries.OrderByDescending(e => e.Name.EndsWith(".csv", StringComparison.Ordinal)).ThenByDescending(e => e.Name, StringComparer.Ordinal)]);
        ToolRun.Of("dataset", "import", "dvs-gesture", _folder["other"], "--to", _folder["other-store"]).Succeeds();
        Assert.Equal(
            Facts(EventStore.Open(_folder["store"]).OpenDataset("dvs-gesture")), Facts(EventStore.Open(_folder["other-store"]).OpenDataset("dvs-gesture")));
    }

    [Fact]
    public void WhatCannotBeReadIsLeftOutAndListed()
    {
        ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["tree"], "--per-class", "2").Succeeds();
        string broken = _folder["tree/Train/3/00004.bin"];
        File.WriteAllBytes(broken, File.ReadAllBytes(broken)[..^1]);
        ToolRun import = ToolRun.Of("dataset", "import", "n-mnist", _folder["tree"], "--to", _folder["store"], "--json");
        Assert.Equal(3, import.ExitCode);
        Assert.Contains("00004.bin", import.Error, StringComparison.Ordinal);
        Assert.Equal("Train/3/00004.bin", import.Json().GetProperty("failures")[0].GetProperty("id").GetString());
        Assert.Equal(29, import.Json().GetProperty("recordings").GetInt32());
        ToolRun.Of("dataset", "import", "n-mnist", _folder["tree"], "--to", _folder["strict"], "--strict").Fails(1, "00004.bin");

        ToolRun stats = ToolRun.Of("dataset", "stats", "n-mnist", "--root", _folder["tree"], "--json");
        Assert.Equal((3, 29), (stats.ExitCode, stats.Json().GetProperty("overall").GetProperty("samples").GetInt32()));
        ToolRun tree = ToolRun.Of("dataset", "verify", "n-mnist", "--root", _folder["tree"], "--json");
        Assert.Equal((3, "corrupt"), (tree.ExitCode, tree.Json().GetProperty("problems")[0].GetProperty("kind").GetString()));
        ToolRun stored = ToolRun.Of("dataset", "verify", "n-mnist", "--root", _folder["store"], "--json");
        Assert.Equal((3, "wrong count"), (stored.ExitCode, stored.Json().GetProperty("problems")[0].GetProperty("kind").GetString()));
    }

    [Fact]
    public void ArchivesThatAreBrokenAreNamedAndLeaveNoSet()
    {
        ToolRun.Of("dataset", "synthesize", "dvs-gesture", _folder["tar"], "--per-class", "1", "--pack").Succeeds();
        string tar = Archives("tar")[0];
        File.WriteAllBytes(tar, File.ReadAllBytes(tar)[..^100]);
        ToolRun.Of("dataset", "import", "dvs-gesture", tar, "--to", _folder["store"]).Fails(1, "DvsGesture.tar.gz", "cut off");
        ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["zip"], "--per-class", "1", "--pack").Succeeds();
        string zip = _folder["zip/Train.zip"];
        File.WriteAllBytes(zip, File.ReadAllBytes(zip)[..^100]);
        ToolRun.Of("dataset", "import", "n-mnist", _folder["zip"], "--to", _folder["store"]).Fails(1, "Train.zip");
        ToolRun.Of("dataset", "import", "n-mnist", _folder["zip/Test.zip"], tar, "--to", _folder["store"]).Fails(1, "by itself");
        // The wrong data set.
        ToolRun.Of("dataset", "import", "cifar10-dvs", _folder["zip/Test.zip"], "--to", _folder["store"]).Fails(1, "not laid out as CIFAR10-DVS");
        Assert.Empty(EventStore.Open(_folder["store"]).Sets());
    }

    [Fact]
    public void TheIndexTellsEverySample()
    {
        ToolRun.Of("dataset", "synthesize", "cifar10-dvs", _folder["pack"], "--per-class", "2", "--classes", "2", "--pack").Succeeds();
        JsonElement index = ToolRun.Of("dataset", "index", "cifar10-dvs", "--root", _folder["pack"], "--split", "sew-lexicographic", "--json").Succeeds().Json();
        Assert.Equal("sew-lexicographic", index.GetProperty("split").GetString());
        Assert.Equal(4, index.GetProperty("samples").GetArrayLength());
        Assert.Equal("airplane.zip!/airplane/cifar10_airplane_0.aedat", index.GetProperty("samples")[0].GetProperty("id").GetString());
        EventDataset inPlace = Catalog.Cifar10Dvs.Open(_folder["pack"]);
        inPlace.WithSplit(Splits.SewLexicographic).CheckNoLeak();
        using EventReader reader = EventFile.Open(inPlace[3].Path, inPlace[3].ReadOptions());
        using EventBuffer byPath = reader.ReadAll();
        using EventReader sample = inPlace[3].Open();
        using EventBuffer bySample = sample.ReadAll();
        Assert.True(byPath.Span.T.SequenceEqual(bySample.Span.T) && byPath.Span.X.SequenceEqual(bySample.Span.X));
    }

    [Fact]
    public void CoordinatesCountFromEachRecordingsOwnCornerWhereAsked()
    {
        ToolRun.Of("dataset", "synthesize", "n-caltech101", _folder["tree"], "--per-class", "1", "--classes", "2").Succeeds();
        string key = ToolRun.Of("dataset", "import", "n-caltech101", _folder["tree"], "--to", _folder["store"], "--json").Succeeds().Json().GetProperty("key").GetString()!;
        string other = ToolRun.Of("dataset", "import", "n-caltech101", _folder["tree"], "--to", _folder["store"], "--origin", "recording", "--json").Succeeds().Json().GetProperty("key").GetString()!;
        Assert.NotEqual(key, other);
        foreach (EventSample sample in EventStore.Open(_folder["store"]).OpenDataset(other))
        {
            using EventReader reader = sample.Open();
            using EventBuffer events = reader.ReadAll();
            Assert.Equal((0, 0), (events.Span.X.ToArray().Min(), events.Span.Y.ToArray().Min()));
        }

        ToolRun.Of("dataset", "import", "n-cars", _folder["tree"], "--to", _folder["store"], "--origin", "recording").Fails(2, "--origin", "atis40");
    }

    [Fact]
    public void ARunTakesAStoreAndZips()
    {
        ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["pack"], "--per-class", "3", "--pack").Succeeds();
        ToolRun.Of("dataset", "import", "n-mnist", _folder["pack"], "--to", _folder["store"]).Succeeds();
        Recipe recipe = Recipe.Load("sew-small-n-mnist");
        recipe = recipe with { Dataset = recipe.Dataset with { Split = "official", Validation = null, LimitPerClass = null } };
        RunData stored = RunData.Open(recipe, _folder["store"]);
        RunData zipped = RunData.Open(recipe, _folder["pack"]);
        Assert.Equal((30, 10), (stored.Train.Count, stored.Test.Count));
        Assert.Equal(Facts(zipped.All), Facts(stored.All));
    }

    [Fact]
    public void TrainAndTestNeverShareARecording()
    {
        ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["tree"], "--per-class", "3").Succeeds();
        Recipe recipe = Recipe.Load("sew-small-n-mnist");
        recipe = recipe with { Dataset = recipe.Dataset with { Split = "official", Validation = recipe.Dataset.Validation! with { Ratio = 0.34 }, LimitPerClass = null } };
        RunData.Open(recipe, _folder["tree"]);
        string train = Directory.GetFiles(_folder["tree/Train/4"])[0];
        string test = Directory.GetFiles(_folder["tree/Test/4"])[0];
        File.Copy(train, test, overwrite: true);
        ToolRun.Of("dataset", "import", "n-mnist", _folder["tree"], "--to", _folder["store"]).Succeeds();
        foreach (string root in (string[])[_folder["tree"], _folder["store"]])
        {
            string message = Assert.Throws<DatasetException>(() => RunData.Open(recipe, root)).Message;
            Assert.Contains("is the same recording as", message, StringComparison.Ordinal);
            Assert.Contains($"Test/4/{Path.GetFileName(test)} (test)", message, StringComparison.Ordinal);
            ToolRun.Of("dataset", "index", "n-mnist", "--root", root).Succeeds();
            ToolRun.Of("dataset", "index", "n-mnist", "--root", root, "--split", "official").Fails(1, "is the same recording as");
            if (NeuroKit.Events.Hdf5.Hdf5Library.IsAvailable(out _))
                ToolRun.Of("dataset", "export", "n-mnist", "--root", root, "--split", "official", "--bins", "4", "--to", _folder["x.h5"]).Fails(1, "is the same recording as");
        }

        Assert.False(File.Exists(_folder["x.h5"]));

        // Also where it is drawn for validation: the same picture twice among those to train on.
        string[] twice = Directory.GetFiles(_folder["tree/Train/5"]);
        File.Delete(test);
        File.Copy(twice[0], twice[1], overwrite: true);
        File.Copy(twice[0], twice[2], overwrite: true);
        Assert.Contains("(validation)", Assert.Throws<DatasetException>(() => RunData.Open(recipe, _folder["tree"])).Message, StringComparison.Ordinal);
    }

    private string[] Archives(string folder)
        => [.. Directory.GetFiles(_folder[folder]).Where(f => !f.EndsWith(".json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    // What a sample is, and a digest of its events; names but for the archives that they lie in.
    private static List<string> Facts(EventDataset dataset) => [.. dataset.Select(s =>
    {
        using EventReader reader = s.Open();
        using EventBuffer events = reader.ReadAll();
        var digest = new HashCode();
        for (int i = 0; i < events.Count; i++)
            digest.Add((events.Span.T[i], events.Span.X[i], events.Span.Y[i], events.Span.P[i]));
        string name = s.Id[(s.Id.LastIndexOf('/') + 1)..];
        return $"{name} {s.Label} {s.ClassName} {s.Split} {s.Subject} {s.Condition} {s.Window} {reader.OrientedSensorSize} {events.Count} {digest.ToHashCode()}";
    })];

    private static void Repack(string from, string to, Func<IEnumerable<TarEntry>, IReadOnlyList<TarEntry>> order)
    {
        const string Name = "DvsGesture.tar.gz";
        using var reader = new TarReader(new GZipStream(File.OpenRead(Path.Combine(from, Name)), CompressionMode.Decompress));
        List<TarEntry> entries = [];
        while (reader.GetNextEntry(copyData: true) is { } entry)
            entries.Add(entry);
        using var gzip = new GZipStream(File.Create(Path.Combine(to, Name)), CompressionLevel.Fastest);
        using var writer = new TarWriter(gzip);
        foreach (TarEntry entry in order(entries))
            writer.WriteEntry(entry);
    }

    private sealed class Watch(Action<ImportProgress> report) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => report(value);
    }
}
