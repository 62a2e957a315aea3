using System.Diagnostics;

namespace NeuroKit.Frames.Loading;

/// <summary>A labelled batch of frames. Dispose it when its counts are used: its memory serves the batches to come.</summary>
[DebuggerDisplay("epoch {Epoch}, batch {Number}: {Count} recordings")]
public sealed class FrameBatch : IDisposable
{
    internal FrameBatch(int epoch, int number, int[] indices, long[] labels, int[] lengths, FrameBlock[] blocks)
    {
        Epoch = epoch;
        Number = number;
        Indices = indices;
        Labels = labels;
        Lengths = lengths;
        Blocks = blocks;
    }

    /// <summary>The epoch it belongs to.</summary>
    public int Epoch { get; }

    /// <summary>Its number in the epoch, 0, 1, …</summary>
    public int Number { get; }

    /// <summary>Recordings N.</summary>
    public int Count => Indices.Length;

    /// <summary>The frames, a block for each of <see cref="FrameLoader.Rules"/>.</summary>
    public IReadOnlyList<FrameBlock> Blocks { get; }

    /// <summary>The first rule's frames.</summary>
    public FrameBlock Frames => Blocks[0];

    /// <summary>The class's number of each recording.</summary>
    public long[] Labels { get; }

    /// <summary>Each recording's place in the data set.</summary>
    public int[] Indices { get; }

    /// <summary>
    /// Real frames of each recording in <see cref="Frames"/>: what follows up to <see cref="FrameBlock.Steps"/> is zeros. For a rule with a
    /// fixed number of frames all equal that number.
    /// </summary>
    public int[] Lengths { get; }

    /// <summary>Which of <see cref="Frames"/> are real, [N, T] row-major: <see langword="true"/> for the first <see cref="Lengths"/> of each recording.</summary>
    /// <returns>An array of the caller's own.</returns>
    public bool[] Mask()
    {
        int steps = Frames.Steps;
        bool[] mask = new bool[Count * steps];
        for (int i = 0; i < Count; i++)
            mask.AsSpan(i * steps, Lengths[i]).Fill(true);
        return mask;
    }

    /// <summary>Gives the memory back; the blocks' data must not be used any more.</summary>
    public void Dispose()
    {
        foreach (FrameBlock block in Blocks)
            block.Release();
    }
}
