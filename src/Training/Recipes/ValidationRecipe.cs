namespace NeuroKit.Training.Recipes;

/// <summary>A part of the train set, the same share of each class, that is not trained on.</summary>
/// <param name="Ratio">The share, above 0 and below 1.</param>
/// <param name="Seed">The seed of the choice.</param>
public sealed record ValidationRecipe(double Ratio, int Seed = 1);
