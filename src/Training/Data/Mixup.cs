using NeuroKit.Events.Simulation;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Data;

/// <summary>
/// Mixes a batch with itself in reverse order, frames and targets alike (Zhang et al., "mixup: Beyond Empirical Risk Minimization", 2018).
/// What is drawn depends on seed, epoch and batch alone.
/// </summary>
public sealed class Mixup
{
    private readonly long _seed;

    /// <summary>Makes the mixer.</summary>
    /// <param name="alpha">Both parameters of the beta distribution that the share is drawn from, above 0.</param>
    /// <param name="probability">The probability that a batch is mixed, 0 to 1.</param>
    /// <param name="untilEpoch">The first epoch that is not mixed any more; null: all are.</param>
    /// <param name="seed">The seed.</param>
    public Mixup(double alpha, double probability = 1, int? untilEpoch = null, long seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alpha);
        ArgumentOutOfRangeException.ThrowIfNegative(probability);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        Alpha = alpha;
        Probability = probability;
        UntilEpoch = untilEpoch;
        _seed = seed;
    }

    /// <summary>Both parameters of the beta distribution.</summary>
    public double Alpha { get; }

    /// <summary>The probability that a batch is mixed.</summary>
    public double Probability { get; }

    /// <summary>The first epoch that is not mixed any more; null: all are.</summary>
    public int? UntilEpoch { get; }

    /// <summary>The share of a batch that stays itself: 1 where it is not mixed.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="batch">The batch's number in the epoch, from 0.</param>
    public double ShareOf(int epoch, int batch)
    {
        if (epoch >= UntilEpoch)
            return 1;
        DeterministicRandom random = SeededDraw.For(_seed, DrawPurpose.Mixup, epoch, batch);
        return random.NextDouble() < Probability ? SeededDraw.Beta(random, Alpha) : 1;
    }

    /// <summary>Mixes a batch.</summary>
    /// <param name="batch">The batch, whose targets are classes; it stays as it is.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="number">The batch's number in the epoch, from 0.</param>
    /// <returns>The batch itself where it is not mixed, else a new one with targets [N, K], which the caller disposes.</returns>
    public TensorBatch Apply(TensorBatch batch, int classes, int epoch, int number)
    {
        ArgumentNullException.ThrowIfNull(batch);
        double share = ShareOf(epoch, number);
        if (share == 1)
            return batch;
        using DisposeScope scope = NewDisposeScope();
        using IDisposable quiet = no_grad();
        Tensor hot = zeros((long[])[batch.Count, classes], ScalarType.Float32, batch.Targets.device);
        hot.scatter_(1, batch.Targets.unsqueeze(1), ones_like(batch.Targets.unsqueeze(1)).to_type(ScalarType.Float32));
        int[]? lengths = batch.Lengths is null ? null : [.. batch.Lengths.Zip(batch.Lengths.Reverse(), Math.Max)];
        return new TensorBatch([.. batch.AllFrames.Select(f => Mix(f, share))], Mix(hot, share), batch.Labels, batch.Indices, lengths);
    }

    private static Tensor Mix(Tensor x, double share) => x.mul(share).add(x.flip(0), alpha: 1 - share);
}
