using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses.Terms;

/// <summary>𝒢 of BKDSNN Eq. 4: two 3×3 convolutions with bias that keep width and size, ReLU between them.</summary>
internal sealed class RestorationBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _first;
    private readonly Conv2d _second;

    public RestorationBlock(long channels)
        : base(nameof(RestorationBlock))
    {
        _first = nn.Conv2d(channels, channels, 3L, padding: 1L);
        _second = nn.Conv2d(channels, channels, 3L, padding: 1L);
        register_module("conv1", _first);
        register_module("conv2", _second);
    }

    public override Tensor forward(Tensor input) => _second.call(_first.call(input).relu_());

    protected override void RegisterComponents()
    {
    }
}
