using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace NeuroKit.Frames.Loading;

/// <summary>Counts between types. Counts are never negative.</summary>
internal static class ElementKernel
{
    public static int SizeOf(FrameElement element) => element switch
    {
        FrameElement.Byte => sizeof(byte),
        FrameElement.Int16 => sizeof(short),
        FrameElement.Single => sizeof(float),
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, "no type of counts"),
    };

    /// <summary>The smallest type that holds a count.</summary>
    public static FrameElement Holding(int count)
        => count <= byte.MaxValue ? FrameElement.Byte : count <= short.MaxValue ? FrameElement.Int16 : FrameElement.Single;

    /// <summary>Copies counts into the same or a wider type.</summary>
    public static void Widen(ReadOnlySpan<byte> raw, FrameElement element, Span<byte> to, FrameElement wider)
    {
        if (element == wider)
            raw.CopyTo(to);
        else if (element == FrameElement.Byte && wider == FrameElement.Int16)
            TensorPrimitives.ConvertChecked(raw, MemoryMarshal.Cast<byte, short>(to));
        else if (element == FrameElement.Byte && wider == FrameElement.Single)
            TensorPrimitives.ConvertChecked(raw, MemoryMarshal.Cast<byte, float>(to));
        else if (element == FrameElement.Int16 && wider == FrameElement.Single)
            TensorPrimitives.ConvertChecked(MemoryMarshal.Cast<byte, short>(raw), MemoryMarshal.Cast<byte, float>(to));
        else
            throw new ArgumentException($"{wider} is not wider than {element}.", nameof(wider));
    }
}
