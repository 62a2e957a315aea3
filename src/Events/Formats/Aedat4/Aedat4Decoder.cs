using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>
/// Events to columns. An event is a little-endian struct of 16 bytes: time int64, x int16, y int16, ON uint8, three bytes of padding.
/// Vector blocks and the loop over events give the same columns.
/// </summary>
internal static class Aedat4Decoder
{
    public const int EventBytes = 16;
    private const int VectorEvents = 32;

    /// <summary>Decodes events up to the first whose x or y is negative.</summary>
    /// <param name="data">Whole events.</param>
    /// <param name="into">Room for all of them.</param>
    /// <returns>Events decoded.</returns>
    public static int Decode(ReadOnlySpan<byte> data, EventColumns into)
    {
        int done = Avx512BW.IsSupported ? DecodeBlocks(data, into) : 0;
        for (data = data[(done * EventBytes)..]; data.Length >= EventBytes; data = data[EventBytes..])
        {
            short x = BinaryPrimitives.ReadInt16LittleEndian(data[8..]);
            short y = BinaryPrimitives.ReadInt16LittleEndian(data[10..]);
            if ((x | y) < 0)
                break;
            into.T[done] = BinaryPrimitives.ReadInt64LittleEndian(data);
            into.X[done] = (ushort)x;
            into.Y[done] = (ushort)y;
            into.P[done] = data[12] != 0 ? (byte)1 : (byte)0;
            done++;
        }

        return done;
    }

    // Blocks of 32 events: times are the even 64-bit lanes of two vectors, the rest the odd ones.
    private static int DecodeBlocks(ReadOnlySpan<byte> data, EventColumns into)
    {
        ref byte from = ref MemoryMarshal.GetReference(data);
        ref long t = ref MemoryMarshal.GetReference(into.T);
        ref ushort x = ref MemoryMarshal.GetReference(into.X);
        ref ushort y = ref MemoryMarshal.GetReference(into.Y);
        ref byte p = ref MemoryMarshal.GetReference(into.P);
        Vector512<ulong> negative = Vector512.Create(0x8000_8000UL);
        nuint end = (nuint)(Math.Min(into.Length, data.Length / EventBytes) & ~(VectorEvents - 1));
        nuint i = 0;
        for (; i < end; i += VectorEvents)
        {
            Vector512<ulong> a = Split(ref from, i, ref t);
            Vector512<ulong> b = Split(ref from, i + 8, ref t);
            Vector512<ulong> c = Split(ref from, i + 16, ref t);
            Vector512<ulong> d = Split(ref from, i + 24, ref t);
            if (((a | b | c | d) & negative) != Vector512<ulong>.Zero)
                break;
            Vector512<uint> low = Vector512.Narrow(a, b);
            Vector512<uint> high = Vector512.Narrow(c, d);
            Vector512.Narrow(low, high).StoreUnsafe(ref x, i);
            Vector512.Narrow(low >>> 16, high >>> 16).StoreUnsafe(ref y, i);
            Vector512<ushort> on = Vector512.Narrow(Vector512.Narrow(a >>> 32, b >>> 32), Vector512.Narrow(c >>> 32, d >>> 32));
            // The byte above is padding, which may hold anything.
            on = Vector512.Min(on & Vector512.Create((ushort)0xFF), Vector512<ushort>.One);
            Vector256.Narrow(on.GetLower(), on.GetUpper()).StoreUnsafe(ref p, i);
        }

        return (int)i;
    }

    // Stores eight events' times and gives their other halves.
    private static Vector512<ulong> Split(ref byte from, nuint i, ref long t)
    {
        Vector512<ulong> first = Vector512.LoadUnsafe(ref from, i * EventBytes).AsUInt64();
        Vector512<ulong> second = Vector512.LoadUnsafe(ref from, (i * EventBytes) + 64).AsUInt64();
        Avx512F.PermuteVar8x64x2(first, Vector512.Create(0UL, 2, 4, 6, 8, 10, 12, 14), second).AsInt64().StoreUnsafe(ref t, i);
        return Avx512F.PermuteVar8x64x2(first, Vector512.Create(1UL, 3, 5, 7, 9, 11, 13, 15), second);
    }
}
