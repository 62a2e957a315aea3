using TorchSharp.Modules;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses.Terms;

/// <summary>A 1×1 convolution with bias from one width to another, with batch normalisation and ReLU where asked for.</summary>
internal sealed class FeatureAligner : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d _conv;
    private readonly BatchNorm2d? _norm;

    private FeatureAligner(long from, long to, bool normalizes)
        : base(nameof(FeatureAligner))
    {
        _conv = nn.Conv2d(from, to, 1L);
        register_module("conv", _conv);
        if (normalizes)
        {
            _norm = nn.BatchNorm2d(to);
            register_module("bn", _norm);
        }
    }

    /// <summary>Makes the aligner, or null where none is needed.</summary>
    public static FeatureAligner? Create(FeatureAlignment alignment, long from, long to)
        => alignment == FeatureAlignment.WhenWidthsDiffer && from == to ? null : new FeatureAligner(from, to, alignment == FeatureAlignment.Normalized);

    public override Tensor forward(Tensor input)
    {
        Tensor aligned = _conv.call(input);
        return _norm is null ? aligned : _norm.call(aligned).relu();
    }

    protected override void RegisterComponents()
    {
    }
}
