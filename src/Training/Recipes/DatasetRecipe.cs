namespace NeuroKit.Training.Recipes;

/// <summary>What is learnt from.</summary>
/// <param name="Id">The data set's identifier, for example <c>fashion-dvs</c>.</param>
/// <param name="Split">The rule that divides it into train and test, by the name that its results record: <c>official</c>, <c>sew-lexicographic</c>, <c>random(seed=7, ratio=0.9)</c>, …</param>
/// <param name="Validation">The part of the train set that chooses the best epoch; null: none is chosen, the last one stands.</param>
/// <param name="LimitPerClass">The number of recordings of each class that are used, of train and of test, in the data set's order; null: all.</param>
public sealed record DatasetRecipe(string Id, string Split = "official", ValidationRecipe? Validation = null, int? LimitPerClass = null);
