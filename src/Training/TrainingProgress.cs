namespace NeuroKit.Training;

/// <summary>How far a training has come.</summary>
/// <param name="Epoch">The epoch under way, from 0.</param>
/// <param name="Epochs">The epochs of the training.</param>
/// <param name="Batch">The batches of the epoch that are done.</param>
/// <param name="Batches">The batches of an epoch.</param>
/// <param name="Loss">The mean loss of the epoch so far.</param>
/// <param name="Accuracy">The share recognised in the epoch so far.</param>
/// <param name="LearningRate">The rate.</param>
/// <param name="ValidationAccuracy">The share of the validation part that was recognised after the last whole epoch; null where it is not known.</param>
/// <param name="Elapsed">The time since this process began or resumed the training.</param>
/// <param name="Remaining">The time that is left if it goes on as fast; null before the first step.</param>
public sealed record TrainingProgress(
    int Epoch, int Epochs, int Batch, int Batches, double Loss, double Accuracy, double LearningRate, double? ValidationAccuracy, TimeSpan Elapsed, TimeSpan? Remaining);
