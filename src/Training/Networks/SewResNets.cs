using NeuroKit.Training.Layers;
using NeuroKit.Training.Neurons;
using static TorchSharp.torch;

namespace NeuroKit.Training.Networks;

/// <summary>The spike-element-wise residual networks: ResNets whose activations are integrate-and-fire neurons and whose sums are of spikes.</summary>
internal static class SewResNets
{
    /// <summary>ResNet-18 and -34: two 3×3 convolutions a block.</summary>
    public static SpikingNetwork Basic(string identifier, NetworkOptions options, int[] blocks)
        => Large(identifier, options, blocks, 1, (inChannels, width, stride) => BasicBlock(options, inChannels, width, stride));

    /// <summary>ResNet-50: 1×1, 3×3 and 1×1 convolutions a block, the last four times as wide.</summary>
    public static SpikingNetwork Bottleneck(string identifier, NetworkOptions options, int[] blocks)
        => Large(identifier, options, blocks, 4, (inChannels, width, stride) => new SewBlock(
            options.Connection,
            [new ConvolutionUnit(inChannels, width, 1, Neuron(options)), new ConvolutionUnit(width, width, 3, Neuron(options), stride), new ConvolutionUnit(width, 4 * width, 1, Neuron(options))],
            Shortcut(options, inChannels, 4 * width, stride)));

    /// <summary>ResNet-20 for small pictures: three stages of three blocks, 16, 32 and 64 channels.</summary>
    public static SpikingNetwork Small(string identifier, NetworkOptions options)
    {
        var parts = new List<(string, nn.Module)> { ("stem", new ConvolutionUnit(options.Channels, 16, 3, Neuron(options))) };
        Stages(parts, [3, 3, 3], 16, 16, 1, (inChannels, width, stride) => BasicBlock(options, inChannels, width, stride));
        return Finish(identifier, options, parts, 64);
    }

    private static SpikingNetwork Large(string identifier, NetworkOptions options, int[] blocks, int expansion, Func<long, long, long, SewBlock> block)
    {
        var parts = new List<(string, nn.Module)>
        {
            ("stem", new ConvolutionUnit(options.Channels, 64, 7, Neuron(options), stride: 2)),
            ("maxpool", nn.MaxPool2d(3L, 2, 1)),
        };
        Stages(parts, blocks, 64, 64, expansion, block);
        return Finish(identifier, options, parts, 512 * expansion);
    }

    private static void Stages(List<(string, nn.Module)> parts, int[] blocks, long inChannels, long firstWidth, int expansion, Func<long, long, long, SewBlock> block)
    {
        for (int stage = 0; stage < blocks.Length; stage++)
        {
            long width = firstWidth << stage;
            var list = new List<(string, nn.Module)>();
            for (int i = 0; i < blocks[stage]; i++)
            {
                list.Add(($"block{i + 1}", block(inChannels, width, stage > 0 && i == 0 ? 2 : 1)));
                inChannels = width * expansion;
            }

            parts.Add(($"stage{stage + 1}", new LayerSequence([.. list])));
        }
    }

    private static SpikingNetwork Finish(string identifier, NetworkOptions options, List<(string, nn.Module)> parts, long channels)
    {
        parts.Add(("pool", new SpatialMean()));
        parts.Add(("head", nn.Linear(channels, options.Classes)));
        var network = new SpikingNetwork(identifier, options, parts);
        ConvolutionInit.Apply(network);
        return network;
    }

    private static SewBlock BasicBlock(NetworkOptions options, long inChannels, long width, long stride) => new(
        options.Connection,
        [new ConvolutionUnit(inChannels, width, 3, Neuron(options), stride), new ConvolutionUnit(width, width, 3, Neuron(options))],
        Shortcut(options, inChannels, width, stride));

    // The shortcut fires too, so that the block joins spikes with spikes.
    private static ConvolutionUnit? Shortcut(NetworkOptions options, long inChannels, long outChannels, long stride)
        => stride == 1 && inChannels == outChannels ? null : new ConvolutionUnit(inChannels, outChannels, 1, Neuron(options), stride);

    private static nn.Module<Tensor, Tensor> Neuron(NetworkOptions options)
        => Activations.Create(options, () => new IFNeuron(new NeuronOptions { Surrogate = SurrogateFunction.ATan() }));
}
