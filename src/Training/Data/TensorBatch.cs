using static TorchSharp.torch;

namespace NeuroKit.Training.Data;

/// <summary>A labelled batch on the device, which owns its tensors.</summary>
public sealed class TensorBatch : IDisposable
{
    /// <summary>Makes a batch of tensors that it owns from now on, whatever scope they were made in.</summary>
    /// <param name="frames">Frames, [N, T, C, H, W], one tensor a rule; at least one.</param>
    /// <param name="targets">Classes, int64 [N], or shares of the classes, floating [N, K].</param>
    /// <param name="labels">The class of each recording.</param>
    /// <param name="indices">Each recording's place in its data set.</param>
    /// <param name="lengths">The real frames of each recording, what follows being zeros; null: all are real.</param>
    public TensorBatch(IReadOnlyList<Tensor> frames, Tensor targets, long[] labels, int[] indices, int[]? lengths = null)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentOutOfRangeException.ThrowIfZero(frames.Count);
        AllFrames = [.. frames.Select(f => f.DetachFromDisposeScope())];
        Targets = targets.DetachFromDisposeScope();
        Labels = labels;
        Indices = indices;
        Lengths = lengths;
    }

    /// <summary>The first rule's frames, [N, T, C, H, W].</summary>
    public Tensor Frames => AllFrames[0];

    /// <summary>The frames of each rule.</summary>
    public IReadOnlyList<Tensor> AllFrames { get; }

    /// <summary>Classes, int64 [N], or shares of the classes, floating [N, K].</summary>
    public Tensor Targets { get; }

    /// <summary>The class of each recording, whatever was done to the targets.</summary>
    public long[] Labels { get; }

    /// <summary>Each recording's place in its data set.</summary>
    public int[] Indices { get; }

    /// <summary>The real frames of each recording in <see cref="Frames"/>, what follows being zeros; null: all are real.</summary>
    public int[]? Lengths { get; }

    /// <summary>The number of recordings, N.</summary>
    public int Count => Labels.Length;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor frames in AllFrames)
            frames.Dispose();
        Targets.Dispose();
    }
}
