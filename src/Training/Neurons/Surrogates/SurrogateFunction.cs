using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>
/// How a neuron fires: forward the hard step, Θ(u) = 1 where u ≥ 0 and 0 elsewhere; backward the derivative of a smooth function in its place.
/// </summary>
/// <remarks>A function of your own derives from this class and says its <see cref="Primitive"/> and <see cref="Gradient"/>.</remarks>
public abstract class SurrogateFunction
{
    /// <summary>Makes a surrogate.</summary>
    /// <param name="name">A short name, for recipes and reports.</param>
    /// <param name="alpha">The steepness (for <see cref="Triangle"/> the width); above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Alpha is not a number above 0.</exception>
    protected SurrogateFunction(string name, double alpha)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!double.IsFinite(alpha) || alpha <= 0)
            throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "found a steepness that is not above 0");
        Name = name;
        Alpha = alpha;
    }

    /// <summary>A short name, for example <c>sigmoid</c>.</summary>
    public string Name { get; }

    /// <summary>The parameter α: the larger, the steeper (γ of <see cref="Triangle"/>: the larger, the wider).</summary>
    public double Alpha { get; }

    /// <summary>σ(αu), derivative α·σ(αu)·(1 − σ(αu)).</summary>
    /// <param name="alpha">α.</param>
    public static SurrogateFunction Sigmoid(double alpha = 4) => new SigmoidSurrogate(alpha);

    /// <summary>arctan(π/2·αu)/π + 1/2, derivative (α/2)/(1 + (π/2·αu)²).</summary>
    /// <param name="alpha">α.</param>
    public static SurrogateFunction ATan(double alpha = 2) => new ATanSurrogate(alpha);

    /// <summary>Derivative α − α²|u| where |u| ≤ 1/α, else 0.</summary>
    /// <param name="alpha">α.</param>
    public static SurrogateFunction PiecewiseQuadratic(double alpha = 1) => new PiecewiseQuadraticSurrogate("piecewise-quadratic", alpha, alpha);

    /// <summary>Derivative α/(2(1 + |αu|)²).</summary>
    /// <param name="alpha">α.</param>
    public static SurrogateFunction SoftSign(double alpha = 2) => new SoftSignSurrogate(alpha);

    /// <summary>Derivative α/√π·exp(−α²u²).</summary>
    /// <param name="alpha">α.</param>
    public static SurrogateFunction Erf(double alpha = 2) => new ErfSurrogate(alpha);

    /// <summary>Derivative α/2·exp(−α|u|).</summary>
    /// <param name="alpha">α.</param>
    public static SurrogateFunction PiecewiseExp(double alpha = 1) => new PiecewiseExpSurrogate(alpha);

    /// <summary>Derivative α/(1 + |u|)².</summary>
    /// <param name="alpha">α.</param>
    public static SurrogateFunction SuperSpike(double alpha = 1) => new SuperSpikeSurrogate(alpha);

    /// <summary>Derivative max(0, γ − |u|)/γ²: the triangle of the networks that follow TET.</summary>
    /// <param name="gamma">γ, half the triangle's base.</param>
    public static SurrogateFunction Triangle(double gamma = 1) => new PiecewiseQuadraticSurrogate("triangle", gamma, 1 / gamma);

    /// <summary>The smooth function, in operations that autograd follows.</summary>
    /// <param name="u">The membrane potential above the threshold, H − V_th; any shape.</param>
    public abstract Tensor Primitive(Tensor u);

    /// <summary>The derivative of <see cref="Primitive"/>.</summary>
    /// <param name="u">The membrane potential above the threshold, H − V_th; any shape.</param>
    public abstract Tensor Gradient(Tensor u);

    /// <summary>Fires: 0 or 1 in the type of <paramref name="u"/>, differentiable by <see cref="Gradient"/>.</summary>
    /// <param name="u">The membrane potential above the threshold, H − V_th; any shape.</param>
    public virtual Tensor Fire(Tensor u) => FireFunction.apply(u, this);

    /// <summary>Whether <see cref="Fire"/> is overridden.</summary>
    internal bool FiresInItsOwnWay => ((Func<Tensor, Tensor>)Fire).Method.DeclaringType != typeof(SurrogateFunction);

    /// <summary>The gradient of u by that of the spike: <paramref name="onto"/> + g(u) · <paramref name="ofSpike"/>.</summary>
    /// <param name="u">H − V_th.</param>
    /// <param name="ofSpike">The gradient of the spike.</param>
    /// <param name="onto">What it is added to; null for 0.</param>
    internal virtual Tensor Backward(Tensor u, Tensor ofSpike, Tensor? onto)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor slope = Gradient(u);
        Tensor gradient = onto is null ? slope.mul(ofSpike) : onto.addcmul(slope, ofSpike, 1);
        return gradient.MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}({Alpha})");
}
