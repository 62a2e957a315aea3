using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Stores;
using NeuroKit.Frames.Stores.Format;
using NeuroKit.Frames.Tests.Loading;
using NeuroKit.Frames.Transforms;

namespace NeuroKit.Frames.Tests.Stores;

/// <summary>Frames from a store are those that a loader bins, whatever it asks for.</summary>
public sealed class FrameStoreTests : IDisposable
{
    private readonly StoreFolder _store = new();
    private readonly RecordingFolder _recordings = RecordingFolder.Of(12);

    public void Dispose()
    {
        _recordings.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData(FrameElement.Auto)]
    [InlineData(FrameElement.Byte)]
    [InlineData(FrameElement.Int16)]
    [InlineData(FrameElement.Single)]
    public void ALoaderGivesTheSameBatches(FrameElement element)
    {
        EventStore store = _store.Create();
        EventDataset events = store.Import(_recordings.Dataset).Dataset;
        foreach (FrameBinning rule in (FrameBinning[])[FrameBinning.ByCount(4), FrameBinning.ByTime(3), FrameBinning.ByDuration(300), FrameBinning.ByEventCount(17)])
        {
            ImportResult frames = store.ImportFrames(events, rule, new FrameImportOptions { Workers = 2, SegmentBytes = 3000 });
            Assert.False(frames.WasPresent);
            Assert.True(store.ImportFrames(events, rule).WasPresent);
            AssertTakesStored(frames.Dataset, new FrameLoader(frames.Dataset, rule, new FrameLoaderOptions { Element = element }));
            var options = new FrameLoaderOptions
            {
                Workers = 2,
                BatchSize = 5,
                Shuffle = true,
                Seed = 3,
                Element = element,
                Augmentation = [ClipTransforms.HorizontalFlip()],
            };
            BatchCopy.AssertEqual(
                BatchCopy.All(new FrameLoader(_recordings.Dataset, rule, options).Epoch(1)),
                BatchCopy.All(new FrameLoader(frames.Dataset, rule, options).Epoch(1)));
        }

        Assert.Empty(store.Verify());
    }

    [Fact]
    public void SeveralNumbersOfFramesExactAndNested()
    {
        EventStore store = _store.Create();
        EventDataset events = store.Import(_recordings.Dataset).Dataset;
        MultiFrameBinning exact = MultiFrameBinning.Exact(FrameBinning.ByCount(6), FrameBinning.ByCount(4));
        MultiFrameBinning nested = MultiFrameBinning.Nested(FrameBinning.ByCount(1), 6, 4);
        EventDataset ofExact = store.ImportFrames(events, exact).Dataset;
        EventDataset ofNested = store.ImportFrames(events, nested).Dataset;
        AssertTakesStored(ofExact, new FrameLoader(ofExact, exact));
        AssertTakesStored(ofNested, new FrameLoader(ofNested, nested));
        // One of the exact ones is the rule alone; a nested one is not.
        AssertTakesStored(ofExact, new FrameLoader(ofExact, FrameBinning.ByCount(4)));
        foreach (EventDataset stored in (EventDataset[])[ofExact, ofNested])
        {
            AssertSame(d => new FrameLoader(d, exact), stored);
            AssertSame(d => new FrameLoader(d, nested), stored);
            AssertSame(d => new FrameLoader(d, FrameBinning.ByCount(4)), stored);
        }
    }

    [Fact]
    public void OtherRulesAndOptionsAreBinnedFromTheEvents()
    {
        EventStore store = _store.Create();
        EventDataset frames = store.ImportFrames(store.Import(_recordings.Dataset).Dataset, FrameBinning.ByCount(4)).Dataset;
        AssertSame(d => new FrameLoader(d, FrameBinning.ByCount(5)), frames);
        AssertSame(d => new FrameLoader(d, FrameBinning.ByTime(4)), frames);
        AssertSame(d => new FrameLoader(d, FrameBinning.ByCount(4), new FrameLoaderOptions { SensorSize = new SensorSize(12, 12) }), frames);
        AssertSame(d => new FrameLoader(d, FrameBinning.ByCount(4), new FrameLoaderOptions { FrameOptions = new FrameOptions { OutOfRange = OutOfRangeHandling.Drop } }), frames);
    }

    [Fact]
    public void CountsAboveAByteAreWider()
    {
        using var recordings = new RecordingFolder();
        recordings.AddPixel("a", "few", 3, 4);
        recordings.AddPixel("a", "many", 300, 400);
        recordings.AddPixel("a", "verymany", 40_000, 3);
        EventStore store = _store.Create();
        EventDataset events = store.Import(recordings.Dataset).Dataset;
        EventDataset frames = store.ImportFrames(events, FrameBinning.ByTime(2)).Dataset;
        for (int batch = 1; batch <= 3; batch++)
        {
            var options = new FrameLoaderOptions { BatchSize = batch, Workers = 0 };
            BatchCopy.AssertEqual(
                BatchCopy.All(new FrameLoader(recordings.Dataset, FrameBinning.ByTime(2), options).Epoch(0)),
                BatchCopy.All(new FrameLoader(frames, FrameBinning.ByTime(2), options).Epoch(0)));
        }

        // What a type asked for cannot hold is the same error.
        var narrow = new FrameLoaderOptions { BatchSize = 3, Workers = 0, Element = FrameElement.Byte };
        string expected = Assert.Throws<FrameLoadException>(() => BatchCopy.All(new FrameLoader(recordings.Dataset, FrameBinning.ByTime(2), narrow).Epoch(0))).Message;
        Assert.Equal(expected, Assert.Throws<FrameLoadException>(() => BatchCopy.All(new FrameLoader(frames, FrameBinning.ByTime(2), narrow).Epoch(0))).Message);
    }

    [Fact]
    public void ChangedEventsAreAnotherKey()
    {
        EventStore store = _store.Create();
        FrameBinning rule = FrameBinning.ByCount(4);
        string first = store.ImportFrames(store.Import(_recordings.Dataset).Dataset, rule).Set.Key;
        var turned = new EventReadOptions { Orientation = new Orientation(false, true, false) };
        EventDataset events = store.Import(_recordings.Dataset, new ImportOptions { ReadOptions = turned }).Dataset;
        ImportResult second = store.ImportFrames(events, rule, new FrameImportOptions { ReadOptions = turned });
        Assert.False(second.WasPresent);
        Assert.NotEqual(first, second.Set.Key);
    }

    [Fact]
    public void PreparingTakesTheFasterUnlessToldOtherwise()
    {
        EventStore store = _store.Create();
        FrameBinning rule = FrameBinning.ByCount(4);
        var turned = new ImportOptions { ReadOptions = new EventReadOptions { Orientation = new Orientation(true, false, false) } };
        Assert.IsType<StoredSampleSource>(store.Prepare(_recordings.Dataset, rule, StoreKind.Events)[0].Source);
        Assert.Single(store.Sets());
        EventDataset frames = store.Prepare(_recordings.Dataset, rule);
        AssertTakesStored(frames, new FrameLoader(frames, rule));
        AssertSame(d => new FrameLoader(d, rule), frames);
        MultiFrameBinning several = MultiFrameBinning.Exact(FrameBinning.ByTime(2), FrameBinning.ByTime(3));
        EventDataset others = store.Prepare(_recordings.Dataset, several, import: turned);
        AssertTakesStored(others, new FrameLoader(others, several, new FrameLoaderOptions { ReadOptions = turned.ReadOptions }));
        AssertSame(d => new FrameLoader(d, several, new FrameLoaderOptions { ReadOptions = turned.ReadOptions }), others);
        // Asked for in another way than it was prepared: an error, never the wrong frames.
        FrameLoadException error = Assert.Throws<FrameLoadException>(() => BatchCopy.All(new FrameLoader(others, several, new FrameLoaderOptions { SensorSize = new SensorSize(7, 9) }).Epoch(0)));
        Assert.Contains("other options", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FramesOfFilesNeedTheEventsFirst()
        => Assert.Contains("import the events first",
            Assert.Throws<ArgumentException>(() => _store.Create().ImportFrames(_recordings.Dataset, FrameBinning.ByCount(4))).Message, StringComparison.Ordinal);

    private void AssertSame(Func<EventDataset, FrameLoader> loader, EventDataset stored)
        => BatchCopy.AssertEqual(BatchCopy.All(loader(_recordings.Dataset).Epoch(0)), BatchCopy.All(loader(stored).Epoch(0)));

    // That the frames come from the store and not from the events, which would be equal too.
    private static void AssertTakesStored(EventDataset dataset, FrameLoader loader)
    {
        var source = Assert.IsType<StoredFrameSource>(dataset[0].Source);
        SampleFrames[] blocks = [.. loader.Rules.Select(_ => new SampleFrames(loader.SensorSize, 0, loader.Options.Element))];
        Assert.True(source.TryTake(loader.RuleKeys, loader.SensorSize, loader.Options.FrameOptions, blocks));
        Array.ForEach(blocks, b => b.Dispose());
    }
}
