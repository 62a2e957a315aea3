namespace NeuroKit.Training.Neurons;

/// <summary>Leaky integrate and fire: H = V + (X − (V − V_reset))/τ, or with <see cref="LeakyNeuronOptions.DecayInput"/> off H = V − (V − V_reset)/τ + X.</summary>
public sealed class LifNeuron : SpikingNeuron
{
    private readonly LeakyNeuronOptions _options;

    /// <summary>Makes the neuron.</summary>
    /// <param name="options">Time constant, threshold, reset, surrogate; null for the defaults (τ = 2).</param>
    /// <exception cref="ArgumentOutOfRangeException">τ is not above 1.</exception>
    public LifNeuron(LeakyNeuronOptions? options = null)
        : base(nameof(LifNeuron), options ??= new LeakyNeuronOptions())
    {
        _options = options;
        if (!double.IsFinite(options.Tau) || options.Tau <= 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.Tau, "found a time constant τ that is not above 1");
    }

    /// <inheritdoc/>
    public override string Kind => "LIF";

    private protected override NeuronDynamics Dynamics() => Dynamics(1 / _options.Tau, learntLeak: null, _options.DecayInput);
}
