using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Supervision;

/// <summary>Three classes of 8×8 clips, each a bright quarter with noise, at 4 steps and, summed in pairs and fours, at 2 and 1.</summary>
internal static class SmallTask
{
    public const int Classes = 3;
    public const int Batch = 8;

    /// <summary>Batches with frames of 4, 2 and 1 steps.</summary>
    public static BlockSource Source(int samples, int seed = 5, bool shuffle = true)
    {
        using var generator = new Generator((ulong)seed);
        Tensor fine = rand((long[])[samples, 4, 2, 8, 8], generator: generator).mul(2).floor();
        long[] labels = [.. Enumerable.Range(0, samples).Select(i => (long)(i % Classes))];
        for (int i = 0; i < samples; i++)
        {
            using Tensor quarter = fine[i].narrow(2, labels[i] == 0 ? 0 : 4, 4).narrow(3, labels[i] == 1 ? 0 : 4, 4);
            quarter.add_(2);
        }

        Tensor middle = fine.reshape(samples, 2, 2, 2, 8, 8).sum(dim: 2);
        Tensor coarse = fine.sum(dim: 1, keepdim: true);
        return new BlockSource([fine, middle, coarse], labels, new MemoryBatchOptions(Batch, shuffle, seed));
    }

    public static SpikingNetwork Network(int seed)
    {
        set_num_threads(1); // so little work waits longer for threads than it takes
        manual_seed(seed);
        return SpikingNetworks.Create("sew-small", new NetworkOptions(2, 8, 8, Classes));
    }

    public static DistillationLossOptions Loss(string id = "ld+bkd") => new()
    {
        Id = id,
        Features = id.Contains("bkd", StringComparison.Ordinal) ? new FeatureLossOptions { Pairs = [new FeaturePair("block2.out")] } : null,
    };

    /// <summary>A student over one of the source's blocks, its weights drawn from the seed.</summary>
    public static DistillationStudent Student(SpikingNetwork network, SpikingNetwork teacher, IBatchSource source, int block, string loss = "ld+bkd", params TrainerCallback[] callbacks)
    {
        var objective = new DistillationObjective(DistillationLosses.Create(Loss(loss), network, teacher));
        var options = new TrainerOptions
        {
            Epochs = 3,
            Optimizer = new OptimizerRecipe(OptimizerKind.Adam, 5e-3),
            Objective = objective,
            TrainingBlock = block,
            Callbacks = callbacks,
        };
        return new DistillationStudent($"block{block}", new Trainer(network, options, source), objective);
    }
}
