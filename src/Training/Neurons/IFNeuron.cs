namespace NeuroKit.Training.Neurons;

/// <summary>Integrate and fire: H = V + X.</summary>
public sealed class IFNeuron : SpikingNeuron
{
    /// <summary>Makes the neuron.</summary>
    /// <param name="options">Threshold, reset, surrogate; null for the defaults.</param>
    public IFNeuron(NeuronOptions? options = null)
        : base(nameof(IFNeuron), options ?? new NeuronOptions())
    {
    }

    /// <inheritdoc/>
    public override string Kind => "IF";

    private protected override NeuronDynamics Dynamics() => Dynamics(leak: null, learntLeak: null, decayInput: false);
}
