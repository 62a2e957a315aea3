using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>p(u) = (αu/(1 + |αu|) + 1)/2, g(u) = α/(2(1 + |αu|)²).</summary>
internal sealed class SoftSignSurrogate(double alpha) : SurrogateFunction("soft-sign", alpha)
{
    public override Tensor Primitive(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor scaled = u * Alpha;
        return ((scaled / (scaled.abs() + 1) + 1) / 2).MoveToOuterDisposeScope();
    }

    public override Tensor Gradient(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        return ((u * Alpha).abs().add_(1).square().reciprocal_() * (Alpha / 2)).MoveToOuterDisposeScope();
    }
}
