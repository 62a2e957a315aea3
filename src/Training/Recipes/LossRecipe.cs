namespace NeuroKit.Training.Recipes;

/// <summary>The loss.</summary>
/// <param name="Id">Which.</param>
/// <param name="LabelSmoothing">The share of the target that is spread over all classes, from 0 to below 1; only in training.</param>
/// <param name="MeanSquaredWeight"><c>tet</c>: the weight λ of the squared distance of every logit from <paramref name="MeanSquaredTarget"/>, the rest 1 − λ being the cross entropy's.</param>
/// <param name="MeanSquaredTarget"><c>tet</c>: what that term pulls the logits to.</param>
public sealed record LossRecipe(LossKind Id = LossKind.CrossEntropy, double LabelSmoothing = 0, double MeanSquaredWeight = 0, double MeanSquaredTarget = 1);
