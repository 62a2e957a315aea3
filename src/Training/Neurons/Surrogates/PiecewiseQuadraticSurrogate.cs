using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>g(u) = max(0, a − a²|u|). The triangle of width γ is the same function of a = 1/γ.</summary>
internal sealed class PiecewiseQuadraticSurrogate(string name, double alpha, double steepness) : SurrogateFunction(name, alpha)
{
    public override Tensor Primitive(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        // Outside of ±1/a the function stays at 0 and 1, which is where the clamped argument leads.
        Tensor scaled = (u * steepness).clamp(-1, 1);
        return (scaled - scaled * scaled.abs() / 2 + 0.5).MoveToOuterDisposeScope();
    }

    public override Tensor Gradient(Tensor u)
    {
        using DisposeScope scope = NewDisposeScope();
        return (u.abs() * (-steepness * steepness) + steepness).clamp_(min: 0).MoveToOuterDisposeScope();
    }
}
