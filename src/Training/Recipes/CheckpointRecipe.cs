namespace NeuroKit.Training.Recipes;

/// <summary>When the training is put by, besides the end of each epoch.</summary>
/// <param name="EverySteps">The steps between two checkpoints within an epoch; null: only after each epoch.</param>
public sealed record CheckpointRecipe(int? EverySteps = null);
