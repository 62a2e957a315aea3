using NeuroKit.Training.Data;
using NeuroKit.Training.Losses;
using NeuroKit.Training.Recipes;

namespace NeuroKit.Training;

/// <summary>How a <see cref="Trainer"/> trains.</summary>
public sealed record TrainerOptions
{
    /// <summary>The epochs, at least 1.</summary>
    public required int Epochs { get; init; }

    /// <summary>The optimiser.</summary>
    public required OptimizerRecipe Optimizer { get; init; }

    /// <summary>The schedule of the learning rate.</summary>
    public ScheduleRecipe Schedule { get; init; } = new();

    /// <summary>The loss that is trained on; validation and test are measured by plain cross entropy.</summary>
    public TaskLoss Loss { get; init; } = TaskLoss.CrossEntropy;

    /// <summary>What is trained on in place of <see cref="Loss"/>; null: that loss.</summary>
    public TrainerObjective? Objective { get; init; }

    /// <summary>
    /// Which of a training batch's frames the network sees, where the source gives those of several rules (<see cref="TensorBatch.AllFrames"/>).
    /// Validation and test are of the one rule that the network is for.
    /// </summary>
    public int TrainingBlock { get; init; }

    /// <summary>How batches are mixed; null: they are not.</summary>
    public Mixup? Mixup { get; init; }

    /// <summary>The frames of each training batch, drawn at random in their order, one draw a batch; null: all.</summary>
    public int? TrainSteps { get; init; }

    /// <summary>The seed of what the trainer itself draws.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>
    /// Whether the test part is looked at after every epoch and its best epoch reported beside the others, as much of the published practice
    /// does. Such a figure is chosen on what it is measured on; it changes nothing else.
    /// </summary>
    public bool ReportBestOnTest { get; init; }

    /// <summary>Who looks on, in this order.</summary>
    public IReadOnlyList<TrainerCallback> Callbacks { get; init; } = [];
}
