namespace NeuroKit.Training.Neurons;

/// <summary>The options of a neuron whose potential leaks.</summary>
public sealed record LeakyNeuronOptions : NeuronOptions
{
    /// <summary>The membrane's time constant τ in steps; above 1. For a <see cref="ParametricLifNeuron"/> the one that learning begins with.</summary>
    public double Tau { get; init; } = 2;

    /// <summary>Whether the input decays as well: H = V + (X − (V − V_reset))/τ; otherwise H = V − (V − V_reset)/τ + X.</summary>
    public bool DecayInput { get; init; } = true;
}
