namespace NeuroKit.Training.Recipes;

/// <summary>How training frames are varied. Validation and test frames never are.</summary>
/// <param name="Clip">The name of what is done to each recording's frames: <c>flip</c>, <c>nda</c>, <c>spikingformer</c>; null: nothing.</param>
/// <param name="Mixup">How recordings are mixed; null: they are not.</param>
public sealed record AugmentationRecipe(string? Clip = null, MixupRecipe? Mixup = null);
