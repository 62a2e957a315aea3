using System.Numerics.Tensors;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Transforms;
using NeuroKit.Tests;

namespace NeuroKit.Frames.Tests.Loading;

public sealed class FrameLoaderTests : IDisposable
{
    private static readonly FrameLoaderOptions s_shuffled = new()
    {
        BatchSize = 4,
        Shuffle = true,
        Seed = 7,
        Augmentation = [ClipTransforms.HorizontalFlip()],
    };

    private readonly RecordingFolder _folder = RecordingFolder.Of(23);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BatchesHoldWhatTheRuleGivesAndSumToTheEvents(bool byTime)
    {
        FixedFrameBinning rule = byTime ? FrameBinning.ByTime(4) : FrameBinning.ByCount(4);
        var loader = new FrameLoader(_folder.Dataset, rule, new FrameLoaderOptions { BatchSize = 5 });
        Assert.Equal((23, 5, RecordingFolder.Size, RecordingFolder.Size), (loader.Count, loader.BatchesPerEpoch, loader.SensorSize, loader.FrameSize));
        List<BatchCopy> batches = BatchCopy.All(loader.Epoch(0));
        Assert.Equal([5, 5, 5, 5, 3], batches.Select(b => b.Indices.Length));
        Assert.Equal(Enumerable.Range(0, 23), batches.SelectMany(b => b.Indices));
        foreach (BatchCopy batch in batches)
        {
            Assert.Equal([batch.Indices.Length, 4, 2, 7, 9], batch.Shapes[0]);
            Assert.All(batch.Lengths, l => Assert.Equal(4, l));
            for (int i = 0; i < batch.Indices.Length; i++)
            {
                EventBuffer events = _folder.Events[batch.Indices[i]];
                Tensor<double> expected = rule.ToFrames<double>(events, RecordingFolder.Size);
                Assert.Equal([.. expected], batch.Sample(i));
                Assert.Equal(events.Count, batch.Sample(i).Sum());
                Assert.Equal(_folder.Dataset[batch.Indices[i]].Label, batch.Labels[i]);
            }
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 5)]
    [InlineData(8, 2)]
    public void TheNumberOfThreadsChangesNothing(int workers, int prefetch)
    {
        var alone = new FrameLoader(_folder.Dataset, FrameBinning.ByDuration(300), s_shuffled with { Workers = 0 });
        var many = new FrameLoader(_folder.Dataset, FrameBinning.ByDuration(300), s_shuffled with { Workers = workers, PrefetchBatches = prefetch });
        for (int epoch = 0; epoch < 3; epoch++)
            BatchCopy.AssertEqual(BatchCopy.All(alone.Epoch(epoch)), BatchCopy.All(many.Epoch(epoch)));
    }

    [Fact]
    public void EpochsDifferAndCanBeRepeated()
    {
        var loader = new FrameLoader(_folder.Dataset, FrameBinning.ByCount(2), s_shuffled);
        List<BatchCopy> first = BatchCopy.All(loader.Epoch(0));
        Assert.NotEqual(first.SelectMany(b => b.Indices), BatchCopy.All(loader.Epoch(1)).SelectMany(b => b.Indices));
        BatchCopy.AssertEqual(first, BatchCopy.All(loader.Epoch(0)));
        Assert.Equal(loader.Order(0), first.SelectMany(b => b.Indices));
        var other = new FrameLoader(_folder.Dataset, FrameBinning.ByCount(2), s_shuffled with { Seed = 8 });
        Assert.NotEqual(loader.Order(0), other.Order(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void AnEpochResumesAtAnyBatch(int workers)
    {
        var loader = new FrameLoader(_folder.Dataset, FrameBinning.ByCount(2), s_shuffled with { Workers = workers });
        List<BatchCopy> whole = BatchCopy.All(loader.Epoch(3));
        for (int first = 0; first <= loader.BatchesPerEpoch; first++)
            BatchCopy.AssertEqual(whole[first..], BatchCopy.All(loader.Epoch(3, first)));
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Epoch(3, loader.BatchesPerEpoch + 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Epoch(-1));
    }

    [Fact]
    public async Task TheAsyncFaceGivesTheSame()
    {
        var loader = new FrameLoader(_folder.Dataset, FrameBinning.ByCount(2), s_shuffled with { Workers = 2 });
        List<BatchCopy> batches = [];
        await foreach (FrameBatch batch in loader.EpochAsync(1, 2))
        {
            using (batch)
                batches.Add(new BatchCopy(batch));
        }

        BatchCopy.AssertEqual(BatchCopy.All(loader.Epoch(1, 2)), batches);
    }

    [Fact]
    public void ShardsTogetherGiveTheEpochWithTheSameFrames()
    {
        Dictionary<int, double[]> whole = Samples([new FrameLoader(_folder.Dataset, FrameBinning.ByCount(3), s_shuffled)]);
        Dictionary<int, double[]> sharded = Samples([.. Enumerable.Range(0, 3).Select(rank =>
            new FrameLoader(_folder.Dataset, FrameBinning.ByCount(3), s_shuffled with { Rank = rank, World = 3 }))]);
        Assert.Equal(23, sharded.Count);
        foreach ((int index, double[] counts) in whole)
            Assert.Equal(counts, sharded[index]);

        static Dictionary<int, double[]> Samples(FrameLoader[] loaders)
            => loaders.SelectMany(l => BatchCopy.All(l.Epoch(2))).SelectMany(b => b.Indices.Select((index, i) => (index, Counts: b.Sample(i))))
                .ToDictionary(s => s.index, s => s.Counts);
    }

    [Fact]
    public void ASmallerLastBatchCanBeLeftOut()
    {
        var loader = new FrameLoader(_folder.Dataset, FrameBinning.ByCount(2), s_shuffled with { DropLast = true, World = 2, Rank = 1 });
        Assert.Equal((2, 8), (loader.BatchesPerEpoch, loader.Count)); // 23 recordings, 11 a shard, batches of 4
        List<BatchCopy> batches = BatchCopy.All(loader.Epoch(0));
        Assert.Equal([4, 4], batches.Select(b => b.Indices.Length));
        Assert.Equal(loader.Order(0), batches.SelectMany(b => b.Indices));
    }

    [Fact]
    public void VariableNumbersOfFramesArePaddedWithZerosBehind()
    {
        using var folder = new RecordingFolder();
        folder.AddPixel("a", "0", 1, 1, 1, 1, 1); // 0, 100, … 400 µs: 4 frames of 100 µs
        folder.AddPixel("a", "1", 2, 3);
        folder.AddPixel("a", "2");
        var loader = new FrameLoader(folder.Dataset, FrameBinning.ByDuration(100), new FrameLoaderOptions { BatchSize = 3 });
        // Arrays that are used again hold what was in them before.
        for (int epoch = 0; epoch < 3; epoch++)
        {
            BatchCopy batch = Assert.Single(BatchCopy.All(loader.Epoch(epoch)));
            Assert.Equal([3, 4, 2, 7, 9], batch.Shapes[0]);
            Assert.Equal([4, 1, 0], batch.Lengths);
            int cells = 2 * 7 * 9;
            Assert.Equal([1, 1, 1, 2, 5, 0, 0, 0, 0, 0, 0, 0], batch.Counts[0].Chunk(cells).Select(f => f.Sum()));
            Assert.Equal(5, batch.Sample(1)[(7 * 9) + (1 * 9) + 2]);
            Assert.Equal([true, true, true, true, true, false, false, false, false, false, false, false], batch.Mask);
        }

        Assert.All(BatchCopy.All(new FrameLoader(folder.Dataset, FrameBinning.ByCount(2), new FrameLoaderOptions { BatchSize = 2 }).Epoch(0)).Take(1), b => Assert.Equal([true, true, true, true], b.Mask));
    }

    [Fact]
    public void ABatchOfEmptyRecordingsHasNoFrames()
    {
        using var folder = new RecordingFolder();
        folder.AddPixel("a", "0");
        var variable = new FrameLoader(folder.Dataset, FrameBinning.ByDuration(100));
        Assert.Equal([1, 0, 2, 7, 9], Assert.Single(BatchCopy.All(variable.Epoch(0))).Shapes[0]);
        var four = new FrameLoader(folder.Dataset, FrameBinning.ByCount(4));
        BatchCopy batch = Assert.Single(BatchCopy.All(four.Epoch(0)));
        Assert.Equal([1, 4, 2, 7, 9], batch.Shapes[0]);
        Assert.Equal(0, batch.Counts[0].Sum());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SeveralNumbersOfFramesComeFromOneReadingWithOneTransform(bool nested)
    {
        MultiFrameBinning rules = nested
            ? MultiFrameBinning.Nested(FrameBinning.ByCount(1), 8, 4, 2)
            : MultiFrameBinning.Exact(FrameBinning.ByCount(8), FrameBinning.ByCount(4), FrameBinning.ByTime(2));
        var loader = new FrameLoader(_folder.Dataset, rules, s_shuffled);
        Assert.Equal(3, loader.Rules.Count);
        foreach (BatchCopy batch in BatchCopy.All(loader.Epoch(0)))
        {
            Assert.Equal([8, 4, 2], batch.Shapes.Select(s => s[1]));
            for (int i = 0; i < batch.Indices.Length; i++)
            {
                PixelMap map = loader.DrawAugmentation(0, batch.Indices[i]);
                Tensor<double>[] expected = rules.ToFrames<double>(_folder.Events[batch.Indices[i]], RecordingFolder.Size);
                for (int b = 0; b < 3; b++)
                {
                    double[] moved = new double[expected[b].FlattenedLength];
                    map.Apply<double>([.. expected[b]], moved);
                    Assert.Equal(moved, batch.Sample(i, b));
                }
            }
        }

        Assert.Contains(loader.Order(0), i => !loader.DrawAugmentation(0, i).IsIdentity);
        Assert.Contains(loader.Order(0), i => loader.DrawAugmentation(0, i).IsIdentity);
    }

    [Fact]
    public void AnAugmentationMayChangeTheFramesSize()
    {
        FrameLoaderOptions options = s_shuffled with { Augmentation = ClipAugmentation.Parse("resize(6x5), spikingformer, random-crop(5x4)") };
        var loader = new FrameLoader(_folder.Dataset, FrameBinning.ByDuration(500), options);
        Assert.Equal((RecordingFolder.Size, new SensorSize(5, 4)), (loader.SensorSize, loader.FrameSize));
        List<BatchCopy> batches = BatchCopy.All(loader.Epoch(0));
        Assert.All(batches, b => Assert.Equal([2, 4, 5], b.Shapes[0][2..]));
        BatchCopy.AssertEqual(batches, BatchCopy.All(new FrameLoader(_folder.Dataset, FrameBinning.ByDuration(500), options with { Workers = 3 }).Epoch(0)));
        FrameLoaderOptions tooLarge = options with { Augmentation = ClipAugmentation.Parse("resize(6x5), random-crop(9x7)") };
        Assert.Throws<ArgumentException>(() => new FrameLoader(_folder.Dataset, FrameBinning.ByCount(1), tooLarge));
    }

    [SkippableFact]
    public void RecordedDigitsSumToTheirEvents()
    {
        EventDataset digits = Catalog.NMnist.Open(SharedData.PathOf("data/nmnist-small"));
        var loader = new FrameLoader(digits.Split("train"), MultiFrameBinning.Nested(FrameBinning.ByCount(1), 16, 8, 4), new FrameLoaderOptions
        {
            BatchSize = 50,
            Shuffle = true,
            Workers = 2,
        });
        int samples = 0;
        foreach (FrameBatch batch in loader.Epoch(0))
        {
            using (batch)
            {
                var copy = new BatchCopy(batch);
                for (int i = 0; i < batch.Count; i++)
                {
                    long events = new FileInfo(loader.Dataset[batch.Indices[i]].Path).Length / 5; // 40 bits an event, and no overflow marker in these
                    for (int block = 0; block < 3; block++)
                        Assert.Equal(events, copy.Sample(i, block).Sum());
                    Assert.Equal(loader.Dataset[batch.Indices[i]].Label, batch.Labels[i]);
                    samples++;
                }
            }
        }

        Assert.Equal(1000, samples);
    }

    [Fact]
    public void WrongArgumentsAreRefused()
    {
        Refuses(s_shuffled with { BatchSize = 0 });
        Refuses(s_shuffled with { World = 0 });
        Refuses(s_shuffled with { Rank = 2, World = 2 });
        Refuses(s_shuffled with { Rank = -1 });
        Refuses(s_shuffled with { Workers = -1 });
        Refuses(s_shuffled with { PrefetchBatches = 0 });
        Refuses(s_shuffled with { Element = (FrameElement)9 });
        Assert.Throws<ArgumentNullException>(() => new FrameLoader(_folder.Dataset, (FrameBinning)null!));
        var loader = new FrameLoader(_folder.Dataset, FrameBinning.ByCount(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.DrawAugmentation(0, 23));
        Assert.Throws<ArgumentOutOfRangeException>(() => loader.Order(-1));

        void Refuses(FrameLoaderOptions options)
            => Assert.Throws<ArgumentOutOfRangeException>(() => new FrameLoader(_folder.Dataset, FrameBinning.ByCount(1), options));
    }

    [Fact]
    public void TheSensorIsTheDataSetsElseTheFirstHeadersElseTold()
    {
        EventDataset manifest = EventDataset.FromFolder(_folder.Path, Catalog.FashionDvs with
        {
            Classes = [new DatasetClass { Name = "a" }, new DatasetClass { Name = "b" }],
            SensorSize = new SensorSize(20, 12),
            Orientation = new Orientation(true, false, false),
        });
        Assert.Equal(new SensorSize(12, 20), new FrameLoader(manifest, FrameBinning.ByCount(1)).SensorSize);
        var told = new FrameLoader(_folder.Dataset, FrameBinning.ByCount(1), new FrameLoaderOptions { SensorSize = new SensorSize(30, 30), BatchSize = 50 });
        Assert.Equal([23, 1, 2, 30, 30], Assert.Single(BatchCopy.All(told.Epoch(0))).Shapes[0]);

        string odd = Path.Combine(_folder.Path, "b", "999.aedat");
        EventFile.Write(odd, _folder.Events[0], new EventWriteOptions { Format = "aedat2", SensorSize = new SensorSize(40, 40) });
        var loader = new FrameLoader(EventDataset.FromFolder(_folder.Path), FrameBinning.ByCount(1), new FrameLoaderOptions { BatchSize = 23 });
        FrameLoadException error = Assert.Throws<FrameLoadException>(() => BatchCopy.All(loader.Epoch(0)));
        Assert.Equal((odd, 23), (error.SamplePath, error.SampleIndex));
        Assert.Contains("40x40", error.Message, StringComparison.Ordinal);

        Directory.CreateDirectory(Path.Combine(_folder.Path, "n", "x"));
        EventFile.Write(Path.Combine(_folder.Path, "n", "x", "0.npy"), _folder.Events[0]);
        EventDataset unknown = EventDataset.FromFolder(Path.Combine(_folder.Path, "n"));
        Assert.Throws<SensorSizeUnknownException>(() => new FrameLoader(unknown, FrameBinning.ByCount(1)));
    }
}
