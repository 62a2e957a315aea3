using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>A way to compute a neuron over a sequence. <see cref="CompositeKernel"/> is the reference; faster ones are tried before it.</summary>
internal interface INeuronKernel
{
    /// <summary>Whether this kernel can do it: device, type, layout, surrogate.</summary>
    bool Supports(in NeuronDynamics dynamics, Tensor x);

    /// <summary>Charges, fires and resets step by step, differentiably.</summary>
    /// <param name="dynamics">The neuron.</param>
    /// <param name="x">Its input, [T, …], in the type of the state.</param>
    /// <param name="potential">The potential to go on from, in the shape of one step; null for rest.</param>
    /// <returns>The spikes, [T, …], and the potential after the last step; both belong to the caller's dispose scope.</returns>
    (Tensor Spikes, Tensor Potential) Run(in NeuronDynamics dynamics, Tensor x, Tensor? potential);
}
