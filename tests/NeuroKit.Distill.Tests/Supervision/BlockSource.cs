using NeuroKit.Training.Data;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Supervision;

/// <summary>Frames of several rules in memory, in one order.</summary>
internal sealed class BlockSource : IBatchSource, IDisposable
{
    private readonly MemoryBatchSource[] _blocks;

    public BlockSource(Tensor[] blocks, long[] labels, MemoryBatchOptions options)
        => _blocks = [.. blocks.Select(frames => new MemoryBatchSource(frames, labels, options))];

    public int BatchesPerEpoch => _blocks[0].BatchesPerEpoch;

    public int Samples => _blocks[0].Samples;

    public IEnumerable<TensorBatch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default)
    {
        foreach (TensorBatch[] parts in Zip(epoch, firstBatch, cancellationToken))
        {
            using Tensor targets = parts[0].Targets.clone();
            var joined = new TensorBatch([.. parts.Select(p => p.Frames.clone())], targets.clone(), parts[0].Labels, parts[0].Indices);
            foreach (TensorBatch part in parts)
                part.Dispose();
            yield return joined;
        }
    }

    public void Dispose()
    {
        foreach (MemoryBatchSource block in _blocks)
            block.Dispose();
    }

    private IEnumerable<TensorBatch[]> Zip(int epoch, int firstBatch, CancellationToken cancellationToken)
    {
        IEnumerator<TensorBatch>[] all = [.. _blocks.Select(b => b.Epoch(epoch, firstBatch, cancellationToken).GetEnumerator())];
        while (all.All(e => e.MoveNext()))
            yield return [.. all.Select(e => e.Current)];
        foreach (IEnumerator<TensorBatch> one in all)
            one.Dispose();
    }
}
