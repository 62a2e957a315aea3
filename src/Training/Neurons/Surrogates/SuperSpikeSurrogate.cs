using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>p(u) = αu/(1 + |u|), g(u) = α/(1 + |u|)².</summary>
internal sealed class SuperSpikeSurrogate(double alpha) : SurrogateFunction("super-spike", alpha)
{
    public override Tensor Primitive(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        return (u * Alpha / (u.abs() + 1)).MoveToOuterDisposeScope();
    }

    public override Tensor Gradient(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        return (u.abs().add_(1).square().reciprocal_() * Alpha).MoveToOuterDisposeScope();
    }
}
