using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses.Terms;

/// <summary>One term of a loss: a number of the two sides and the targets, and its weight.</summary>
internal abstract class LossTerm(string name, double weight) : nn.Module(name)
{
    /// <summary>Its name, under which its parameters are registered as well.</summary>
    public string Name { get; } = name;

    public double Weight { get; } = weight;

    /// <summary>Whether it looks at the teacher.</summary>
    public virtual bool NeedsTeacher => true;

    /// <summary>The features it looks at.</summary>
    public virtual IReadOnlyList<FeaturePair> Pairs => [];

    /// <summary>Computes the term, unweighted, of one element. What it makes on the way belongs to the caller's dispose scope.</summary>
    public abstract Tensor Compute(LossInput input);

    /// <summary>Parts are registered under names of their own, never by the names of fields.</summary>
    protected override void RegisterComponents()
    {
    }
}
