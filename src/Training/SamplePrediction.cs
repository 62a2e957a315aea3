namespace NeuroKit.Training;

/// <summary>What a network took a recording for.</summary>
/// <param name="Index">The recording's place in its data set.</param>
/// <param name="Label">Its class.</param>
/// <param name="Predicted">The class it was taken for.</param>
/// <param name="Probability">The softmax of the mean logits at that class.</param>
public sealed record SamplePrediction(int Index, int Label, int Predicted, double Probability);
