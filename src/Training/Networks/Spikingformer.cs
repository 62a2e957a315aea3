using NeuroKit.Training.Layers;
using NeuroKit.Training.Neurons;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training.Networks;

/// <summary>
/// Spikingformer-L-D with and without CML. The published models differ by what they see: for event frames (2 channels) 16 heads, τ = 1.75
/// with CML and 1.5 without, and two layer norms a block that are never called; for pictures τ = 2, no such norms, 8 heads or, where
/// 12 divide the channels and the pictures are small, 12. Small pictures (sides below 64) are halved twice, all others four times.
/// </summary>
internal static class Spikingformer
{
    private const int SmallSide = 64;

    public static SpikingNetwork Create(string identifier, NetworkOptions options, int blocks, int width, bool poolsPotentials)
    {
        bool isEvents = options.Channels == 2;
        bool isSmall = Math.Min(options.Height, options.Width) < SmallSide;
        int heads = isEvents ? 16 : isSmall && width % 12 == 0 ? 12 : 8;
        if (width % heads != 0 || width % 8 != 0)
            throw new ArgumentException($"found {width} channels in '{identifier}'; expected a multiple of {Math.Max(heads, 8)}");
        double tau = !isEvents ? 2 : poolsPotentials ? 1.75 : 1.5;
        var parts = new List<(string, nn.Module)>
        {
            ("patch_embed", new SpikingTokenizer(options.Channels, width, isSmall ? 2 : 4, Neuron, poolsPotentials)),
        };
        for (int i = 0; i < blocks; i++)
            parts.Add(($"block{i + 1}", new SpikingformerBlock(width, heads, Neuron, idleNorms: isEvents)));
        Linear head = nn.Linear(width, options.Classes);
        using (no_grad())
        {
            nn.init.trunc_normal_(head.weight, std: 0.02);
            nn.init.zeros_(head.bias!);
        }

        parts.Add(("pool", new SpatialMean()));
        parts.Add(("head", head));
        return new SpikingNetwork(identifier, options, parts);

        nn.Module<Tensor, Tensor> Neuron(double threshold) => Activations.Create(options, () => new LifNeuron(new LeakyNeuronOptions { Tau = tau, Threshold = threshold }));
    }
}
