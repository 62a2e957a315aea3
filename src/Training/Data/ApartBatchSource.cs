using System.Diagnostics;

namespace NeuroKit.Training.Data;

/// <summary>A source's batches with frames of another behind their own: the same recordings in the same order, varied another way.</summary>
/// <param name="own">The source, which says what else a batch holds.</param>
/// <param name="other">The other source, over the same recordings in the same order.</param>
/// <param name="block">Which of the other's frames are taken.</param>
internal sealed class ApartBatchSource(IBatchSource own, IBatchSource other, int block) : IBatchSource, IDisposable
{
    public int BatchesPerEpoch => own.BatchesPerEpoch;

    public int Samples => own.Samples;

    public IEnumerable<TensorBatch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default)
    {
        foreach ((TensorBatch batch, TensorBatch apart) in own.Epoch(epoch, firstBatch, cancellationToken).Zip(other.Epoch(epoch, firstBatch, cancellationToken)))
        {
            using (batch)
            using (apart)
                yield return Join(batch, apart);
        }
    }

    public void Dispose()
    {
        (other as IDisposable)?.Dispose();
        (own as IDisposable)?.Dispose();
    }

    private TensorBatch Join(TensorBatch batch, TensorBatch apart)
    {
        if (!batch.Indices.AsSpan().SequenceEqual(apart.Indices))
            throw new UnreachableException("two sources of the same recordings give them in two orders");
        return new TensorBatch([.. batch.AllFrames.Select(frames => frames.alias()), apart.AllFrames[block].alias()], batch.Targets.alias(), batch.Labels, batch.Indices, batch.Lengths);
    }
}
