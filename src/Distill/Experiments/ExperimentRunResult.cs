namespace NeuroKit.Distill.Experiments;

/// <summary>What a run of an experiment gave, as its <c>result.json</c> has it. Accuracies are shares, 0 to 1.</summary>
public sealed record ExperimentRunResult
{
    /// <summary>The run's name, that of its folder.</summary>
    public required string Job { get; init; }

    /// <summary>The cell, or <c>teacher</c>, or <c>linear</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The frames a recording.</summary>
    public required int Steps { get; init; }

    /// <summary>The fold.</summary>
    public required int Fold { get; init; }

    /// <summary>The seed.</summary>
    public required int Seed { get; init; }

    /// <summary>The teacher's seed; null where there is none.</summary>
    public int? TeacherSeed { get; init; }

    /// <summary>The settings' name; null where there was no choice.</summary>
    public string? Candidate { get; init; }

    /// <summary>The recordings trained on.</summary>
    public required int TrainingRecordings { get; init; }

    /// <summary>On the training part, in the last epoch.</summary>
    public double? TrainAccuracy { get; init; }

    /// <summary>The mean loss of the last epoch.</summary>
    public double? TrainLoss { get; init; }

    /// <summary>On the validation part, with the last weights.</summary>
    public double? ValidationAccuracy { get; init; }

    /// <summary>On the test part, with the last weights; null for tuning.</summary>
    public double? TestAccuracy { get; init; }

    /// <summary>The test recordings recognised.</summary>
    public int? TestCorrect { get; init; }

    /// <summary>The test recordings.</summary>
    public int? TestSamples { get; init; }

    /// <summary>On the test part, each recording's frames in an order of its own.</summary>
    public double? ShuffledTestAccuracy { get; init; }

    /// <summary>Whether its loss was no number any more: it counts with the accuracy of chance.</summary>
    public bool Diverged { get; init; }

    /// <summary>What each test recording was taken for, by its place in the part.</summary>
    public IReadOnlyList<int>? Predicted { get; init; }

    /// <summary>The means of the loss's unweighted terms over the last epoch.</summary>
    public IReadOnlyDictionary<string, double>? Terms { get; init; }

    /// <summary>The processor's seconds that it took; those of earlier processes are among them where <see cref="CountsAllSeconds"/>.</summary>
    public required double ProcessorSeconds { get; init; }

    /// <summary>Whether it was interrupted in between.</summary>
    public bool Resumed { get; init; }

    /// <summary>Whether the seconds are those of all processes that worked at it. Null in results that do not say: then a resumed run's are those of its last.</summary>
    public bool? CountsAllSeconds { get; init; }

    /// <summary>The version that made it; null in results from before it was recorded.</summary>
    public string? NeuroKit { get; init; }

    /// <summary>Whether seconds are missing.</summary>
    internal bool LacksSeconds => Resumed && CountsAllSeconds != true;
}
