using NeuroKit.Training.Data;
using NeuroKit.Training.Losses;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Trainers;

/// <summary>Three classes of 8×8 clips, each a bright quarter with noise: learnt in seconds.</summary>
internal static class TinyTask
{
    public const int Classes = 3;

    public static SpikingNetwork Network()
    {
        set_num_threads(1); // so little work waits longer for threads than it takes
        manual_seed(11);
        return SpikingNetworks.Create("sew-small", new NetworkOptions(2, 8, 8, Classes));
    }

    public static MemoryBatchSource Source(int samples, bool shuffle, int seed = 5)
    {
        using var generator = new Generator((ulong)seed);
        Tensor frames = rand((long[])[samples, 4, 2, 8, 8], generator: generator).mul(2).floor();
        long[] labels = [.. Enumerable.Range(0, samples).Select(i => (long)(i % Classes))];
        for (int i = 0; i < samples; i++)
        {
            using Tensor quarter = frames[i].narrow(2, labels[i] == 0 ? 0 : 4, 4).narrow(3, labels[i] == 1 ? 0 : 4, 4);
            quarter.add_(2);
        }

        return new MemoryBatchSource(frames, labels, new MemoryBatchOptions(8, shuffle, seed, DropLast: shuffle));
    }

    public static TrainerOptions Options(params TrainerCallback[] callbacks) => new()
    {
        Epochs = 4,
        Optimizer = new OptimizerRecipe(OptimizerKind.AdamW, 5e-3, WeightDecay: 0.01),
        Schedule = new ScheduleRecipe(ScheduleKind.Cosine),
        Loss = new TaskLoss { PerStep = true, LabelSmoothing = 0.05 },
        Mixup = new Mixup(0.5, 0.5, untilEpoch: 3, seed: 2),
        TrainSteps = 3,
        Seed = 2,
        Callbacks = callbacks,
    };
}
