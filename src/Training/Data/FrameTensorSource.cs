using NeuroKit.Frames;
using NeuroKit.Frames.Loading;
using TorchSharp;
using static TorchSharp.torch;

namespace NeuroKit.Training.Data;

/// <summary>A loader's batches as float32 tensors: counts travel in the loader's small type and are converted on the device.</summary>
public sealed class FrameTensorSource : IBatchSource
{
    private readonly FrameLoader _loader;
    private readonly Device _device;

    /// <summary>Makes the source.</summary>
    /// <param name="loader">The loader.</param>
    /// <param name="device">Where the tensors go; null: the CPU.</param>
    public FrameTensorSource(FrameLoader loader, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(loader);
        _loader = loader;
        _device = device ?? CPU;
    }

    /// <inheritdoc/>
    public int BatchesPerEpoch => _loader.BatchesPerEpoch;

    /// <inheritdoc/>
    public int Samples => _loader.Count;

    /// <inheritdoc/>
    public IEnumerable<TensorBatch> Epoch(int epoch, int firstBatch = 0, CancellationToken cancellationToken = default)
    {
        foreach (FrameBatch batch in _loader.Epoch(epoch, firstBatch, cancellationToken))
        {
            using (batch)
                yield return Convert(batch);
        }
    }

    /// <summary>A block's counts as a tensor of their own type on the CPU, a copy.</summary>
    internal static Tensor Copy(FrameBlock block)
    {
        using Tensor view = View(block);
        return view.clone();
    }

    internal static int[]? LengthsOf(FrameBatch batch, FrameBinning rule) => rule is FixedFrameBinning ? null : batch.Lengths;

    private TensorBatch Convert(FrameBatch batch)
    {
        using DisposeScope scope = NewDisposeScope();
        return new TensorBatch(
            [.. batch.Blocks.Select(ToDevice)], tensor(batch.Labels, device: _device), batch.Labels, batch.Indices, LengthsOf(batch, _loader.Rules[0]));
    }

    private Tensor ToDevice(FrameBlock block)
    {
        // The view's memory goes back to the loader's pool: what leaves is a copy even where nothing is to be converted.
        using Tensor view = View(block);
        using Tensor there = view.to(_device);
        return there.to(ScalarType.Float32, copy: true);
    }

    private static Tensor View(FrameBlock block)
    {
        ScalarType type = block.Element switch
        {
            FrameElement.Byte => ScalarType.Byte,
            FrameElement.Int16 => ScalarType.Int16,
            _ => ScalarType.Float32,
        };
        using Tensor flat = frombuffer(block.Data, type, block.Length);
        return flat.reshape(Array.ConvertAll(block.Shape, side => (long)side));
    }
}
