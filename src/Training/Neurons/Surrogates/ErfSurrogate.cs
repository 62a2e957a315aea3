using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>p(u) = erfc(−αu)/2, g(u) = α/√π·exp(−α²u²).</summary>
internal sealed class ErfSurrogate(double alpha) : SurrogateFunction("erf", alpha)
{
    public override Tensor Primitive(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        return ((u * -Alpha).erfc() / 2).MoveToOuterDisposeScope();
    }

    public override Tensor Gradient(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        return ((u * Alpha).square().neg_().exp_() * (Alpha / Math.Sqrt(Math.PI))).MoveToOuterDisposeScope();
    }
}
