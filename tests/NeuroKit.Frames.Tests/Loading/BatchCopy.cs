using NeuroKit.Frames.Loading;

namespace NeuroKit.Frames.Tests.Loading;

/// <summary>What a batch held, as numbers that stay when the batch is gone.</summary>
internal sealed class BatchCopy
{
    public BatchCopy(FrameBatch batch)
    {
        Number = batch.Number;
        Indices = [.. batch.Indices];
        Labels = [.. batch.Labels];
        Lengths = [.. batch.Lengths];
        Mask = batch.Mask();
        Shapes = [.. batch.Blocks.Select(b => (int[])b.Shape.Clone())];
        Elements = [.. batch.Blocks.Select(b => b.Element)];
        Counts = [.. batch.Blocks.Select(CountsOf)];
    }

    public int Number { get; }

    public int[] Indices { get; }

    public long[] Labels { get; }

    public int[] Lengths { get; }

    public bool[] Mask { get; }

    public int[][] Shapes { get; }

    public FrameElement[] Elements { get; }

    /// <summary>Each block's counts.</summary>
    public double[][] Counts { get; }

    /// <summary>A sample's part of a block.</summary>
    public double[] Sample(int position, int block = 0)
    {
        int stride = Counts[block].Length / Indices.Length;
        return Counts[block][(position * stride)..((position + 1) * stride)];
    }

    public static List<BatchCopy> All(IEnumerable<FrameBatch> epoch)
    {
        List<BatchCopy> copies = [];
        foreach (FrameBatch batch in epoch)
        {
            using (batch)
                copies.Add(new BatchCopy(batch));
        }

        return copies;
    }

    public static void AssertEqual(IReadOnlyList<BatchCopy> expected, IReadOnlyList<BatchCopy> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach ((BatchCopy e, BatchCopy a) in expected.Zip(actual))
        {
            Assert.Equal(e.Number, a.Number);
            Assert.Equal(e.Indices, a.Indices);
            Assert.Equal(e.Labels, a.Labels);
            Assert.Equal(e.Lengths, a.Lengths);
            Assert.Equal(e.Shapes, a.Shapes);
            Assert.Equal(e.Elements, a.Elements);
            Assert.Equal(e.Counts, a.Counts);
        }
    }

    private static double[] CountsOf(FrameBlock block) => block.Element switch
    {
        FrameElement.Byte => Array.ConvertAll(block.AsSpan<byte>().ToArray(), c => (double)c),
        FrameElement.Int16 => Array.ConvertAll(block.AsSpan<short>().ToArray(), c => (double)c),
        _ => Array.ConvertAll(block.AsSpan<float>().ToArray(), c => (double)c),
    };
}
