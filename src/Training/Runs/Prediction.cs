namespace NeuroKit.Training.Runs;

/// <summary>What a trained network takes a recording for.</summary>
/// <param name="Path">The file.</param>
/// <param name="Label">The class's number.</param>
/// <param name="ClassName">The class's name.</param>
/// <param name="Probabilities">The softmax of the mean logits, by label.</param>
public sealed record Prediction(string Path, int Label, string ClassName, IReadOnlyList<float> Probabilities);
