using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>A leaky neuron that learns its time constant: 1/τ = σ(w), one scalar w for the whole layer.</summary>
public sealed class ParametricLifNeuron : SpikingNeuron
{
    private readonly LeakyNeuronOptions _options;

    /// <summary>Makes the neuron.</summary>
    /// <param name="options">Initial time constant τ₀ (w₀ = −ln(τ₀ − 1)), threshold, reset, surrogate; null for the defaults (τ₀ = 2).</param>
    /// <exception cref="ArgumentOutOfRangeException">τ₀ is not above 1.</exception>
    public ParametricLifNeuron(LeakyNeuronOptions? options = null)
        : base(nameof(ParametricLifNeuron), options ??= new LeakyNeuronOptions())
    {
        if (!double.IsFinite(options.Tau) || options.Tau <= 1)
            throw new ArgumentOutOfRangeException(nameof(options), options.Tau, "found a time constant τ that is not above 1");
        _options = options;
        // The name that SpikingJelly's checkpoints have for it too.
        register_parameter("w", nn.Parameter(tensor(-Math.Log(options.Tau - 1), ScalarType.Float32)));
    }

    /// <inheritdoc/>
    public override string Kind => "PLIF";

    /// <summary>The parameter w, a scalar: 1/τ = σ(w).</summary>
    public Parameter W => get_parameter("w")!;

    private protected override NeuronDynamics Dynamics() => Dynamics(leak: null, W.sigmoid(), _options.DecayInput);
}
