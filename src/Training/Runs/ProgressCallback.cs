using System.Diagnostics;

namespace NeuroKit.Training.Runs;

/// <summary>Tells how far a training has come: at its start, after each step and each epoch.</summary>
/// <param name="progress">Who is told.</param>
public sealed class ProgressCallback(IProgress<TrainingProgress> progress) : TrainerCallback
{
    private readonly Stopwatch _watch = new();
    private TrainingPosition _start;
    private double? _validation;

    /// <inheritdoc/>
    public override void OnStart(Trainer trainer)
    {
        _start = trainer.Position;
        _watch.Restart();
        Tell(trainer, 0, trainer.RunningLoss, trainer.RunningAccuracy);
    }

    /// <inheritdoc/>
    public override void OnStep(Trainer trainer, StepMetrics step) => Tell(trainer, step.LearningRate, trainer.RunningLoss, trainer.RunningAccuracy);

    /// <inheritdoc/>
    public override void OnEpoch(Trainer trainer, EpochMetrics epoch)
    {
        _validation = epoch.Validation?.Accuracy;
        Tell(trainer, epoch.LearningRate, epoch.Loss, epoch.Accuracy);
    }

    private void Tell(Trainer trainer, double rate, double loss, double accuracy)
    {
        TrainingPosition at = trainer.Position;
        long done = at.Step - _start.Step;
        long left = ((long)trainer.Options.Epochs * trainer.BatchesPerEpoch) - at.Step;
        TimeSpan? remaining = done == 0 ? null : _watch.Elapsed * ((double)left / done);
        progress.Report(new TrainingProgress(
            at.Epoch, trainer.Options.Epochs, at.Batch, trainer.BatchesPerEpoch, loss, accuracy, rate, _validation, _watch.Elapsed, remaining));
    }
}
