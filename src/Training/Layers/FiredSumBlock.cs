using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Layers;

/// <summary>The residual block of ResNet-19: two convolutions, the second without neurons of its own; the sum with the shortcut fires.</summary>
internal sealed class FiredSumBlock : SpikingLayer
{
    private readonly SpikingLayer[] _body;
    private readonly SpikingLayer? _shortcut;
    private readonly nn.Module<Tensor, Tensor> _neuron;

    public FiredSumBlock(long inChannels, long outChannels, long stride, Func<nn.Module<Tensor, Tensor>> neuron)
        : base(nameof(FiredSumBlock))
    {
        _body =
        [
            Part("unit1", new ConvolutionUnit(inChannels, outChannels, 3, neuron(), stride)),
            Part("unit2", new ConvolutionUnit(outChannels, outChannels, 3, null)),
        ];
        if (stride != 1 || inChannels != outChannels)
            _shortcut = Part("shortcut", new ConvolutionUnit(inChannels, outChannels, 1, null, stride));
        _neuron = Part("sn", neuron());
    }

    public override Tensor forward(Tensor x, SpikingPass pass)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = LayerSequence.Run(_body, x, pass);
        Tensor passed = _shortcut is null ? x : pass.Run(_shortcut, x);
        return pass.Run(_neuron, a + passed).MoveToOuterDisposeScope();
    }
}
