using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroKit.Frames;

/// <summary>Turns 32-bit counts, which are never negative, into a narrower type: a count that does not fit saturates, or is noticed.</summary>
internal static class Narrowing
{
    /// <summary>Narrows to the caller's type; a count that does not fit becomes the largest that does.</summary>
    public static void Saturate<T>(ReadOnlySpan<int> counts, Span<T> destination)
        where T : unmanaged, INumber<T>
    {
        if (typeof(T) == typeof(int))
            counts.CopyTo(MemoryMarshal.Cast<T, int>(destination));
        else if (typeof(T) == typeof(ushort))
            ToUInt16(counts, MemoryMarshal.Cast<T, ushort>(destination));
        else if (typeof(T) == typeof(byte))
            ToByte(counts, MemoryMarshal.Cast<T, byte>(destination));
        else if (typeof(T) == typeof(float))
            System.Numerics.Tensors.TensorPrimitives.ConvertTruncating(counts, MemoryMarshal.Cast<T, float>(destination));
        else
            System.Numerics.Tensors.TensorPrimitives.ConvertSaturating(counts, destination);
    }

    private static void ToUInt16(ReadOnlySpan<int> counts, Span<ushort> to)
    {
        ref int from = ref MemoryMarshal.GetReference(counts);
        Vector512<uint> max = Vector512.Create((uint)ushort.MaxValue);
        int i = 0;
        for (; i + 32 <= counts.Length; i += 32)
        {
            Vector512<uint> low = Vector512.Min(Vector512.LoadUnsafe(ref from, (nuint)i).AsUInt32(), max);
            Vector512<uint> high = Vector512.Min(Vector512.LoadUnsafe(ref from, (nuint)i + 16).AsUInt32(), max);
            Vector512.Narrow(low, high).StoreUnsafe(ref MemoryMarshal.GetReference(to), (nuint)i);
        }

        for (; i < counts.Length; i++)
            to[i] = (ushort)Math.Min(counts[i], ushort.MaxValue);
    }

    // Counts of a pixel seldom exceed a byte: the fast way first, which notices it.
    private static void ToByte(ReadOnlySpan<int> counts, Span<byte> to)
    {
        if (TryNarrow(counts, to))
            return;
        for (int i = 0; i < counts.Length; i++)
            to[i] = (byte)Math.Min(counts[i], byte.MaxValue);
    }

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
}
