using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

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

    /// <summary>Narrows to bytes.</summary>
    /// <returns>Whether every count fitted; if not, the destination is of no use.</returns>
    public static bool TryNarrow(ReadOnlySpan<int> counts, Span<byte> to)
    {
        ref int from = ref MemoryMarshal.GetReference(counts);
        ref byte first = ref MemoryMarshal.GetReference(to);
        Vector512<uint> seen = Vector512<uint>.Zero;
        int i = 0;
        for (; i + 64 <= counts.Length; i += 64)
        {
            Vector512<uint> a = Vector512.LoadUnsafe(ref from, (nuint)i).AsUInt32();
            Vector512<uint> b = Vector512.LoadUnsafe(ref from, (nuint)i + 16).AsUInt32();
            Vector512<uint> c = Vector512.LoadUnsafe(ref from, (nuint)i + 32).AsUInt32();
            Vector512<uint> d = Vector512.LoadUnsafe(ref from, (nuint)i + 48).AsUInt32();
            seen |= a | b | c | d;
            Vector512.Narrow(Vector512.Narrow(a, b), Vector512.Narrow(c, d)).StoreUnsafe(ref first, (nuint)i);
        }

        int rest = 0;
        for (; i < counts.Length; i++)
        {
            rest |= counts[i];
            to[i] = unchecked((byte)counts[i]);
        }

        return (rest & ~0xFF) == 0 && (seen & Vector512.Create(~0xFFu)) == Vector512<uint>.Zero;
    }

    /// <summary>Narrows to 16 bits.</summary>
    /// <returns>Whether every count fitted; if not, the destination is of no use.</returns>
    public static bool TryNarrow(ReadOnlySpan<int> counts, Span<short> to)
    {
        ref int from = ref MemoryMarshal.GetReference(counts);
        ref short first = ref MemoryMarshal.GetReference(to);
        Vector512<int> seen = Vector512<int>.Zero;
        int i = 0;
        for (; i + 32 <= counts.Length; i += 32)
        {
            Vector512<int> a = Vector512.LoadUnsafe(ref from, (nuint)i);
            Vector512<int> b = Vector512.LoadUnsafe(ref from, (nuint)i + 16);
            seen |= a | b;
            Vector512.Narrow(a, b).StoreUnsafe(ref first, (nuint)i);
        }

        int rest = 0;
        for (; i < counts.Length; i++)
        {
            rest |= counts[i];
            to[i] = unchecked((short)counts[i]);
        }

        return (rest & ~0x7FFF) == 0 && (seen & Vector512.Create(~0x7FFF)) == Vector512<int>.Zero;
    }

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
