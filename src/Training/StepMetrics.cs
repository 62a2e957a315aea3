namespace NeuroKit.Training;

/// <summary>What a step gave.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Batch">The batch's number in the epoch, from 0.</param>
/// <param name="Step">The step's number since the beginning, from 1.</param>
/// <param name="Samples">The recordings of the batch.</param>
/// <param name="Loss">The batch's loss before the step.</param>
/// <param name="Accuracy">The share of the batch that was recognised, before the step.</param>
/// <param name="LearningRate">The rate.</param>
public sealed record StepMetrics(int Epoch, int Batch, long Step, int Samples, double Loss, double Accuracy, double LearningRate);
