using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NeuroKit.Events.Hdf5;

/// <summary>
/// Undoes HDF5's byte shuffle: all first bytes of the elements stand together, then all second ones, and so on; what is left over of an
/// incomplete element stands unshuffled at the end.
/// </summary>
internal static class Hdf5Shuffle
{
    private const int Step = 16;

    /// <summary>Puts the bytes of each element together.</summary>
    /// <param name="data">The shuffled bytes.</param>
    /// <param name="to">Where the elements go, as long.</param>
    /// <param name="size">Bytes of an element.</param>
    public static void Undo(ReadOnlySpan<byte> data, Span<byte> to, int size)
    {
        int count = data.Length / size;
        int done = 0;
        if (Sse2.IsSupported || AdvSimd.Arm64.IsSupported)
        {
            done = size switch
            {
                2 => Undo2(data, to, count),
                4 => Undo4(data, to, count),
                8 => Undo8(data, to, count),
                _ => 0,
            };
        }

        for (int plane = 0; plane < size; plane++)
        {
            ReadOnlySpan<byte> from = data.Slice(plane * count, count);
            for (int i = done; i < count; i++)
                to[(i * size) + plane] = from[i];
        }

        data[(count * size)..].CopyTo(to[(count * size)..]);
    }

    private static int Undo2(ReadOnlySpan<byte> data, Span<byte> to, int count)
    {
        ref byte from = ref MemoryMarshal.GetReference(data);
        ref byte target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i + Step <= count; i += Step)
        {
            Vector128<byte> a = Load(ref from, i);
            Vector128<byte> b = Load(ref from, i + count);
            Low(a, b).StoreUnsafe(ref target, (nuint)(i * 2));
            High(a, b).StoreUnsafe(ref target, (nuint)((i * 2) + 16));
        }

        return i;
    }

    private static int Undo4(ReadOnlySpan<byte> data, Span<byte> to, int count)
    {
        ref byte from = ref MemoryMarshal.GetReference(data);
        ref byte target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i + Step <= count; i += Step)
        {
            Vector128<byte> a = Load(ref from, i);
            Vector128<byte> b = Load(ref from, i + count);
            Vector128<byte> c = Load(ref from, i + (2 * count));
            Vector128<byte> d = Load(ref from, i + (3 * count));
            Store4(Low(a, b), Low(c, d), ref target, i * 4);
            Store4(High(a, b), High(c, d), ref target, (i * 4) + 32);
        }

        return i;
    }

    private static int Undo8(ReadOnlySpan<byte> data, Span<byte> to, int count)
    {
        ref byte from = ref MemoryMarshal.GetReference(data);
        ref byte target = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i + Step <= count; i += Step)
        {
            Vector128<byte> a = Load(ref from, i);
            Vector128<byte> b = Load(ref from, i + count);
            Vector128<byte> c = Load(ref from, i + (2 * count));
            Vector128<byte> d = Load(ref from, i + (3 * count));
            Vector128<byte> e = Load(ref from, i + (4 * count));
            Vector128<byte> f = Load(ref from, i + (5 * count));
            Vector128<byte> g = Load(ref from, i + (6 * count));
            Vector128<byte> h = Load(ref from, i + (7 * count));
            Store8(Low(a, b), Low(c, d), Low(e, f), Low(g, h), ref target, i * 8);
            Store8(High(a, b), High(c, d), High(e, f), High(g, h), ref target, (i * 8) + 64);
        }

        return i;
    }

    // Eight elements, given as their pairs of bytes.
    private static void Store4(Vector128<byte> first, Vector128<byte> second, ref byte target, int at)
    {
        Low(first.AsUInt16(), second.AsUInt16()).AsByte().StoreUnsafe(ref target, (nuint)at);
        High(first.AsUInt16(), second.AsUInt16()).AsByte().StoreUnsafe(ref target, (nuint)(at + 16));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store8(Vector128<byte> ab, Vector128<byte> cd, Vector128<byte> ef, Vector128<byte> gh, ref byte target, int at)
    {
        Vector128<uint> lowFirst = Low(ab.AsUInt16(), cd.AsUInt16()).AsUInt32();
        Vector128<uint> highFirst = High(ab.AsUInt16(), cd.AsUInt16()).AsUInt32();
        Vector128<uint> lowSecond = Low(ef.AsUInt16(), gh.AsUInt16()).AsUInt32();
        Vector128<uint> highSecond = High(ef.AsUInt16(), gh.AsUInt16()).AsUInt32();
        Low(lowFirst, lowSecond).AsByte().StoreUnsafe(ref target, (nuint)at);
        High(lowFirst, lowSecond).AsByte().StoreUnsafe(ref target, (nuint)(at + 16));
        Low(highFirst, highSecond).AsByte().StoreUnsafe(ref target, (nuint)(at + 32));
        High(highFirst, highSecond).AsByte().StoreUnsafe(ref target, (nuint)(at + 48));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Load(ref byte from, int at) => Vector128.LoadUnsafe(ref from, (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Low(Vector128<byte> a, Vector128<byte> b) => Sse2.IsSupported ? Sse2.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> High(Vector128<byte> a, Vector128<byte> b) => Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Low(Vector128<ushort> a, Vector128<ushort> b) => Sse2.IsSupported ? Sse2.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> High(Vector128<ushort> a, Vector128<ushort> b) => Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Low(Vector128<uint> a, Vector128<uint> b) => Sse2.IsSupported ? Sse2.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> High(Vector128<uint> a, Vector128<uint> b) => Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}
