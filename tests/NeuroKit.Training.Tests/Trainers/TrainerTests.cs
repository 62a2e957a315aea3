using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Tests.Trainers;

public sealed class TrainerTests : TrainingTest
{
    private readonly string _folder;

    public TrainerTests() => _folder = TemporaryFolder();

    [SkippableFact]
    public void It_learns_and_chooses_on_validation()
    {
        using SpikingNetwork network = TinyTask.Network();
        using MemoryBatchSource train = TinyTask.Source(48, shuffle: true), validation = TinyTask.Source(24, shuffle: false, 6), test = TinyTask.Source(30, shuffle: false, 7);
        var watcher = new Watcher();
        using var trainer = new Trainer(network, TinyTask.Options(watcher) with { Epochs = 8, Mixup = null }, train, validation, test);
        TrainingResult result = trainer.Fit();
        Assert.True(result.Test!.Accuracy > 0.8, $"recognised {result.Test.Accuracy}");
        Assert.Equal(8 * 6, result.Steps);
        EpochMetrics best = watcher.Epochs.MaxBy(e => (e.Validation!.Accuracy, -e.Validation.Loss))!;
        Assert.Equal(best.Epoch, result.Best!.Epoch);
        Assert.Equal(best.Validation!.Accuracy, result.Best.Accuracy);
        Assert.All(watcher.Epochs, e => Assert.Null(e.Test));
        Assert.Null(result.BestOnTest);
        // The network is left with the weights of that epoch.
        Assert.Equal(result.Best.Loss, Evaluation.Measure(network, validation).Loss, 12);
        Assert.Equal(result.BestTest!.Loss, Evaluation.Measure(network, test).Loss, 12);
        Assert.Equal(30, result.Test.Confusion().Sum(row => row.Sum()));
        Assert.Equal(result.Test.Accuracy, result.Test.PerClass.Average(), 12);
    }

    [SkippableFact]
    public void Looking_at_the_test_part_changes_nothing_else()
    {
        (byte[] plain, TrainingResult without) = Train(TinyTask.Options());
        (byte[] looked, TrainingResult with) = Train(TinyTask.Options() with { ReportBestOnTest = true });
        Assert.Equal(plain, looked);
        Assert.Null(without.BestOnTest);
        Assert.True(with.BestOnTest!.Accuracy >= with.Last!.Accuracy);
        Assert.Equal(without.Last!.Accuracy, with.Last.Accuracy);
    }

    [SkippableFact]
    public void The_same_seed_gives_the_same_bits() => Assert.Equal(Train(TinyTask.Options()).Weights, Train(TinyTask.Options()).Weights);

    [SkippableTheory]
    [InlineData(OptimizerKind.Sgd, 3, false)]
    [InlineData(OptimizerKind.Sgd, 11, true)]
    [InlineData(OptimizerKind.Adam, 8, false)]
    [InlineData(OptimizerKind.AdamW, 1, false)] // before the first checkpoint
    [InlineData(OptimizerKind.AdamW, 2, true)] // in the first checkpoint
    [InlineData(OptimizerKind.AdamW, 6, false)] // the last step of an epoch
    [InlineData(OptimizerKind.AdamW, 12, true)] // in the checkpoint at an epoch's end
    [InlineData(OptimizerKind.AdamW, 17, false)]
    [InlineData(OptimizerKind.AdamW, 24, true)] // in the last checkpoint
    public void Killed_and_resumed_equals_undisturbed_to_the_bit(OptimizerKind kind, int step, bool whileSaving)
    {
        var optimizer = new OptimizerRecipe(kind, 5e-3, Momentum: kind == OptimizerKind.Sgd ? 0.9 : 0, WeightDecay: 0.01);
        (byte[] weights, string metrics, TrainingResult result) = Run("whole", optimizer, null)!.Value;
        Assert.Null(Run("killed", optimizer, new InterruptingCallback(step, whileSaving)));
        Assert.Empty(Directory.GetFiles(_folder, "*.tmp"));
        (byte[] resumed, string resumedMetrics, TrainingResult resumedResult) = Run("killed", optimizer, null)!.Value;
        Assert.Equal(weights, resumed);
        Assert.Equal(metrics, resumedMetrics);
        Assert.Equal(result.Best, resumedResult.Best);
        Assert.Equal(result.Test!.Loss, resumedResult.Test!.Loss);
        Assert.Equal(result.Steps, resumedResult.Steps);
    }

    [SkippableFact]
    public void Killed_over_and_over_equals_undisturbed_to_the_bit()
    {
        OptimizerRecipe optimizer = TinyTask.Options().Optimizer;
        (byte[] weights, string metrics, _) = Run("whole", optimizer, null)!.Value;
        var random = new Random(3);
        for (long step = 1; step < 24; step += random.Next(1, 6))
            Run("killed", optimizer, new InterruptingCallback(step, random.Next(2) == 0));
        (byte[] resumed, string resumedMetrics, _) = Run("killed", optimizer, null)!.Value;
        Assert.Equal(weights, resumed);
        Assert.Equal(metrics, resumedMetrics);
    }

    [SkippableFact]
    public void The_number_of_live_tensors_stays()
    {
        using SpikingNetwork network = TinyTask.Network();
        using MemoryBatchSource train = TinyTask.Source(48, shuffle: true), validation = TinyTask.Source(8, shuffle: false);
        var counter = new TensorCounter();
        using (var trainer = new Trainer(network, TinyTask.Options(counter) with { Epochs = 12 }, train, validation))
            trainer.Fit();
        // The first epochs make the optimiser's state and the best weights.
        Assert.Single(counter.AfterEpochs.Skip(2).Distinct());
        Assert.Single(counter.AfterSteps.Skip(12).Distinct());
    }

    [SkippableFact]
    public void A_loss_that_is_no_number_ends_the_training()
    {
        using SpikingNetwork network = TinyTask.Network();
        using MemoryBatchSource train = TinyTask.Source(48, shuffle: true);
        using var trainer = new Trainer(
            network, TinyTask.Options() with { Optimizer = new OptimizerRecipe(OptimizerKind.Sgd, 3e38), Epochs = 20 }, train);
        Assert.Contains("smaller learning rate", Assert.Throws<TrainingException>(() => trainer.Fit()).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Nothing_to_train_on_is_an_error()
    {
        using SpikingNetwork network = TinyTask.Network();
        using MemoryBatchSource train = TinyTask.Source(7, shuffle: true);
        Assert.Contains("dropLast", Assert.Throws<TrainingException>(() => new Trainer(network, TinyTask.Options(), train)).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_damaged_checkpoint_is_refused()
    {
        using SpikingNetwork network = TinyTask.Network();
        using MemoryBatchSource train = TinyTask.Source(16, shuffle: true);
        using var trainer = new Trainer(network, TinyTask.Options(), train);
        string path = Path.Combine(_folder, "a.ckpt");
        CheckpointFile.Write(path, trainer);
        CheckpointFile.Read(path, trainer);
        byte[] whole = File.ReadAllBytes(path);
        foreach (int at in new[] { 0, 9, 45, whole.Length / 2, whole.Length - 1 })
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 4;
            File.WriteAllBytes(path, damaged);
            Assert.Throws<TrainingException>(() => CheckpointFile.Read(path, trainer));
        }

        File.WriteAllBytes(path, whole[..^1]);
        Assert.Throws<TrainingException>(() => CheckpointFile.Read(path, trainer));
        File.WriteAllBytes(path, whole);
        using SpikingNetwork other = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 16, 16, TinyTask.Classes));
        Assert.Throws<TrainingException>(() => CheckpointFile.ReadWeights(path, other));
    }

    [SkippableFact]
    public void A_linear_classifier_learns_what_is_linear()
    {
        using MemoryBatchSource train = TinyTask.Source(48, shuffle: true), validation = TinyTask.Source(24, shuffle: false, 6), test = TinyTask.Source(30, shuffle: false, 7);
        using Tensor before = get_rng_state();
        LinearBaseline linear = LinearBaseline.Fit(train, validation, test, TinyTask.Classes);
        Assert.Equal(1, linear.Test.Accuracy);
        Assert.Equal(1, linear.Validation!.Accuracy);
        Assert.Equal(linear.Test.Loss, LinearBaseline.Fit(train, validation, test, TinyTask.Classes).Test.Loss);
    }

    private static (byte[] Weights, TrainingResult Result) Train(TrainerOptions options)
    {
        using SpikingNetwork network = TinyTask.Network();
        using MemoryBatchSource train = TinyTask.Source(48, shuffle: true), test = TinyTask.Source(30, shuffle: false, 7);
        using var trainer = new Trainer(network, options, train, test: test);
        TrainingResult result = trainer.Fit();
        return (Bytes(network), result);
    }

    // Null where the run was interrupted.
    private (byte[] Weights, string Metrics, TrainingResult Result)? Run(string name, OptimizerRecipe optimizer, InterruptingCallback? interrupting)
    {
        string metricsPath = Path.Combine(_folder, name + ".jsonl");
        string checkpoint = Path.Combine(_folder, name + ".ckpt");
        using SpikingNetwork network = TinyTask.Network();
        using MemoryBatchSource train = TinyTask.Source(48, shuffle: true), validation = TinyTask.Source(24, shuffle: false, 6), test = TinyTask.Source(30, shuffle: false, 7);
        using var log = new MetricsLog(metricsPath);
        using var trainer = new Trainer(
            network, TinyTask.Options(log, interrupting ?? new InterruptingCallback(0, false), new CheckpointCallback(checkpoint, everySteps: 2)) with { Optimizer = optimizer },
            train, validation, test);
        if (File.Exists(checkpoint))
            CheckpointFile.Read(checkpoint, trainer);
        try
        {
            TrainingResult result = trainer.Fit();
            log.Dispose();
            string metrics = string.Join('\n', File.ReadLines(metricsPath).Select(line => line.Split(",\"seconds\"")[0]));
            return (Bytes(network), metrics, result);
        }
        catch (InterruptingCallback.InterruptedException)
        {
            return null;
        }
    }

    private static byte[] Bytes(SpikingNetwork network)
    {
        using var stream = new MemoryStream();
        network.save(stream);
        return stream.ToArray();
    }

    private sealed class Watcher : TrainerCallback
    {
        public List<EpochMetrics> Epochs { get; } = [];

        public override void OnEpoch(Trainer trainer, EpochMetrics epoch) => Epochs.Add(epoch);
    }

    private sealed class TensorCounter : TrainerCallback
    {
        public List<long> AfterSteps { get; } = [];

        public List<long> AfterEpochs { get; } = [];

        public override void OnStep(Trainer trainer, StepMetrics step) => AfterSteps.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        public override void OnEpoch(Trainer trainer, EpochMetrics epoch) => AfterEpochs.Add(DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
