namespace NeuroKit.Training;

/// <summary>What a training gave.</summary>
/// <param name="Epochs">The epochs run.</param>
/// <param name="Steps">The steps run.</param>
/// <param name="Last">On the test part, with the weights after the last epoch; null where there is no test part.</param>
/// <param name="Best">The epoch that was best on validation; null where there is no validation part.</param>
/// <param name="BestTest">On the test part, with the weights of that epoch: the figure to report. Null where there is no validation or test part.</param>
/// <param name="BestOnTest">The epoch that was best on the test part itself, a figure that flatters; null unless it was asked for.</param>
public sealed record TrainingResult(int Epochs, long Steps, EvaluationResult? Last, EpochScore? Best, EvaluationResult? BestTest, EpochScore? BestOnTest)
{
    /// <summary>The test figure to report: of the epoch chosen on validation where one was, else of the last.</summary>
    public EvaluationResult? Test => BestTest ?? Last;
}
