using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>p(u) = σ(αu), g(u) = α·σ(αu)·(1 − σ(αu)).</summary>
internal sealed class SigmoidSurrogate(double alpha) : SurrogateFunction("sigmoid", alpha)
{
    public override Tensor Primitive(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        return (u * Alpha).sigmoid().MoveToOuterDisposeScope();
    }

    public override Tensor Gradient(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor s = (u * Alpha).sigmoid();
        return (s * (1 - s) * Alpha).MoveToOuterDisposeScope();
    }
}
