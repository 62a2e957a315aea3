namespace NeuroKit.Training;

/// <summary>What an epoch gave.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Step">The steps done since the beginning.</param>
/// <param name="Loss">The mean loss over the epoch's training recordings, each measured before its own step.</param>
/// <param name="Accuracy">The share of them that was recognised.</param>
/// <param name="LearningRate">The rate.</param>
/// <param name="Validation">On the validation part, after the epoch; null where there is none.</param>
/// <param name="Test">On the test part, after the epoch; null unless it was asked for.</param>
/// <param name="IsBest">Whether it is the best on validation so far.</param>
public sealed record EpochMetrics(
    int Epoch, long Step, double Loss, double Accuracy, double LearningRate, EvaluationResult? Validation, EvaluationResult? Test, bool IsBest)
{
    /// <summary>The means of the parts of the loss by name (<see cref="TrainerObjective.TakeTermMeans"/>), over the epoch's steps; null where it has none.</summary>
    public IReadOnlyDictionary<string, double>? Terms { get; init; }
}
