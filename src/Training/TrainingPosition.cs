namespace NeuroKit.Training;

/// <summary>Where a training stands.</summary>
/// <param name="Epoch">The epoch that is under way, or the number of epochs at the end.</param>
/// <param name="Batch">The batches of it that are done.</param>
/// <param name="Step">The steps done since the beginning.</param>
public readonly record struct TrainingPosition(int Epoch, int Batch, long Step);
