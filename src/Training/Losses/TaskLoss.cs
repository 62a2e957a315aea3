using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace NeuroKit.Training.Losses;

/// <summary>How far logits are from what they should say, as one number to be made small.</summary>
/// <remarks>
/// Cross entropy looks at the mean of the logits over the steps. Temporal efficient training (Deng et al., ICLR 2022) takes the mean over
/// the steps of each step's own cross entropy, and with λ above 0 (1 − λ) of it and λ of the squared distance of every logit from a constant.
/// Recordings with fewer real frames than the batch has steps count with these frames alone, each recording as much as another.
/// </remarks>
public sealed class TaskLoss
{
    /// <summary>Cross entropy without smoothing, by which validation and test are measured.</summary>
    public static TaskLoss CrossEntropy { get; } = new();

    /// <summary>Whether each step is judged by itself (temporal efficient training).</summary>
    public bool PerStep { get; init; }

    /// <summary>The share of the target that is spread over all classes, 0 to below 1.</summary>
    public double LabelSmoothing
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(value, 1);
            field = value;
        }
    }

    /// <summary>The weight λ of the squared distance, 0 to 1; with <see cref="PerStep"/> only.</summary>
    public double MeanSquaredWeight
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1);
            field = value;
        }
    }

    /// <summary>What the squared distance is measured from.</summary>
    public double MeanSquaredTarget { get; init; } = 1;

    /// <summary>The mean of each recording's logits over its real frames: what predicts.</summary>
    /// <param name="logits">Logits of each step, [T, N, K].</param>
    /// <param name="lengths">The real frames of each recording, 1 … T; null: all are real.</param>
    /// <returns>[N, K], the caller's own.</returns>
    public static Tensor MeanLogits(Tensor logits, int[]? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        using DisposeScope scope = NewDisposeScope();
        return (Shares(logits, lengths) is { } shares ? (logits * shares.unsqueeze(2)).sum(dim: 0) : logits.mean([0])).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="logits">Logits of each step, [T, N, K].</param>
    /// <param name="targets">Classes, int64 [N], or shares of the classes, floating [N, K].</param>
    /// <param name="lengths">The real frames of each recording, 1 … T; null: all are real.</param>
    /// <returns>The mean over the recordings, a number; the caller's own.</returns>
    /// <exception cref="ArgumentException">The shapes do not go together.</exception>
    public Tensor Compute(Tensor logits, Tensor targets, int[]? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(targets);
        if (logits.dim() != 3 || targets.dim() is < 1 or > 2 || targets.shape[0] != logits.shape[1])
        {
            throw new ArgumentException(
                $"found logits of shape [{string.Join(", ", logits.shape)}] and targets of shape [{string.Join(", ", targets.shape)}]; expected [T, N, K] and [N] or [N, K]");
        }

        using DisposeScope scope = NewDisposeScope();
        if (!PerStep)
        {
            using Tensor mean = MeanLogits(logits, lengths);
            return F.cross_entropy(mean, targets, label_smoothing: LabelSmoothing).MoveToOuterDisposeScope();
        }

        long steps = logits.shape[0];
        Tensor flat = logits.flatten(0, 1);
        Tensor repeated = targets.dim() == 1 ? targets.repeat(steps) : targets.repeat(steps, 1);
        Tensor loss;
        if (Shares(logits, lengths) is not { } shares)
        {
            loss = F.cross_entropy(flat, repeated, label_smoothing: LabelSmoothing);
            if (MeanSquaredWeight > 0)
                loss = Blend(loss, (logits - MeanSquaredTarget).square().mean());
            return loss.MoveToOuterDisposeScope();
        }

        Tensor weights = shares.flatten() / logits.shape[1];
        loss = (F.cross_entropy(flat, repeated, reduction: nn.Reduction.None, label_smoothing: LabelSmoothing) * weights).sum();
        if (MeanSquaredWeight > 0)
            loss = Blend(loss, ((flat - MeanSquaredTarget).square().mean([1]) * weights).sum());
        return loss.MoveToOuterDisposeScope();
    }

    private Tensor Blend(Tensor entropy, Tensor distance) => (entropy * (1 - MeanSquaredWeight)) + (distance * MeanSquaredWeight);

    // What each step of each recording counts, [T, N], a recording's steps together 1; null where all count alike.
    private static Tensor? Shares(Tensor logits, int[]? lengths)
    {
        if (lengths is null)
            return null;
        int steps = (int)logits.shape[0];
        int samples = (int)logits.shape[1];
        if (lengths.Length != samples || Array.Exists(lengths, n => n < 1 || n > steps))
            throw new ArgumentException($"found lengths {string.Join(", ", lengths.Take(8))}; expected {samples} of 1 to {steps}", nameof(lengths));
        if (Array.TrueForAll(lengths, n => n == steps))
            return null;
        float[] shares = new float[steps * samples];
        for (int n = 0; n < samples; n++)
        {
            for (int t = 0; t < lengths[n]; t++)
                shares[(t * samples) + n] = 1f / lengths[n];
        }

        return tensor(shares, device: logits.device).to_type(logits.dtype).reshape(steps, samples);
    }
}
