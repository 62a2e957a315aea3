using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>
/// Spikingformer's five convolutions that make tokens. With CML a stage pools what it convolved and the next begins with neurons;
/// without, a stage pools its neurons' spikes before it convolves. Parameters are the same.
/// </summary>
internal sealed class SpikingTokenizer : SpikingLayer
{
    private const int Stages = 5;
    private readonly nn.Module[] _parts;

    /// <summary>Makes the tokenizer.</summary>
    /// <param name="inChannels">The frames' channels.</param>
    /// <param name="width">The tokens' channels, a multiple of 8.</param>
    /// <param name="poolings">How often the sides are halved, 0 to 4: between the last stages.</param>
    /// <param name="neuron">Makes neurons of a threshold.</param>
    /// <param name="poolsPotentials">Whether pooling comes before the neurons (CML).</param>
    public SpikingTokenizer(long inChannels, long width, int poolings, Func<double, nn.Module<Tensor, Tensor>> neuron, bool poolsPotentials)
        : base(nameof(SpikingTokenizer))
    {
        long[] channels = [inChannels, width / 8, width / 4, width / 2, width, width];
        var parts = new List<nn.Module>();
        for (int i = 0; i < Stages; i++)
        {
            string stage = i == 0 ? "proj" : $"proj{i}";
            if (i > 0)
            {
                bool pools = i >= Stages - poolings;
                nn.Module firing = Part(stage + "_lif", neuron(1));
                if (!pools)
                {
                    parts.Add(firing);
                }
                else
                {
                    nn.Module pool = Part($"maxpool{i}", nn.MaxPool2d(3L, 2, 1));
                    parts.AddRange(poolsPotentials ? [pool, firing] : [firing, pool]);
                }
            }

            parts.Add(Part(stage + "_conv", nn.Conv2d(channels[i], channels[i + 1], 3L, 1, 1, bias: false)));
            parts.Add(Part(stage + "_bn", nn.BatchNorm2d(channels[i + 1])));
        }

        _parts = [.. parts];
    }

    public override Tensor forward(Tensor x, SpikingPass pass) => LayerSequence.Run(_parts, x, pass);
}
