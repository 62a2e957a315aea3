using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>The neuron in plain operations: any device, type and surrogate. The reference for every other kernel.</summary>
internal sealed class CompositeKernel : INeuronKernel
{
    public bool Supports(in NeuronDynamics dynamics, Tensor x) => true;

    public (Tensor Spikes, Tensor Potential) Run(in NeuronDynamics dynamics, Tensor x, Tensor? potential)
    {
        using DisposeScope scope = NewDisposeScope();
        // Not x[t]: the gradient of a selection is a whole sequence of zeros a step, that of unbind one stack.
        Tensor[] inputs = x.unbind(0);
        var spikes = new Tensor[inputs.Length];
        Tensor v = potential ?? full_like(inputs[0], dynamics.Rest);
        for (int t = 0; t < inputs.Length; t++)
            (spikes[t], v) = Step(dynamics, inputs[t], v);
        return (stack(spikes, 0).MoveToOuterDisposeScope(), v.MoveToOuterDisposeScope());
    }

    private static (Tensor Spike, Tensor Potential) Step(in NeuronDynamics dynamics, Tensor x, Tensor v)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor h = Charge(dynamics, x, v);
        Tensor spike = dynamics.Surrogate.Fire(h - dynamics.Threshold);
        Tensor resets = dynamics.DetachReset ? spike.detach() : spike;
        Tensor after = dynamics.ResetPotential switch
        {
            null => h - resets * dynamics.Threshold,
            0 => h * (1 - resets),
            { } reset => h * (1 - resets) + resets * reset,
        };
        return (spike.MoveToOuterDisposeScope(), after.MoveToOuterDisposeScope());
    }

    private static Tensor Charge(in NeuronDynamics dynamics, Tensor x, Tensor v)
    {
        if (dynamics is { Leak: null, LearntLeak: null })
            return v + x;
        Tensor above = dynamics.Rest == 0 ? v : v - dynamics.Rest;
        return dynamics.DecayInput ? v + Leaked(dynamics, x - above) : v - Leaked(dynamics, above) + x;
    }

    private static Tensor Leaked(in NeuronDynamics dynamics, Tensor value) => dynamics.LearntLeak is { } learnt ? value * learnt : value * dynamics.Leak!.Value;
}
