using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Losses;

/// <summary>What a loss gives: its terms by name, the weight of each, and their weighted sum. Disposing it disposes its tensors.</summary>
/// <remarks>
/// The built-in names: <c>ce</c> and <c>tet</c> (task), <c>ld</c> and <c>wsld</c> (soft labels, τ² included), <c>kl</c> (divergence, τ²
/// included where it is on), <c>entropy</c> (its weight is −λ), <c>bkd</c>, <c>features</c>, <c>attention</c>. A term of weight 0 is not computed.
/// </remarks>
public sealed class DistillationTerms : IDisposable
{
    /// <summary>Makes the terms and their sum.</summary>
    /// <param name="terms">The terms, unweighted, each of one element; at least one. They become this object's own.</param>
    /// <param name="weights">The weight of each.</param>
    /// <exception cref="ArgumentException">There is no term, or one without weight.</exception>
    public DistillationTerms(IReadOnlyDictionary<string, Tensor> terms, IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(weights);
        Tensor? total = null;
        foreach ((string name, Tensor term) in terms)
        {
            if (!weights.TryGetValue(name, out double weight))
                throw new ArgumentException($"found no weight for the term '{name}'", nameof(weights));
            if (total is null)
            {
                total = term * weight;
                continue;
            }

            using Tensor before = total;
            total = before.add(term, weight);
        }

        Terms = terms;
        Weights = weights;
        Total = total ?? throw new ArgumentException("found no term; expected at least one", nameof(terms));
    }

    /// <summary>The terms by name, unweighted.</summary>
    public IReadOnlyDictionary<string, Tensor> Terms { get; }

    /// <summary>The weights that were used, by the names of the terms; a rescaled weight is here as it was used.</summary>
    public IReadOnlyDictionary<string, double> Weights { get; }

    /// <summary>The weighted sum, which is minimised.</summary>
    public Tensor Total { get; }

    /// <summary>Reads the values: each term's by its name, and the sum's as <c>total</c>. On a device this waits for the computation, once.</summary>
    public IReadOnlyDictionary<string, double> Read()
    {
        using DisposeScope scope = NewDisposeScope();
        double[] all = stack([.. Terms.Values.Append(Total).Select(term => term.detach().reshape().to_type(ScalarType.Float64))]).cpu().data<double>().ToArray();
        var values = Terms.Keys.Zip(all).ToDictionary(pair => pair.First, pair => pair.Second);
        values.Add("total", all[^1]);
        return values;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Total.Dispose();
        foreach (Tensor term in Terms.Values)
            term.Dispose();
    }
}
