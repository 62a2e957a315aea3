namespace NeuroKit.Training.Tests.Trainers;

/// <summary>Ends a training as a kill would: after a step, or in the middle of the writing of a checkpoint.</summary>
internal sealed class InterruptingCallback(long step, bool whileSaving) : TrainerCallback
{
    public override string? StateName => "interrupting";

    public override void OnStep(Trainer trainer, StepMetrics metrics)
    {
        if (!whileSaving && metrics.Step == step)
            throw new InterruptedException();
    }

    public override void Save(BinaryWriter writer)
    {
        if (whileSaving && Trainer!.Position.Step >= step)
            throw new InterruptedException();
    }

    public override void OnStart(Trainer trainer) => Trainer = trainer;

    private Trainer? Trainer { get; set; }

    public sealed class InterruptedException : Exception;
}
