using NeuroKit.Events.Datasets;
using NeuroKit.Frames;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Transforms;
using NeuroKit.Training.Data;
using NeuroKit.Training.Tests.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Data;

public sealed class FrameTensorSourceTests : TrainingTest
{
    private readonly EventDataset _dataset;

    public FrameTensorSourceTests()
    {
        string root = TemporaryFolder();
        DigitFiles.Write(root, train: 3, test: 1);
        _dataset = Catalog.NMnist.Open(root).Split("train");
    }

    [SkippableFact]
    public void Batches_are_the_loaders_counts_as_floats()
    {
        var loader = new FrameLoader(_dataset, FrameBinning.ByCount(4), new FrameLoaderOptions { BatchSize = 7 });
        var source = new FrameTensorSource(loader);
        Assert.Equal((5, 30), (source.BatchesPerEpoch, source.Samples));
        int seen = 0;
        foreach (TensorBatch batch in source.Epoch(0))
        {
            using (batch)
            {
                Assert.Equal([batch.Count, 4, 2, 34, 34], batch.Frames.shape);
                Assert.Equal(ScalarType.Float32, batch.Frames.dtype);
                Assert.Null(batch.Lengths);
                Assert.Equal(batch.Labels, batch.Targets.data<long>().ToArray());
                for (int i = 0; i < batch.Count; i++)
                {
                    using var reader = _dataset[batch.Indices[i]].Open();
                    float[] expected = new float[4 * 2 * 34 * 34];
                    FrameBinning.ByCount(4).ToFrames<float>(reader, null, expected);
                    Assert.Equal(expected, batch.Frames[i].data<float>().ToArray());
                    Assert.Equal(_dataset[batch.Indices[i]].Label, batch.Labels[i]);
                }

                seen += batch.Count;
            }
        }

        Assert.Equal(30, seen);
    }

    [SkippableTheory]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    [InlineData(false, true, false)]
    public void Memory_gives_what_the_loader_gives(bool fixedSteps, bool augmented, bool several)
    {
        FrameLoaderOptions options = new() { BatchSize = 8, Shuffle = true, DropLast = true, Seed = 4, Augmentation = augmented ? [ClipTransforms.HorizontalFlip()] : null };
        FrameLoader loader = several
            ? new FrameLoader(_dataset, MultiFrameBinning.Nested(FrameBinning.ByCount(4), 4, 2), options)
            : new FrameLoader(_dataset, fixedSteps ? FrameBinning.ByCount(4) : FrameBinning.ByDuration(30_000), options);
        using MemoryBatchSource memory = MemoryBatchSource.Load(loader);
        var direct = new FrameTensorSource(loader);
        Assert.Equal((direct.BatchesPerEpoch, direct.Samples), (memory.BatchesPerEpoch, memory.Samples));
        for (int epoch = 0; epoch < 2; epoch++)
        {
            foreach ((TensorBatch a, TensorBatch b) in direct.Epoch(epoch, 1).Zip(memory.Epoch(epoch, 1)))
            {
                using (a)
                using (b)
                {
                    Assert.Equal(a.Indices, b.Indices);
                    Assert.Equal(a.Labels, b.Labels);
                    Assert.Equal(a.Lengths, b.Lengths);
                    Assert.Equal(fixedSteps, a.Lengths is null);
                    Assert.Equal(several ? 2 : 1, b.AllFrames.Count);
                    Assert.All(a.AllFrames.Zip(b.AllFrames), pair => Assert.True(BitEqual(pair.First, pair.Second)));
                }
            }
        }
    }

    [SkippableFact]
    public void Batches_leave_no_tensor_behind()
    {
        var source = new FrameTensorSource(new FrameLoader(_dataset, FrameBinning.ByCount(4), new FrameLoaderOptions { BatchSize = 8 }));
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        foreach (TensorBatch batch in source.Epoch(0))
            batch.Dispose();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [SkippableFact]
    public void Shuffled_epochs_differ_and_repeat()
    {
        Tensor frames = arange(0, 10, dtype: ScalarType.Float32).reshape(10, 1, 1, 1, 1);
        using var source = new MemoryBatchSource(frames, new long[10], new MemoryBatchOptions(4, Shuffle: true, Seed: 2));
        int[] first = Order(source, 0), second = Order(source, 1);
        Assert.Equal(Enumerable.Range(0, 10), first.Order());
        Assert.NotEqual(first, second);
        Assert.Equal(first, Order(source, 0));
        Assert.Equal(3, source.BatchesPerEpoch);
    }

    private static int[] Order(MemoryBatchSource source, int epoch)
    {
        var order = new List<int>();
        foreach (TensorBatch batch in source.Epoch(epoch))
        {
            using (batch)
            {
                Assert.Equal(batch.Indices.Select(i => (float)i), batch.Frames.data<float>().ToArray());
                order.AddRange(batch.Indices);
            }
        }

        return [.. order];
    }
}
