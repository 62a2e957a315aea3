using System.Text.Json;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Stores;
using NeuroKit.Tests;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Cli.Tests;

/// <summary>From archives to batches: a stand-in is packed, imported, verified, shown, and loaded at T = 16, 8 and 4.</summary>
public sealed class DatasetChainTests : IDisposable
{
    private const int DigitsOfShared = 1100;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The sets of many classes go through with a few of them, and with all where NEUROKIT_LONG is 1.
    [SkippableTheory]
    [InlineData("cifar10-dvs", "4")]
    [InlineData("cifar10-dvs", null, true)]
    [InlineData("dvs-gesture", null)]
    [InlineData("n-caltech101", "9")]
    [InlineData("n-caltech101", null, true)]
    [InlineData("n-cars", null)]
    [InlineData("dvs-lip", "6")]
    [InlineData("dvs-lip", null, true)]
    public void ArchivesBecomeBatches(string id, string? classes, bool takesLong = false)
    {
        Skip.If(takesLong && Environment.GetEnvironmentVariable("NEUROKIT_LONG") != "1", "takes long: NEUROKIT_LONG=1 runs it");
        string[] some = classes is null ? [] : ["--classes", classes];
        JsonElement made = ToolRun.Of(["dataset", "synthesize", id, _folder["pack"], "--per-class", "1", .. some, "--seed", "5", "--pack", "--json"]).Succeeds().Json();
        JsonElement imported = ToolRun.Of("dataset", "import", id, _folder["pack"], "--to", _folder["store"], "--json").Succeeds().Json();
        int samples = made.GetProperty("samples").GetInt32();
        long events = made.GetProperty("events").GetInt64();
        Assert.Equal(samples, imported.GetProperty("recordings").GetInt32());
        Assert.Equal(events, imported.GetProperty("events").GetInt64());
        Assert.True(imported.GetProperty("synthetic").GetBoolean());
        Assert.True(ToolRun.Of("dataset", "import", id, _folder["pack"], "--to", _folder["store"], "--json").Succeeds().Json().GetProperty("wasPresent").GetBoolean());

        JsonElement verified = ToolRun.Of("dataset", "verify", id, "--root", _folder["store"], "--json").Succeeds().Json();
        Assert.True(verified.GetProperty("isWhole").GetBoolean());
        Assert.Equal(samples, verified.GetProperty("samples").GetInt32());
        Assert.Equal(0, verified.GetProperty("problems").GetArrayLength());
        Assert.All(verified.GetProperty("classes").EnumerateArray(), c => Assert.Equal(c.GetProperty("expected").GetInt32(), c.GetProperty("found").GetInt32()));

        JsonElement figures = ToolRun.Of("dataset", "stats", id, "--root", _folder["store"], "--html", _folder["page.html"], "--json").Succeeds().Json();
        Assert.Equal(events, figures.GetProperty("overall").GetProperty("events").GetInt64());
        Assert.Equal(samples, figures.GetProperty("overall").GetProperty("samples").GetInt32());
        CheckPage(figures.GetProperty("classes").EnumerateArray().Count(c => c.GetProperty("samples").GetInt32() > 0));

        EventDataset dataset = EventStore.Open(_folder["store"]).OpenDataset(id);
        Assert.True(dataset.IsSynthetic);
        Assert.Equal([events, events, events], SumsOfAnEpoch(dataset));
    }

    // With the events' segments gone, what comes can only be the frames.
    [Fact]
    public void PreparedFramesBecomeTheBatches()
    {
        long events = ToolRun.Of("dataset", "synthesize", "cifar10-dvs", _folder["pack"], "--per-class", "1", "--classes", "4", "--pack", "--json").Succeeds().Json().GetProperty("events").GetInt64();
        var rules = MultiFrameBinning.Exact(FrameBinning.ByCount(16), FrameBinning.ByCount(8), FrameBinning.ByCount(4));
        EventStore store = EventStore.Create(_folder["store"]);
        EventDataset prepared = store.Prepare(Catalog.Cifar10Dvs.Open(_folder["pack"]), rules);
        Assert.Equal(2, store.Sets().Count);
        RemoveEvents(store);
        Assert.Equal([events, events, events], SumsOfAnEpoch(prepared));
    }

    [Fact]
    public void FramesThatAnImportKeptAreWhatTrainingTakes()
    {
        ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["tree"], "--per-class", "10", "--classes", "3").Succeeds();
        string[] import = ["dataset", "import", "n-mnist", _folder["tree"], "--to", _folder["store"], "--json"];
        Assert.Empty(ToolRun.Of(import).Succeeds().Json().GetProperty("frames").EnumerateArray());
        ToolRun.Of([.. import, "--bins", "6,x"]).Fails(2, "--bins", "'x'");
        foreach (bool again in (bool[])[false, true])
        {
            JsonElement frames = Assert.Single(ToolRun.Of([.. import, "--bins", "6,3"]).Succeeds().Json().GetProperty("frames").EnumerateArray());
            Assert.Equal((2, again), (frames.GetProperty("rules").GetArrayLength(), frames.GetProperty("wasPresent").GetBoolean()));
        }

        Recipe recipe = Recipe.Load("sew-small-n-mnist");
        Assert.Equal(6, recipe.Frames.Steps);
        long[] binned = Sums(RunData.Open(recipe with { Frames = recipe.Frames with { Steps = 5 } }, _folder["store"]), 5);
        EventStore store = EventStore.Open(_folder["store"]);
        RunData data = RunData.Open(recipe, _folder["store"]);
        RunData other = RunData.Open(recipe with { Frames = recipe.Frames with { Steps = 5 } }, _folder["store"]);
        RemoveEvents(store);
        Assert.Equal(binned, Sums(data, 6));
        Assert.ThrowsAny<Exception>(() => Sums(other, 5)); // no such frames were kept

        static long[] Sums(RunData data, int bins) => [.. ((EventDataset[])[data.Train, data.Validation!, data.Test]).Select(part => Sum(part, bins))];
    }

    [SkippableFact]
    public void RecordedDigitsAreImported()
    {
        string digits = SharedData.PathOf("data/nmnist-small");
        JsonElement imported = ToolRun.Of("dataset", "import", "n-mnist", digits, "--to", _folder["store"], "--json").Succeeds().Json();
        Assert.Equal(DigitsOfShared, imported.GetProperty("recordings").GetInt32());
        Assert.False(imported.GetProperty("synthetic").GetBoolean());
        // It is a part of the whole set: the numbers are other ones, and nothing else is wrong.
        ToolRun verify = ToolRun.Of("dataset", "verify", "n-mnist", "--root", _folder["store"], "--json");
        Assert.Equal(3, verify.ExitCode);
        Assert.All(verify.Json().GetProperty("problems").EnumerateArray(), p => Assert.Equal("wrong count", p.GetProperty("kind").GetString()));
        EventDataset dataset = EventStore.Open(_folder["store"]).OpenDataset("n-mnist");
        Assert.Equal((1000, 100), (dataset.Split("train").Count, dataset.Split("test").Count));
        long events = imported.GetProperty("events").GetInt64();
        Assert.Equal([events, events, events], SumsOfAnEpoch(dataset));
        Assert.Equal(Catalog.NMnist.Open(digits).Select(s => (s.Id, s.Label, s.Split)), dataset.Select(s => (s.Id, s.Label, s.Split)));
    }

    private void CheckPage(int classes)
    {
        string page = File.ReadAllText(_folder["page.html"]);
        Assert.Contains("Synthetic.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("://", page, StringComparison.Ordinal); // it stands by itself
        Assert.Equal(classes, Count(page, "data:image/png;base64,"));
        Assert.Equal(3 * (classes + 1), Count(page, "<svg "));
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static void RemoveEvents(EventStore store)
    {
        foreach (StoreSet set in store.Sets().Where(s => s.Kind == StoreKind.Events))
            Array.ForEach(Directory.GetFiles(set.Folder, "*.nks"), File.Delete);
    }

    private static long Sum(EventDataset dataset, int bins)
    {
        var loader = new FrameLoader(dataset, FrameBinning.ByCount(bins), FrameLoaderOptions.Default with { BatchSize = dataset.Count, Element = FrameElement.Int16 });
        using FrameBatch batch = loader.Epoch(0).Single();
        long sum = 0;
        foreach (short count in batch.Frames.AsSpan<short>())
            sum += count;
        return sum;
    }

    private static long[] SumsOfAnEpoch(EventDataset dataset)
    {
        var loader = new FrameLoader(dataset, MultiFrameBinning.Exact(FrameBinning.ByCount(16), FrameBinning.ByCount(8), FrameBinning.ByCount(4)),
            FrameLoaderOptions.Default with { BatchSize = 8, Shuffle = true, Element = FrameElement.Int16 });
        long[] sums = new long[3];
        int seen = 0;
        foreach (FrameBatch batch in loader.Epoch(0))
        {
            using (batch)
            {
                seen += batch.Count;
                for (int i = 0; i < sums.Length; i++)
                {
                    foreach (short count in batch.Blocks[i].AsSpan<short>())
                        sums[i] += count;
                }
            }
        }

        Assert.Equal(dataset.Count, seen);
        return sums;
    }
}
