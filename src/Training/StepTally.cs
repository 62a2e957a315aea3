using static TorchSharp.torch;

namespace NeuroKit.Training;

/// <summary>Counts what each step's logits recognise, alone and with those before it.</summary>
internal sealed class StepTally
{
    private long[] _alone = [];
    private long[] _soFar = [];
    private long _samples;
    private bool _varies;

    /// <summary>Adds a batch.</summary>
    /// <param name="logits">[T, N, K].</param>
    /// <param name="labels">The classes, int64 [N].</param>
    /// <param name="lengths">The real frames of each recording; null: all are real.</param>
    public void Add(Tensor logits, Tensor labels, int[]? lengths)
    {
        int steps = (int)logits.shape[0];
        _varies |= (_samples > 0 && steps != _alone.Length) || lengths?.Any(length => length != steps) == true;
        if (_varies)
            return;
        if (_samples == 0)
            (_alone, _soFar) = (new long[steps], new long[steps]);
        Count(logits, labels, _alone);
        Count(logits.cumsum(0), labels, _soFar);
        _samples += labels.shape[0];
    }

    /// <summary>The shares; none where the steps vary.</summary>
    public IReadOnlyList<StepAccuracy> Result()
        => _varies ? [] : [.. _alone.Zip(_soFar).Select((right, t) => new StepAccuracy(t + 1, (double)right.First / _samples, (double)right.Second / _samples))];

    private static void Count(Tensor logits, Tensor labels, long[] counts)
    {
        long[] right = logits.argmax(2).eq(labels).sum(1).cpu().data<long>().ToArray();
        for (int t = 0; t < counts.Length; t++)
            counts[t] += right[t];
    }
}
