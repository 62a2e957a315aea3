using NeuroKit.Training.Neurons;
using static TorchSharp.torch;

namespace NeuroKit.Training.Networks;

/// <summary>Makes what stands behind a normalisation.</summary>
internal static class Activations
{
    /// <summary>The neuron, or ReLU in its place.</summary>
    /// <param name="options">The network's options, which say which.</param>
    /// <param name="neuron">Makes the neuron.</param>
    public static nn.Module<Tensor, Tensor> Create(NetworkOptions options, Func<SpikingNeuron> neuron) => options.Activation switch
    {
        Activation.Spiking => neuron(),
        Activation.Relu => nn.ReLU(),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Activation, "found an unknown activation"),
    };
}
