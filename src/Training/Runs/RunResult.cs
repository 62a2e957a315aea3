namespace NeuroKit.Training.Runs;

/// <summary>The figures of a run, as its <c>result.json</c> has them. Accuracies are shares, 0 to 1.</summary>
public sealed record RunResult
{
    /// <summary>The epochs run.</summary>
    public required int Epochs { get; init; }

    /// <summary>The steps run.</summary>
    public required long Steps { get; init; }

    /// <summary>The test recordings.</summary>
    public required int TestSamples { get; init; }

    /// <summary>The figure to report: of the epoch chosen on validation where one was, else of the last.</summary>
    public required double TestAccuracy { get; init; }

    /// <summary>The test recordings recognised, by that.</summary>
    public required int TestCorrect { get; init; }

    /// <summary>On the test part with the last weights.</summary>
    public required double LastTestAccuracy { get; init; }

    /// <summary>The epoch chosen on validation, from 0; null where there is no validation part.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>On the validation part after that epoch.</summary>
    public double? BestValidationAccuracy { get; init; }

    /// <summary>The epoch best on the test part itself; null unless it was asked for.</summary>
    public int? BestOnTestEpoch { get; init; }

    /// <summary>On the test part after that epoch: a figure that flatters.</summary>
    public double? BestOnTestAccuracy { get; init; }

    /// <summary>The share of each class of the test part that was recognised; null where there is none of it.</summary>
    public required IReadOnlyList<double?> PerClass { get; init; }

    /// <summary>How often each class of the test part (row) was taken for each class (column).</summary>
    public required IReadOnlyList<IReadOnlyList<long>> Confusion { get; init; }

    /// <summary>The linear classifier on summed frames, on the same test part; null where it was not asked for.</summary>
    public double? LinearTestAccuracy { get; init; }

    /// <summary>The same on the validation part, which chose its weight decay and epoch.</summary>
    public double? LinearValidationAccuracy { get; init; }

    /// <summary>The seconds of training, validation and test, those of the processes before a resumed checkpoint included. What a killed process did after its last checkpoint is not in it.</summary>
    public required double Seconds { get; init; }

    /// <summary>Reads a run's.</summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <exception cref="TrainingException">It is missing, as long as the run is not finished, or damaged.</exception>
    public static RunResult Read(string runFolder) => RunFiles.Read(new RunFolder(runFolder).Result, RunFiles.Result);
}
