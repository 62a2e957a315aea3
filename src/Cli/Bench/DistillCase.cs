using System.Diagnostics;
using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Cli.Bench;

/// <summary>Takes steps of the product's own trainer with and without a teacher. The only class of <c>bench distill</c> that touches the distillation library.</summary>
internal static class DistillCase
{
    public const string Cached = "cached";
    public const string Online = "online";
    private const int TeacherSteps = 16;
    private const int StudentSteps = 4;
    private const int Batch = 2;
    private const int Side = 128;
    private const int SmallSide = 34;
    private const int Classes = 10;
    private const int WarmUp = 2;
    private const int PeakSteps = 4;

    /// <summary>The name of a case.</summary>
    public static string Name(string network, string loss, bool isOnline)
        => $"{loss}, {network} T={TeacherSteps} to {StudentSteps} batch {Batch}, teacher {(isOnline ? "beside it" : "cached")}";

    /// <summary>Times one case in this process; the row's memory is for who asked to fill in.</summary>
    /// <param name="network">The network's identifier.</param>
    /// <param name="loss">The loss's identifier.</param>
    /// <param name="isOnline">Whether the teacher runs in each step.</param>
    /// <param name="steps">The pairs of steps measured, after those that warm up.</param>
    public static DistillBenchRow Measure(string network, string loss, bool isOnline, int steps)
    {
        TorchRuntimeState runtime = TorchRuntime.Prepare(seed: 1);
        using DisposeScope scope = NewDisposeScope();
        using BenchFrames frames = Frames(network);
        using SpikingNetwork plain = Create(network);
        using SpikingNetwork student = Create(network);
        using SpikingNetwork teacher = Create(network);
        using DistillationLoss distillation = DistillationLosses.Create(Options(loss, network), student, teacher);
        var objective = new DistillationObjective(distillation);
        using Trainer undistilled = Trainer(plain, frames, null);
        using Trainer distilled = Trainer(student, frames, objective);
        var running = new FrozenTeacher(teacher, 1, [distillation]);
        using TeacherCache? cache = isOnline ? null : TeacherCache.Build(running, frames);
        DistillationTeacher source = cache ?? (DistillationTeacher)running;
        List<double> without = [], with = [], evaluation = [], ratio = [], ratioWithTeacher = [];
        for (int i = 0; i < WarmUp + steps; i++)
        {
            // The order changes from pair to pair: what drifts, and what one leaves in the caches for the other, falls on both.
            double before = 0, alone = 0;
            if (i % 2 == 0)
                (before, alone) = Apart();
            double after = Step(distilled, frames, objective, source);
            if (i % 2 == 1)
                (before, alone) = Apart();
            if (i < WarmUp)
                continue;
            without.Add(before);
            with.Add(after);
            evaluation.Add(alone);
            ratio.Add(after / before);
            ratioWithTeacher.Add(after / (before + alone));
        }

        return new DistillBenchRow(
            Name(network, loss, isOnline), BenchFigures.Median(without), BenchFigures.Median(with), BenchFigures.Median(ratio), steps,
            isOnline ? BenchFigures.Median(evaluation) : null, isOnline ? BenchFigures.Median(ratioWithTeacher) : null, 0, null, null, runtime.Threads);

        // What the two cost by themselves: a step without a teacher, and a teacher that only evaluates.
        (double Step, double Teacher) Apart() => (Step(undistilled, frames, null, null), isOnline ? Evaluate(teacher, frames) : 0);
    }

    /// <summary>The peak of resident memory, in 10^6 bytes, of this process when it takes steps of one loss only.</summary>
    /// <remarks>The cache is stood in for by noise of its shapes: filling it would be the peak.</remarks>
    /// <param name="network">The network's identifier.</param>
    /// <param name="loss">The loss's identifier; <see cref="DistillBench.Undistilled"/>: no teacher.</param>
    public static double PeakMegabytes(string network, string loss)
    {
        TorchRuntime.Prepare(seed: 1);
        using DisposeScope scope = NewDisposeScope();
        using BenchFrames frames = Frames(network);
        using SpikingNetwork student = Create(network);
        if (loss == DistillBench.Undistilled)
        {
            // The pass that the other process makes for its noise: what it leaves in the allocator is in both figures.
            Noise(ForwardRequest.Plain, student, frames);
            using Trainer alone = Trainer(student, frames, null);
            for (int i = 0; i < PeakSteps; i++)
                Step(alone, frames, null, null);
        }
        else
        {
            using DistillationLoss distillation = DistillationLosses.Create(Options(loss, network), student, student);
            var objective = new DistillationObjective(distillation);
            using Trainer distilled = Trainer(student, frames, objective);
            objective.Teacher = Noise(distillation.TeacherRequest, student, frames);
            for (int i = 0; i < PeakSteps; i++)
                Step(distilled, frames, null, null);
        }

        using Process self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1e6;
    }

    private static double Step(Trainer trainer, BenchFrames frames, DistillationObjective? objective, DistillationTeacher? teacher)
    {
        using DisposeScope scope = NewDisposeScope();
        using TensorBatch batch = frames.Epoch(0).First();
        long start = Stopwatch.GetTimestamp();
        if (objective is not null)
            objective.Teacher = teacher!.Observe(batch, batch);
        trainer.Step(batch);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    // As anyone evaluates a network: its logits, no features, no gradient.
    private static double Evaluate(SpikingNetwork network, BenchFrames frames)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        using TensorBatch batch = frames.Epoch(0).First();
        network.eval();
        long start = Stopwatch.GetTimestamp();
        using SpikingOutput output = network.Forward(batch.AllFrames[1]);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static DistillationSide Noise(ForwardRequest request, SpikingNetwork network, BenchFrames frames)
    {
        using IDisposable quiet = no_grad();
        using TensorBatch batch = frames.Epoch(0).First();
        using SpikingOutput output = network.Forward(batch.Frames, request);
        return new DistillationSide(
            randn((long[])[TeacherSteps, Batch, Classes]), output.Features.ToDictionary(entry => entry.Key, entry => rand_like(entry.Value)));
    }

    private static BenchFrames Frames(string network) => new(Batch, SideOf(network), Classes, StudentSteps, TeacherSteps);

    private static SpikingNetwork Create(string network) => SpikingNetworks.Create(network, new NetworkOptions(2, SideOf(network), SideOf(network), Classes));

    private static int SideOf(string network) => network == "sew-small" ? SmallSide : Side;

    private static Trainer Trainer(SpikingNetwork network, BenchFrames frames, TrainerObjective? objective)
        => new(network, new TrainerOptions
        {
            Epochs = 1_000_000,
            Optimizer = new OptimizerRecipe(OptimizerKind.Sgd, 0.001, Momentum: 0.9),
            Objective = objective,
        }, frames);

    private static DistillationLossOptions Options(string loss, string network) => new()
    {
        Id = loss,
        Preset = LossPreset.Recommended,
        Features = loss.Contains("bkd", StringComparison.Ordinal) ? new FeatureLossOptions { Pairs = [new FeaturePair(network == "sew-small" ? "block3.out" : "block7.out")] } : null,
    };
}
