using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Supervision;

/// <summary>Teacher and students share each reading, and what is done to it.</summary>
public sealed class SharedReadingTests : SmallRun
{
    [SkippableTheory]
    [InlineData(FrameCache.None)]
    [InlineData(FrameCache.Memory)]
    public void A_recording_is_read_once_for_all(FrameCache cache)
    {
        RunData data = Open(cache, null);
        var opened = new Counting();
        EventDataset part = data.Train.Select(sample => sample with { Source = opened });
        using Owned<IBatchSource> source = new(data.Batches(part, [4, 2, 1], nests: false, isTraining: true));
        for (int epoch = 0; epoch < 2; epoch++)
        {
            foreach (TensorBatch batch in source.Value.Epoch(epoch))
                batch.Dispose();
        }

        Assert.Equal(part.Count * (cache == FrameCache.Memory ? 1 : 2), opened.Count);
    }

    [SkippableTheory]
    [InlineData(FrameCache.None)]
    [InlineData(FrameCache.Memory)]
    public void All_see_it_augmented_and_mixed_alike(FrameCache cache)
    {
        RunData data = Open(cache, "flip, translate-x(3), rotate(20)"), plain = Open(cache, null);
        using Owned<IBatchSource> source = new(data.Batches(data.Train, [4, 2, 1], nests: true, isTraining: true));
        using Owned<IBatchSource> unchanged = new(plain.Batches(plain.Train, [4, 2, 1], nests: true, isTraining: true));
        var mixup = new Mixup(0.5, seed: 3);
        bool anyMixed = false, anyAugmented = false;
        foreach ((TensorBatch batch, TensorBatch original) in source.Value.Epoch(1).Zip(unchanged.Value.Epoch(1)))
        {
            Assert.Equal(original.Indices, batch.Indices);
            anyAugmented |= !BitEqual(original.Frames, batch.Frames);
            AssertNested(batch, 0);
            TensorBatch mixed = mixup.Apply(batch, 10, 1, 0);
            anyMixed |= !ReferenceEquals(mixed, batch);
            AssertNested(mixed, 1e-4);
        }

        Assert.True(anyMixed && anyAugmented);

        // A student's frame is the sum of its teacher's, whatever was done to both.
        static void AssertNested(TensorBatch batch, double tolerance)
        {
            long[] shape = batch.AllFrames[0].shape;
            Close(batch.AllFrames[0].reshape([shape[0], 2, 2, .. shape[2..]]).sum(dim: 2), batch.AllFrames[1], tolerance);
            Close(batch.AllFrames[0].sum(1, keepdim: true), batch.AllFrames[2], tolerance);
        }
    }

    [SkippableFact]
    public void Exact_frames_are_those_of_each_number_alone()
    {
        RunData data = Open(FrameCache.None, "flip");
        using Owned<IBatchSource> shared = new(data.Batches(data.Train, [4, 3], nests: false, isTraining: true));
        RunData three = RunData.Open(Recipe(FrameCache.None, "flip") with { Frames = Small().Frames with { Steps = 3, Cache = FrameCache.None, Size = null } }, Data);
        using Owned<IBatchSource> alone = new(three.Batches(three.Train, isTraining: true));
        foreach ((TensorBatch both, TensorBatch one) in shared.Value.Epoch(2).Zip(alone.Value.Epoch(2)))
            Assert.True(BitEqual(both.AllFrames[1], one.Frames));
    }

    [SkippableFact]
    public void A_teacher_begins_each_batch_at_rest()
    {
        using BlockSource source = SmallTask.Source(16);
        using SpikingNetwork network = SmallTask.Network(1);
        var teacher = new FrozenTeacher(network, 0, []);
        Assert.False(network.training);
        TensorBatch[] batches = [.. source.Epoch(0)];
        Tensor first = teacher.Observe(batches[0], batches[0]).Logits;
        teacher.Observe(batches[1], batches[1]);
        Assert.True(BitEqual(first, teacher.Observe(batches[0], batches[0]).Logits));
        Assert.All(network.Neurons, layer => Assert.Null(layer.Neuron.Potential));
        Assert.False(first.requires_grad);

        // Unless it is the released code's, which goes on from batch to batch.
        var released = new FrozenTeacher(network, 0, [], new Distill.Losses.TeacherPairing { ResetTeacherState = false });
        released.Observe(batches[1], batches[1]);
        Assert.Contains(network.Neurons, layer => layer.Neuron.Potential is not null);
        network.ResetState();
    }

    private RunData Open(FrameCache cache, string? clip) => RunData.Open(Recipe(cache, clip), Data);

    private static Recipe Recipe(FrameCache cache, string? clip)
    {
        DistillRecipe small = Small();
        return (small with { Frames = small.Frames with { Cache = cache, Size = null }, Augmentation = new AugmentationRecipe(clip) }).ToStudent(4);
    }

    /// <summary>Counts how often recordings are opened.</summary>
    private sealed class Counting : EventSampleSource
    {
        private int _count;

        public int Count => _count;

        public override EventReader Open(EventSample sample, EventReadOptions options)
        {
            Interlocked.Increment(ref _count);
            return EventFile.Open(sample.OpenFile(), options);
        }
    }
}
