namespace NeuroKit.Training.Neurons;

/// <summary>What all neurons have in common: when they fire, how they fall back, and how gradients pass.</summary>
public record NeuronOptions
{
    /// <summary>The threshold V_th: a neuron fires where its potential reaches it (equality fires).</summary>
    public double Threshold { get; init; } = 1;

    /// <summary>V_reset, to which the potential is set after a spike (hard reset), and at which it begins. Null: soft reset, the threshold is subtracted, and it begins at 0.</summary>
    public double? ResetPotential { get; init; } = 0;

    /// <summary>Whether no gradient flows through the reset.</summary>
    public bool DetachReset { get; init; } = true;

    /// <summary>The derivative used for a spike. The default is the sigmoid with α = 4.</summary>
    public SurrogateFunction Surrogate { get; init; } = SurrogateFunction.Sigmoid();
}
