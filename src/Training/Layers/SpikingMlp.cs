using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>Spikingformer's two 1×1 convolutions with bias, four times as wide between; neurons before each.</summary>
internal sealed class SpikingMlp : SpikingLayer
{
    private readonly nn.Module[] _parts;

    public SpikingMlp(long width, Func<double, nn.Module<Tensor, Tensor>> neuron)
        : base(nameof(SpikingMlp))
    {
        _parts =
        [
            Part("mlp1_lif", neuron(1)),
            Part("mlp1_conv", nn.Conv2d(width, 4 * width, 1L)),
            Part("mlp1_bn", nn.BatchNorm2d(4 * width)),
            Part("mlp2_lif", neuron(1)),
            Part("mlp2_conv", nn.Conv2d(4 * width, width, 1L)),
            Part("mlp2_bn", nn.BatchNorm2d(width)),
        ];
    }

    public override Tensor forward(Tensor x, SpikingPass pass) => LayerSequence.Run(_parts, x, pass);
}
