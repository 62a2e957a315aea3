namespace NeuroKit.Training.Data;

/// <summary>How a <see cref="MemoryBatchSource"/> over tensors gives its batches.</summary>
/// <param name="BatchSize">The recordings of a batch, at least 1.</param>
/// <param name="Shuffle">Whether each epoch has an order of its own.</param>
/// <param name="Seed">The seed of the orders.</param>
/// <param name="DropLast">Whether a last, smaller batch is left out.</param>
public sealed record MemoryBatchOptions(int BatchSize, bool Shuffle = false, long Seed = 0, bool DropLast = false);
