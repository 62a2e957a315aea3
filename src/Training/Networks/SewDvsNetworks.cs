using NeuroKit.Training.Layers;
using NeuroKit.Training.Neurons;
using static TorchSharp.torch;

namespace NeuroKit.Training.Networks;

/// <summary>
/// The spike-element-wise networks for event frames: a 1×1 convolution wherever the channels change, blocks of two 3×3 convolutions, each
/// followed by pooling; parametric neurons with τ₀ = 2 and the arctangent surrogate.
/// </summary>
internal static class SewDvsNetworks
{
    public static SpikingNetwork SevenBlocks(string identifier, NetworkOptions options) => Create(identifier, options, [32, 32, 32, 32, 32, 32, 32]);

    public static SpikingNetwork WideSevenBlocks(string identifier, NetworkOptions options) => Create(identifier, options, [64, 64, 64, 64, 128, 128, 128]);

    public static SpikingNetwork Small(string identifier, NetworkOptions options) => Create(identifier, options, [16, 16, 16]);

    private static SpikingNetwork Create(string identifier, NetworkOptions options, long[] widths)
    {
        long height = options.Height >> widths.Length;
        long width = options.Width >> widths.Length;
        if (height == 0 || width == 0)
            throw new ArgumentException($"found frames of {options.Width}x{options.Height}; {identifier} halves them {widths.Length} times, so it takes sides of at least {1 << widths.Length}");
        var parts = new List<(string, nn.Module)>();
        long channels = options.Channels;
        int stems = 0;
        for (int i = 0; i < widths.Length; i++)
        {
            if (widths[i] != channels)
                parts.Add(($"up{++stems}", new ConvolutionUnit(channels, widths[i], 1, Neuron(options))));
            channels = widths[i];
            ConvolutionUnit[] body = [new(channels, channels, 3, Neuron(options)), new(channels, channels, 3, Neuron(options))];
            parts.Add(($"block{i + 1}", new SewBlock(options.Connection, body)));
            parts.Add(($"pool{i + 1}", nn.MaxPool2d(2L, 2)));
        }

        parts.Add(("flatten", nn.Flatten()));
        parts.Add(("head", nn.Linear(channels * height * width, options.Classes)));
        return new SpikingNetwork(identifier, options, parts);
    }

    private static nn.Module<Tensor, Tensor> Neuron(NetworkOptions options)
        => Activations.Create(options, () => new ParametricLifNeuron(new LeakyNeuronOptions { Tau = 2, Surrogate = SurrogateFunction.ATan() }));
}
