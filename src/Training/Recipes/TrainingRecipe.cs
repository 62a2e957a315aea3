namespace NeuroKit.Training.Recipes;

/// <summary>The course of the training.</summary>
/// <param name="Epochs">The epochs, at least 1.</param>
/// <param name="BatchSize">The recordings of a batch, at least 1.</param>
/// <param name="DropLast">Whether a last, smaller batch of an epoch is left out of the training.</param>
/// <param name="Seed">The seed of the parameters, of the order and of every augmentation.</param>
/// <param name="Threads">The threads that torch computes with; null: one a core. Another number may give other last digits.</param>
/// <param name="TrainSteps">The frames of each training batch, drawn at random among all, in their order, one draw a batch; null: all frames. Validation and test see all.</param>
public sealed record TrainingRecipe(int Epochs, int BatchSize, bool DropLast = false, int Seed = 1, int? Threads = null, int? TrainSteps = null);
