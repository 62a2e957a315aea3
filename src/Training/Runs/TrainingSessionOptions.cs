using NeuroKit.Training.Data;
using NeuroKit.Training.Reports;

namespace NeuroKit.Training.Runs;

/// <summary>What a run trains on where it is one of several side by side.</summary>
public sealed record TrainingSessionOptions
{
    /// <summary>The defaults: the recipe's own recordings and loss.</summary>
    public static TrainingSessionOptions Default { get; } = new();

    /// <summary>Batches of the train part with frames of several rules, shared with others and the caller's to dispose; null: the run's own.</summary>
    public IBatchSource? Train { get; init; }

    /// <summary>Which of those frames the network sees.</summary>
    public int Block { get; init; }

    /// <summary>What is made small; null: the recipe's loss. With one, batches are mixed by who drives the steps.</summary>
    public TrainerObjective? Objective { get; init; }

    /// <summary>Adds to the run's page what the run alone does not know, such as who taught it; null: nothing. Called at the end.</summary>
    public Func<RunReport, RunReport>? Page { get; init; }
}
