namespace NeuroKit.Training.Data;

/// <summary>Batches of tensors, epoch by epoch. The same epoch always gives the same batches in the same order.</summary>
public interface IBatchSource
{
    /// <summary>The batches of an epoch.</summary>
    int BatchesPerEpoch { get; }

    /// <summary>The recordings of an epoch.</summary>
    int Samples { get; }

    /// <summary>The batches of an epoch, in order. Each is the caller's to dispose.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="firstBatch">The batch to begin with, to resume: 0 … <see cref="BatchesPerEpoch"/>.</param>
    /// <param name="cancellationToken">Cancels reading and waiting.</param>
    IEnumerable<TensorBatch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default);
}
