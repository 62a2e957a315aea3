using System.Numerics;
using System.Numerics.Tensors;
using NeuroKit.Events.Formats.Npy;

namespace NeuroKit.Frames;

/// <summary>A whole array on its way to a file.</summary>
internal static class NpyArray
{
    /// <summary>The header of an array.</summary>
    /// <exception cref="ArgumentException">The shape is empty or does not fit the number of values.</exception>
    public static byte[] Header<T>(int length, ReadOnlySpan<nint> shape)
        where T : unmanaged
    {
        if (shape.IsEmpty)
            throw new ArgumentException("An array needs a shape of one length at least.", nameof(shape));
        long[] lengths = new long[shape.Length];
        UInt128 product = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(shape[i], nameof(shape));
            lengths[i] = shape[i];
            product *= (UInt128)(ulong)shape[i];
            // Beyond 64 bits no later length but 0 makes it right again, and the product must not wrap.
            product = UInt128.Min(product, ulong.MaxValue);
        }

        if (product != (UInt128)length)
            throw new ArgumentException($"A shape of {string.Join(" × ", lengths)} is not that of {length} values.", nameof(shape));
        return NpyHeaderText.Build(NpyDescr.Of<T>(), lengths);
    }

    /// <summary>A tensor's values in row-major order; copied only where they do not lie so.</summary>
    public static ReadOnlySpan<T> Values<T>(Tensor<T> tensor)
        where T : unmanaged, INumber<T>
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.FlattenedLength == 0)
            return [];
        if (!tensor.IsDense)
            tensor = tensor.ToDenseTensor();
        return tensor.GetSpan(new nint[tensor.Rank], checked((int)tensor.FlattenedLength));
    }
}
