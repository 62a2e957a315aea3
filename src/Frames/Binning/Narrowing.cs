using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroKit.Frames;

/// <summary>Turns 32-bit counts into the caller's type: a count that does not fit saturates.</summary>
internal static class Narrowing
{
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

    private static void ToByte(ReadOnlySpan<int> counts, Span<byte> to)
    {
        for (int i = 0; i < counts.Length; i++)
            to[i] = (byte)Math.Min(counts[i], byte.MaxValue);
    }
}
