using NeuroKit.Training.Layers;
using NeuroKit.Training.Neurons;
using static TorchSharp.torch;

namespace NeuroKit.Training.Networks;

/// <summary>
/// ResNet-19 as it is trained with TET: stages of 3, 3 and 2 blocks with 128, 256 and 512 channels behind a stem of 64, two linear layers;
/// leaky neurons whose input does not decay, the triangle for surrogate.
/// </summary>
internal static class ResNet19
{
    private const int HeadWidth = 256;

    public static SpikingNetwork Create(string identifier, NetworkOptions options)
    {
        long[] widths = [128, 256, 512];
        int[] blocks = [3, 3, 2];
        long channels = 64;
        var parts = new List<(string, nn.Module)> { ("stem", new ConvolutionUnit(options.Channels, channels, 3, Neuron())) };
        for (int stage = 0; stage < widths.Length; stage++)
        {
            var list = new List<(string, nn.Module)>();
            for (int i = 0; i < blocks[stage]; i++)
            {
                list.Add(($"block{i + 1}", new FiredSumBlock(channels, widths[stage], stage > 0 && i == 0 ? 2 : 1, Neuron)));
                channels = widths[stage];
            }

            parts.Add(($"stage{stage + 1}", new LayerSequence([.. list])));
        }

        parts.Add(("pool", new SpatialMean()));
        parts.Add(("hidden", nn.Linear(channels, HeadWidth)));
        parts.Add(("hidden_sn", Neuron()));
        parts.Add(("head", nn.Linear(HeadWidth, options.Classes)));
        var network = new SpikingNetwork(identifier, options, parts);
        ConvolutionInit.Apply(network);
        return network;

        nn.Module<Tensor, Tensor> Neuron() => Activations.Create(
            options, () => new LifNeuron(new LeakyNeuronOptions { Tau = 2, DecayInput = false, DetachReset = false, Surrogate = SurrogateFunction.Triangle() }));
    }

}
