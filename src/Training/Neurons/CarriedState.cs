using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>
/// The potential that a neuron carries from call to call. An object of its own: a tensor in a field of the module would be taken for one
/// of its buffers.
/// </summary>
internal sealed class CarriedState : IDisposable
{
    private GraphUse? _use;

    public Tensor? Potential { get; private set; }

    /// <summary>The potential to go on from, or null at the beginning.</summary>
    /// <exception cref="NeuronStateException">The input is of another shape or device, or the state's graph is used up.</exception>
    public Tensor? Continue(Tensor step)
    {
        if (Potential is not { } potential)
            return null;
        if (!potential.shape.AsSpan().SequenceEqual(step.shape))
        {
            throw new NeuronStateException(
                $"the neuron's state is of shape [{string.Join(", ", potential.shape)}] and its input of [{string.Join(", ", step.shape)}]: it still holds the state of another batch; call Reset() (ResetState() of a network) before a batch of another size");
        }

        if (_use is { IsSpent: true } && is_grad_enabled() && potential.requires_grad)
        {
            throw new NeuronStateException(
                "backward has already run through the steps that led to the neuron's state, so it cannot run through them again: call Detach() (DetachState() of a network) after each backward to learn from the steps since, or Reset() to begin anew");
        }

        return potential;
    }

    /// <summary>Keeps the potential after a call, and watches whether backward runs through that call.</summary>
    /// <returns>The spikes, to be returned in place of those given.</returns>
    public Tensor Keep(Tensor potential, Tensor spikes)
    {
        Tensor? before = Potential;
        Potential = potential.DetachFromDisposeScope();
        if (!ReferenceEquals(before, potential))
            before?.Dispose();
        if (!potential.requires_grad || !spikes.requires_grad)
        {
            _use = null;
            return spikes;
        }

        // One mark until the state is cut: backward through any of the calls spends the graph of all before.
        _use ??= new GraphUse();
        return GraphUseFunction.apply(spikes, _use);
    }

    public void Detach()
    {
        if (Potential is { } potential)
        {
            Potential = potential.detach().DetachFromDisposeScope();
            potential.Dispose();
        }

        _use = null;
    }

    public void Reset()
    {
        Potential?.Dispose();
        Potential = null;
        _use = null;
    }

    public void Dispose() => Reset();
}
