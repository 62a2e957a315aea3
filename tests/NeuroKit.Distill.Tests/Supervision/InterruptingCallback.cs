using NeuroKit.Training;

namespace NeuroKit.Distill.Tests.Supervision;

/// <summary>Ends a training as a kill would.</summary>
internal sealed class InterruptingCallback(long step) : TrainerCallback
{
    public override void OnStep(Trainer trainer, StepMetrics metrics)
    {
        if (metrics.Step == step)
            throw new InterruptedException();
    }

    public sealed class InterruptedException : Exception;
}
