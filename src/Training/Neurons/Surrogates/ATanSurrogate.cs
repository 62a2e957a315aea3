using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>p(u) = arctan(π/2·αu)/π + 1/2, g(u) = (α/2)/(1 + (π/2·αu)²).</summary>
internal sealed class ATanSurrogate(double alpha) : SurrogateFunction("atan", alpha)
{
    public override Tensor Primitive(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        return ((u * (Math.PI / 2 * Alpha)).atan() / Math.PI + 0.5).MoveToOuterDisposeScope();
    }

    public override Tensor Gradient(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        return ((u * (Math.PI / 2 * Alpha)).square().add_(1).reciprocal_() * (Alpha / 2)).MoveToOuterDisposeScope();
    }

    // Two passes over the potentials instead of six.
    internal override Tensor Backward(Tensor u, Tensor ofSpike, Tensor? onto)
    {
        using DisposeScope scope = NewDisposeScope();
        double inner = Math.PI / 2 * Alpha;
        Tensor denominator = ones((long[])[], u.dtype, u.device).addcmul(u, u, inner * inner);
        Tensor gradient = onto is null ? ofSpike.div(denominator).mul_(Alpha / 2) : onto.addcdiv(ofSpike, denominator, Alpha / 2);
        return gradient.MoveToOuterDisposeScope();
    }
}
