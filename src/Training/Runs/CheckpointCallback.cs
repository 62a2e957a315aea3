using NeuroKit.Events.IO;
using static TorchSharp.torch;

namespace NeuroKit.Training.Runs;

/// <summary>Puts a training by: after every so many steps, and after every epoch.</summary>
/// <remarks>It comes behind callbacks whose state is to be in the checkpoint of the same step.</remarks>
public sealed class CheckpointCallback : TrainerCallback
{
    private readonly string _last;
    private readonly string? _best;
    private readonly int? _everySteps;

    /// <summary>Makes the callback.</summary>
    /// <param name="last">The file of the state.</param>
    /// <param name="best">The file of the weights that are best on validation; null: none is written.</param>
    /// <param name="everySteps">The steps between two checkpoints within an epoch; null: only after epochs.</param>
    public CheckpointCallback(string last, string? best = null, int? everySteps = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(last);
        if (everySteps is { } every)
            ArgumentOutOfRangeException.ThrowIfLessThan(every, 1, nameof(everySteps));
        _last = last;
        _best = best;
        _everySteps = everySteps;
    }

    /// <inheritdoc/>
    public override void OnStep(Trainer trainer, StepMetrics step)
    {
        if (_everySteps is { } every && step.Step % every == 0)
            CheckpointFile.Write(_last, trainer);
    }

    /// <inheritdoc/>
    public override void OnEpoch(Trainer trainer, EpochMetrics epoch)
    {
        // The state holds the best weights too: whatever of the two files is older, a resumed run writes the other anew.
        CheckpointFile.Write(_last, trainer);
        if (epoch.IsBest)
            WriteBest(trainer);
    }

    /// <inheritdoc/>
    public override void OnEnd(Trainer trainer, TrainingResult result) => WriteBest(trainer);

    private void WriteBest(Trainer trainer)
    {
        if (_best is null || trainer.BestWeights is not { } weights)
            return;
        using var file = new AtomicFile(_best);
        using (var writer = new BinaryWriter(file.Stream, System.Text.Encoding.UTF8, leaveOpen: true))
            nn.Module.save_state_dict(writer, new Dictionary<string, Tensor>(weights));
        file.Commit();
    }
}
