namespace NeuroKit.Training;

/// <summary>Something that looks on while a <see cref="Trainer"/> trains. What it throws ends the training.</summary>
public abstract class TrainerCallback
{
    /// <summary>The name under which its own state lies in checkpoints; null where it has none.</summary>
    public virtual string? StateName => null;

    /// <summary>Before the first step of this process, after the state was loaded where the training is resumed.</summary>
    /// <param name="trainer">The trainer.</param>
    public virtual void OnStart(Trainer trainer)
    {
    }

    /// <summary>After each step.</summary>
    /// <param name="trainer">The trainer; its position is behind the step.</param>
    /// <param name="step">What the step gave.</param>
    public virtual void OnStep(Trainer trainer, StepMetrics step)
    {
    }

    /// <summary>After each epoch and its validation.</summary>
    /// <param name="trainer">The trainer; its position is at the next epoch's beginning.</param>
    /// <param name="epoch">What the epoch gave.</param>
    public virtual void OnEpoch(Trainer trainer, EpochMetrics epoch)
    {
    }

    /// <summary>After the test at the end.</summary>
    /// <param name="trainer">The trainer.</param>
    /// <param name="result">What the training gave.</param>
    public virtual void OnEnd(Trainer trainer, TrainingResult result)
    {
    }

    /// <summary>Writes its own state.</summary>
    /// <param name="writer">Where.</param>
    public virtual void Save(BinaryWriter writer)
    {
    }

    /// <summary>Reads what <see cref="Save"/> wrote and goes back to there.</summary>
    /// <param name="reader">Where from.</param>
    public virtual void Load(BinaryReader reader)
    {
    }
}
