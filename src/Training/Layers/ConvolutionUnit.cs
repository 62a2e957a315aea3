using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>Convolution without bias, batch normalisation over steps and samples alike, and, unless left out, neurons or what stands for them.</summary>
internal sealed class ConvolutionUnit : SpikingLayer
{
    private readonly Conv2d _conv;
    private readonly BatchNorm2d _norm;
    private readonly nn.Module<Tensor, Tensor>? _neuron;

    /// <summary>Makes the unit; its padding keeps the size at stride 1.</summary>
    public ConvolutionUnit(long inChannels, long outChannels, long kernel, nn.Module<Tensor, Tensor>? neuron, long stride = 1)
        : base(nameof(ConvolutionUnit))
    {
        _conv = Part("conv", nn.Conv2d(inChannels, outChannels, kernel, stride, kernel / 2, bias: false));
        _norm = Part("bn", nn.BatchNorm2d(outChannels));
        _neuron = neuron is null ? null : Part("sn", neuron);
    }

    public override Tensor forward(Tensor x, SpikingPass pass)
        => LayerSequence.Run(_neuron is null ? [_conv, _norm] : [_conv, _norm, _neuron], x, pass);
}
