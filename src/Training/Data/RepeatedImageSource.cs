using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Data;

/// <summary>Still images as sequences: each is shown at every step, its pixels from 0 to 1.</summary>
internal sealed class RepeatedImageSource(MemoryBatchSource images, IReadOnlyList<int> steps) : IBatchSource, IDisposable
{
    private const double White = 255;

    public int BatchesPerEpoch => images.BatchesPerEpoch;

    public int Samples => images.Samples;

    public IEnumerable<TensorBatch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default)
    {
        foreach (TensorBatch batch in images.Epoch(epoch, firstBatch, cancellationToken))
        {
            using (batch)
                yield return Repeat(batch);
        }
    }

    public void Dispose() => images.Dispose();

    private TensorBatch Repeat(TensorBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor once = batch.Frames / White;
        return new TensorBatch([.. steps.Select(count => once.expand(-1, count, -1, -1, -1))], batch.Targets.clone(), batch.Labels, batch.Indices);
    }
}
