namespace NeuroKit.Training.Recipes;

/// <summary>Batches mixed with themselves in reverse order, targets alike.</summary>
/// <param name="Alpha">Both parameters of the beta distribution that the share is drawn from, above 0.</param>
/// <param name="Probability">The probability that a batch is mixed.</param>
/// <param name="UntilEpoch">The first epoch that is not mixed any more, counted from 0; null: all are.</param>
public sealed record MixupRecipe(double Alpha, double Probability = 1, int? UntilEpoch = null);
