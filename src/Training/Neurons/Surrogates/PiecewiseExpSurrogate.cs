using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>p(u) = exp(αu)/2 below 0 and 1 − exp(−αu)/2 above, g(u) = α/2·exp(−α|u|).</summary>
internal sealed class PiecewiseExpSurrogate(double alpha) : SurrogateFunction("piecewise-exp", alpha)
{
    public override Tensor Primitive(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        // The exponent is never above 0, so that neither branch overflows and spoils the other.
        Tensor tail = (u.abs() * -Alpha).exp() / 2;
        return where(u.lt(0), tail, 1 - tail).MoveToOuterDisposeScope();
    }

    public override Tensor Gradient(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        return (u.abs().mul_(-Alpha).exp_() * (Alpha / 2)).MoveToOuterDisposeScope();
    }
}
