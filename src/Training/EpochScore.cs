namespace NeuroKit.Training;

/// <summary>How good an epoch was.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Accuracy">The share recognised.</param>
/// <param name="Loss">The mean cross entropy.</param>
public sealed record EpochScore(int Epoch, double Accuracy, double Loss)
{
    /// <summary>Whether a later epoch is better: more recognised, or as many at a smaller loss.</summary>
    /// <param name="found">What the later epoch gave.</param>
    /// <param name="best">The best so far; null: none.</param>
    public static bool IsBetter(EvaluationResult found, EpochScore? best)
        => best is null || found.Accuracy > best.Accuracy || (found.Accuracy == best.Accuracy && found.Loss < best.Loss);
}
