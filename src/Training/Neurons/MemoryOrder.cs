using static TorchSharp.torch;

namespace NeuroKit.Training.Neurons;

/// <summary>
/// Sequences as [T, M] in the order in which their elements lie in memory, and back. What is done to each element alone runs several times
/// as fast over plain memory as over a permuted shape.
/// </summary>
/// <param name="shape">The sequence's shape, [T, …].</param>
/// <param name="isChannelsLast">Whether the third of five dimensions, the channels, lies last in memory.</param>
internal sealed class MemoryOrder(long[] shape, bool isChannelsLast)
{
    /// <summary>The order of a sequence that is about to be read.</summary>
    public static MemoryOrder Of(Tensor x) => new(x.shape, !x.is_contiguous() && x.dim() == 5 && Turned(x).is_contiguous());

    /// <summary>A sequence of this shape as [T, M]: a view where it lies in this order, else a copy.</summary>
    public Tensor Flatten(Tensor x) => (isChannelsLast ? Turned(x) : x).reshape(shape[0], -1);

    /// <summary>One step of this shape, [N, …], as [M].</summary>
    public Tensor FlattenStep(Tensor step) => (isChannelsLast ? step.permute(0, 2, 3, 1) : step).reshape(-1);

    /// <summary>[T, M] as the sequence.</summary>
    public Tensor Unflatten(Tensor flat)
        => isChannelsLast ? flat.view(shape[0], shape[1], shape[3], shape[4], shape[2]).permute(0, 1, 4, 2, 3) : flat.view(shape);

    /// <summary>[M] as one step of the sequence.</summary>
    public Tensor UnflattenStep(Tensor flat)
        => isChannelsLast ? flat.view(shape[1], shape[3], shape[4], shape[2]).permute(0, 3, 1, 2) : flat.view(shape[1..]);

    private static Tensor Turned(Tensor x) => x.permute(0, 1, 3, 4, 2);
}
