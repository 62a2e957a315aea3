using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses.Terms;

/// <summary>
/// Attention transfer: A(F) = vec(Σ_c |F_c|²) of each sample, divided by its length; the distances of student and teacher are averaged over the
/// samples and summed over the layers. Dividing by the length makes means and sums over the steps the same.
/// </summary>
internal sealed class AttentionTerm(string name, FeatureLossOptions options) : LossTerm(name, options.Weight!.Value)
{
    public override IReadOnlyList<FeaturePair> Pairs => options.Pairs;

    public override Tensor Compute(LossInput input)
    {
        Tensor? sum = null;
        foreach (FeaturePair pair in Pairs)
        {
            (Tensor student, Tensor teacher) = input.Features(pair);
            Tensor difference = Map(student) - Map(teacher);
            Tensor one = options.Distance == AttentionDistance.Norm
                ? difference.norm(dim: 1).mean() // at no difference its gradient is 0
                : difference.pow(2).mean();
            sum = sum is null ? one : sum + one;
        }

        return sum!;
    }

    // A silent sample has no direction: its map stays 0.
    private static Tensor Map(Tensor feature) => nn.functional.normalize(feature.pow(2).sum([1]).flatten(1), dim: 1);
}
