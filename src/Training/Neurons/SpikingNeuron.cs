using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>
/// A layer of neurons: at each step they charge with their input, fire where the potential reaches the threshold, and fall back.
/// </summary>
/// <remarks>
/// <c>call(x)</c> takes a whole sequence [T, N, …], begins at rest and keeps nothing: calls do not know of each other.
/// <see cref="Step"/> and <see cref="Continue"/> carry the potential from call to call, until <see cref="Reset"/>.
/// The potential is kept in float32 (float64 for float64 input), whatever type the input has.
/// </remarks>
public abstract class SpikingNeuron : nn.Module<Tensor, Tensor>
{
    private readonly CarriedState _state = new();

    /// <summary>Makes the neuron.</summary>
    /// <param name="name">Its type's name.</param>
    /// <param name="options">What it has in common with the others.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not above the reset potential.</exception>
    private protected SpikingNeuron(string name, NeuronOptions options)
        : base(name)
    {
        if (!double.IsFinite(options.Threshold) || options.Threshold <= (options.ResetPotential ?? 0))
            throw new ArgumentOutOfRangeException(nameof(options), options.Threshold, $"found a threshold that is not above the reset potential {options.ResetPotential ?? 0}");
        Options = options;
    }

    /// <summary>What was asked for at construction.</summary>
    public NeuronOptions Options { get; }

    /// <summary>The short name of the model: <c>IF</c>, <c>LIF</c>, <c>PLIF</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>The potential carried from call to call, in the shape of one step; null at rest. Its life ends with the next step or reset.</summary>
    public Tensor? Potential => _state.Potential;

    /// <summary>A whole sequence from rest; the carried state is neither used nor changed.</summary>
    /// <param name="input">[T, N, …], at least one step.</param>
    /// <returns>Spikes, 0 or 1, in the shape and type of the input.</returns>
    public override Tensor forward(Tensor input) => Run(input, carries: false);

    /// <summary>A piece of a sequence: goes on from the state and leaves it for the next piece.</summary>
    /// <param name="x">[T, N, …], at least one step.</param>
    /// <returns>Spikes, 0 or 1, in the shape and type of the input.</returns>
    /// <exception cref="NeuronStateException">The state is of another shape, or of a graph that backward has run through.</exception>
    public Tensor Continue(Tensor x) => Run(x, carries: true);

    /// <summary>One step: goes on from the state and leaves it for the next.</summary>
    /// <param name="x">[N, …].</param>
    /// <returns>Spikes, 0 or 1, in the shape and type of the input.</returns>
    /// <exception cref="NeuronStateException">The state is of another shape, or of a graph that backward has run through.</exception>
    public Tensor Step(Tensor x)
    {
        using var scope = NewDisposeScope();
        return Run(x.unsqueeze(0), carries: true).squeeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>Forgets the carried state: the next step begins at rest.</summary>
    public void Reset() => _state.Reset();

    /// <summary>Keeps the carried potential but cuts it off from the graph that led to it, so that backward stops there.</summary>
    public void Detach() => _state.Detach();

    internal Tensor Run(Tensor x, bool carries)
    {
        if (x.dim() < 1 || x.shape[0] < 1)
            throw new ArgumentException($"found an input of shape [{string.Join(", ", x.shape)}]; expected [T, N, …] with at least one step", nameof(x));
        using var scope = NewDisposeScope();
        Tensor input = IsStateType(x.dtype) ? x : x.to_type(ScalarType.Float32);
        NeuronDynamics dynamics = Dynamics();
        Tensor? before = null;
        if (carries)
        {
            using Tensor first = input.select(0, 0);
            before = _state.Continue(first);
        }

        (Tensor spikes, Tensor potential) = NeuronKernels.For(dynamics, input).Run(dynamics, input, before);
        if (carries)
            spikes = _state.Keep(potential, spikes);
        return spikes.to_type(x.dtype).MoveToOuterDisposeScope();
    }

    private protected abstract NeuronDynamics Dynamics();

    private protected NeuronDynamics Dynamics(double? leak, Tensor? learntLeak, bool decayInput)
        => new(Options.Threshold, Options.ResetPotential, Options.DetachReset, Options.Surrogate, leak, learntLeak, decayInput);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _state.Dispose();
        base.Dispose(disposing);
    }

    // Half the digits are too few for a sum over many steps.
    private static bool IsStateType(ScalarType type) => type is ScalarType.Float32 or ScalarType.Float64;
}
