using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Transforms;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Data;

/// <summary>
/// Batches out of memory: every recording is decoded once and kept in the smallest type that holds its counts. What a batch holds is
/// what the loader itself would give, order and augmentation included.
/// </summary>
public sealed class MemoryBatchSource : IBatchSource, IDisposable
{
    private readonly Tensor[] _frames;
    private readonly long[] _labels;
    private readonly int[]? _lengths;
    private readonly int _batchSize;
    private readonly Func<int, int[]> _order;
    private readonly Func<int, int, PixelMap>? _augmentation;
    private readonly Device _device;

    private MemoryBatchSource(
        Tensor[] frames, long[] labels, int[]? lengths, int batchSize, bool dropLast, Func<int, int[]> order, Func<int, int, PixelMap>? augmentation, Device? device)
    {
        _frames = [.. frames.Select(f => f.DetachFromDisposeScope())];
        _labels = labels;
        _lengths = lengths;
        _batchSize = batchSize;
        _order = order;
        _augmentation = augmentation;
        _device = device ?? CPU;
        BatchesPerEpoch = dropLast ? labels.Length / batchSize : (labels.Length + batchSize - 1) / batchSize;
        Samples = dropLast ? BatchesPerEpoch * batchSize : labels.Length;
    }

    /// <summary>Makes a source of tensors.</summary>
    /// <param name="frames">Frames of all recordings, [M, T, C, H, W]; belongs to the source from now on.</param>
    /// <param name="labels">The class of each recording.</param>
    /// <param name="options">How to give them.</param>
    /// <param name="lengths">The real frames of each recording, what follows being zeros; null: all are real.</param>
    /// <exception cref="ArgumentException">There are not as many labels or lengths as recordings.</exception>
    public MemoryBatchSource(Tensor frames, long[] labels, MemoryBatchOptions options, int[]? lengths = null)
        : this([frames], labels, lengths, options.BatchSize, options.DropLast, epoch => OrderOf(labels.Length, options, epoch), null, null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BatchSize, 1);
        if (frames.dim() != 5 || frames.shape[0] != labels.Length || (lengths is not null && lengths.Length != labels.Length))
            throw new ArgumentException($"found {labels.Length} labels for frames of shape [{string.Join(", ", frames.shape)}]; expected [M, T, C, H, W] and M labels and lengths");
    }

    /// <summary>As the constructor, with an augmentation by epoch and recording.</summary>
    internal static MemoryBatchSource Of(Tensor frames, long[] labels, MemoryBatchOptions options, Func<int, int, PixelMap>? augmentation, Device? device)
        => new([frames], labels, null, options.BatchSize, options.DropLast, epoch => OrderOf(labels.Length, options, epoch), augmentation, device);

    /// <inheritdoc/>
    public int BatchesPerEpoch { get; }

    /// <inheritdoc/>
    public int Samples { get; }

    /// <summary>Decodes all recordings of a loader.</summary>
    /// <param name="loader">The loader, whose order and augmentation the batches follow.</param>
    /// <param name="device">Where the batches go; the recordings stay in main memory. Null: the CPU.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="FrameLoadException">A recording cannot be loaded.</exception>
    public static MemoryBatchSource Load(FrameLoader loader, Device? device = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(loader);
        if (loader.Options.World != 1)
            throw new NotSupportedException("a shard of a data set is not kept in memory: every shard would keep the whole; load without the cache");
        FrameLoader plain = loader.WithOptions(loader.Options with { Shuffle = false, DropLast = false, Rank = 0, World = 1, Augmentation = null });
        int blocks = plain.Rules.Count;
        var parts = new List<Tensor>[blocks];
        for (int i = 0; i < blocks; i++)
            parts[i] = [];
        long[] labels = [.. loader.Dataset.Select(sample => (long)sample.Label)];
        int[] lengths = new int[labels.Length];
        bool variable = false;
        using DisposeScope scope = NewDisposeScope();
        foreach (FrameBatch batch in plain.Epoch(0, 0, cancellationToken))
        {
            using (batch)
            {
                for (int i = 0; i < blocks; i++)
                    parts[i].Add(FrameTensorSource.Copy(batch.Blocks[i]));
                for (int i = 0; i < batch.Count; i++)
                    lengths[batch.Indices[i]] = batch.Lengths[i];
                variable |= FrameTensorSource.LengthsOf(batch, plain.Rules[0]) is not null;
            }
        }

        Tensor[] frames = [.. parts.Select(Join)];
        Func<int, int, PixelMap>? augmentation = loader.Options.Augmentation is { Count: > 0 } ? loader.DrawAugmentation : null;
        return new MemoryBatchSource(frames, labels, variable ? lengths : null, loader.Options.BatchSize, loader.Options.DropLast, loader.Order, augmentation, device);
    }

    /// <inheritdoc/>
    public IEnumerable<TensorBatch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfNegative(firstBatch);
        int[] order = _order(epoch);
        for (int batch = firstBatch; batch < BatchesPerEpoch; batch++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int first = batch * _batchSize;
            yield return Take(epoch, order[first..Math.Min(first + _batchSize, order.Length)]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor frames in _frames)
            frames.Dispose();
    }

    private static Tensor Join(List<Tensor> parts)
    {
        using DisposeScope scope = NewDisposeScope();
        ScalarType type = parts.Select(p => p.dtype).MaxBy(WidthOf);
        long steps = parts.Max(p => p.shape[1]);
        long[] shape = [parts.Sum(p => p.shape[0]), steps, .. parts[0].shape[2..]];
        Tensor all = zeros(shape, type);
        long row = 0;
        foreach (Tensor part in parts)
        {
            using Tensor place = all.narrow(0, row, part.shape[0]).narrow(1, 0, part.shape[1]);
            place.copy_(part);
            row += part.shape[0];
            part.Dispose();
        }

        return all.MoveToOuterDisposeScope();
    }

    private static int WidthOf(ScalarType type) => type switch
    {
        ScalarType.Byte => 1,
        ScalarType.Int16 => 2,
        _ => 4,
    };

    private static int[] OrderOf(int count, MemoryBatchOptions options, int epoch)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        if (options.Shuffle)
            SeededDraw.For(options.Seed, DrawPurpose.Order, epoch, 0).Shuffle(order.AsSpan());
        return order;
    }

    private TensorBatch Take(int epoch, int[] indices)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = tensor(Array.ConvertAll(indices, i => (long)i));
        int[]? lengths = _lengths is null ? null : [.. indices.Select(i => _lengths[i])];
        var frames = new List<Tensor>();
        foreach (Tensor all in _frames)
        {
            Tensor taken = all.index_select(0, rows);
            // A batch is as long as its longest recording, as the loader gives it.
            if (lengths is not null && ReferenceEquals(all, _frames[0]))
                taken = taken.narrow(1, 0, lengths.Max());
            taken = taken.to(_device).to_type(ScalarType.Float32);
            frames.Add(_augmentation is null ? taken : Augment(taken, epoch, indices));
        }

        long[] labels = [.. indices.Select(i => _labels[i])];
        return new TensorBatch(frames, tensor(labels, device: _device), labels, indices, lengths);
    }

    // Behind the last pixel of each plane one is appended that is 0: where a map takes nothing, it takes that.
    private Tensor Augment(Tensor frames, int epoch, int[] indices)
    {
        long[] shape = frames.shape;
        long pixels = shape[3] * shape[4];
        var clips = new List<Tensor>();
        long height = shape[3], width = shape[4];
        for (int i = 0; i < indices.Length; i++)
        {
            PixelMap map = _augmentation!(epoch, indices[i]);
            (height, width) = (map.Target.Height, map.Target.Width);
            Tensor clip = frames[i].reshape(shape[1], shape[2], pixels);
            if (!map.IsIdentity)
            {
                Tensor padded = nn.functional.pad(clip, (0, 1));
                Tensor from = tensor(Array.ConvertAll(map.ToIndices(), p => p < 0 ? pixels : p), device: _device);
                clip = padded.index_select(2, from);
            }

            clips.Add(clip);
        }

        return stack(clips).reshape(shape[0], shape[1], shape[2], height, width);
    }
}
