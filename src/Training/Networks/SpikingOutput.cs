using static TorchSharp.torch;

namespace NeuroKit.Training.Networks;

/// <summary>What a forward pass gave. Disposing it disposes its tensors; those that are needed longer are detached or copied before.</summary>
public sealed class SpikingOutput : IDisposable
{
    internal SpikingOutput(Tensor logits, IReadOnlyDictionary<string, Tensor> features, IReadOnlyDictionary<string, double> firingRates)
    {
        Logits = logits;
        Features = features;
        FiringRates = firingRates;
    }

    /// <summary>The logits of each step, [T, N, K].</summary>
    public Tensor Logits { get; }

    /// <summary>The features asked for, by name, in the form asked for.</summary>
    public IReadOnlyDictionary<string, Tensor> Features { get; }

    /// <summary>The mean of each layer's spikes, by the neurons' names, where asked for: 0 to 1.</summary>
    public IReadOnlyDictionary<string, double> FiringRates { get; }

    /// <summary>The mean of the logits over the steps, [N, K], which predicts: a new tensor, the caller's own.</summary>
    public Tensor MeanLogits() => Logits.mean([0]);

    /// <inheritdoc/>
    public void Dispose()
    {
        Logits.Dispose();
        foreach (Tensor feature in Features.Values)
            feature.Dispose();
    }
}
