using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroKit.Events.Formats.Aedat31;

/// <summary>
/// Polarity events to columns. An event is two little-endian words: data (bit 0 valid, bit 1 ON, bits 2–16 y, bits 17–31 x) and time.
/// Vector blocks and the loop over events give the same columns.
/// </summary>
internal static class Aedat31Decoder
{
    private const int EventBytes = Aedat31Packet.PolarityBytes;
    private const int VectorEvents = 32;

    /// <summary>Decodes events of 8 bytes, the time at 4.</summary>
    /// <param name="data">The events, <paramref name="count"/> of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="timeBase">What stands above each time.</param>
    /// <param name="dropInvalid">Whether events without bit 0 are left out.</param>
    /// <param name="into">Room for all of them.</param>
    /// <returns>Events kept.</returns>
    public static int Decode(ReadOnlySpan<byte> data, int count, long timeBase, bool dropInvalid, EventColumns into)
    {
        data = data[..(count * EventBytes)];
        if (dropInvalid)
            return DecodeValid(data, timeBase, into);
        into = into.Slice(0, count);
        int i = 0;
        for (; i + VectorEvents <= count; i += VectorEvents)
            DecodeBlock(data.Slice(i * EventBytes, VectorEvents * EventBytes), timeBase, into.Slice(i, VectorEvents));
        if (i == count)
            return count;
        if (count < VectorEvents)
            return DecodeEvents(data, EventBytes, Aedat31Packet.PolarityTimeOffset, timeBase, dropInvalid: false, into);
        // The rest as one more block that ends where the events do: what it does again comes out the same.
        i = count - VectorEvents;
        DecodeBlock(data.Slice(i * EventBytes, VectorEvents * EventBytes), timeBase, into.Slice(i, VectorEvents));
        return count;
    }

    /// <summary>Decodes events of any layout one by one.</summary>
    /// <param name="data">Whole events.</param>
    /// <param name="eventSize">Bytes an event.</param>
    /// <param name="timeOffset">Where in an event its time is.</param>
    /// <param name="timeBase">What stands above each time.</param>
    /// <param name="dropInvalid">Whether events without bit 0 are left out.</param>
    /// <param name="into">Room for all of them.</param>
    /// <returns>Events kept.</returns>
    public static int DecodeEvents(ReadOnlySpan<byte> data, int eventSize, int timeOffset, long timeBase, bool dropInvalid, EventColumns into)
    {
        int done = 0;
        for (; data.Length >= eventSize; data = data[eventSize..])
        {
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(data);
            if (dropInvalid && (word & 1) == 0)
                continue;
            into.T[done] = timeBase | BinaryPrimitives.ReadUInt32LittleEndian(data[timeOffset..]);
            into.X[done] = (ushort)(word >> 17);
            into.Y[done] = (ushort)((word >> 2) & 0x7FFF);
            into.P[done] = (byte)((word >> 1) & 1);
            done++;
        }

        return done;
    }

    private static int DecodeValid(ReadOnlySpan<byte> data, long timeBase, EventColumns into)
    {
        int done = 0;
        for (; data.Length >= VectorEvents * EventBytes; data = data[(VectorEvents * EventBytes)..])
        {
            // All but a few events are valid: decode the block, and again one by one where one of it is not.
            if ((DecodeBlock(data[..(VectorEvents * EventBytes)], timeBase, into.Slice(done, VectorEvents)) & 1) != 0)
                done += VectorEvents;
            else
                done += DecodeEvents(data[..(VectorEvents * EventBytes)], EventBytes, Aedat31Packet.PolarityTimeOffset, timeBase, dropInvalid: true, into.Slice(done));
        }

        return done + DecodeEvents(data, EventBytes, Aedat31Packet.PolarityTimeOffset, timeBase, dropInvalid: true, into.Slice(done));
    }

    // 32 events at a time: eight 64-bit lanes a vector, each time above, data below. Returns the data words and-ed together.
    private static uint DecodeBlock(ReadOnlySpan<byte> data, long timeBase, EventColumns into)
    {
        ref byte from = ref MemoryMarshal.GetReference(data);
        Vector512<ulong> a = Vector512.LoadUnsafe(ref from, 0).AsUInt64();
        Vector512<ulong> b = Vector512.LoadUnsafe(ref from, 64).AsUInt64();
        Vector512<ulong> c = Vector512.LoadUnsafe(ref from, 128).AsUInt64();
        Vector512<ulong> d = Vector512.LoadUnsafe(ref from, 192).AsUInt64();
        ref long t = ref MemoryMarshal.GetReference(into.T);
        Vector512<long> above = Vector512.Create(timeBase);
        ((a >>> 32).AsInt64() | above).StoreUnsafe(ref t, 0);
        ((b >>> 32).AsInt64() | above).StoreUnsafe(ref t, 8);
        ((c >>> 32).AsInt64() | above).StoreUnsafe(ref t, 16);
        ((d >>> 32).AsInt64() | above).StoreUnsafe(ref t, 24);
        Vector512<uint> low = Vector512.Narrow(a, b);
        Vector512<uint> high = Vector512.Narrow(c, d);
        Vector512.Narrow(low >>> 17, high >>> 17).StoreUnsafe(ref MemoryMarshal.GetReference(into.X));
        Vector512<ushort> y = Vector512.Narrow(low >>> 2, high >>> 2) & Vector512.Create((ushort)0x7FFF);
        y.StoreUnsafe(ref MemoryMarshal.GetReference(into.Y));
        Vector512<ushort> on = (Vector512.Narrow(low, high) >>> 1) & Vector512<ushort>.One;
        Vector512.Narrow(on, on).GetLower().StoreUnsafe(ref MemoryMarshal.GetReference(into.P));
        Vector512<uint> bits = low & high;
        Vector256<uint> bits256 = bits.GetLower() & bits.GetUpper();
        Vector128<uint> bits128 = bits256.GetLower() & bits256.GetUpper();
        ulong bits64 = bits128.AsUInt64().GetElement(0) & bits128.AsUInt64().GetElement(1);
        return (uint)bits64 & (uint)(bits64 >> 32);
    }
}
