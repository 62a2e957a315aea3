using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
    /// <param name="order">What is known of the order of times.</param>
    /// <returns>Events kept.</returns>
    public static int Decode(ReadOnlySpan<byte> data, int count, long timeBase, bool dropInvalid, EventColumns into, ref TimeOrder order)
    {
        data = data[..(count * EventBytes)];
        int at = 0;
        int done = 0;
        while (at < count)
        {
            int plain = DecodeBlocks(data[(at * EventBytes)..], timeBase, dropInvalid, into.Slice(done), ref order);
            at += plain;
            done += plain;
            // A block with an invalid event, or the rest, one by one.
            int rest = Math.Min(VectorEvents, count - at);
            done += DecodeEvents(
                data.Slice(at * EventBytes, rest * EventBytes), EventBytes, Aedat31Packet.PolarityTimeOffset, timeBase, dropInvalid, into.Slice(done),
                ref order);
            at += rest;
        }

        return done;
    }

    /// <summary>Decodes events of any layout one by one.</summary>
    /// <param name="data">Whole events.</param>
    /// <param name="eventSize">Bytes an event.</param>
    /// <param name="timeOffset">Where in an event its time is.</param>
    /// <param name="timeBase">What stands above each time.</param>
    /// <param name="dropInvalid">Whether events without bit 0 are left out.</param>
    /// <param name="into">Room for all of them.</param>
    /// <param name="order">What is known of the order of times.</param>
    /// <returns>Events kept.</returns>
    public static int DecodeEvents(
        ReadOnlySpan<byte> data, int eventSize, int timeOffset, long timeBase, bool dropInvalid, EventColumns into, ref TimeOrder order)
    {
        int done = 0;
        long previous = order.Previous;
        bool stepsBack = false;
        for (; data.Length >= eventSize; data = data[eventSize..])
        {
            uint word = BinaryPrimitives.ReadUInt32LittleEndian(data);
            if (dropInvalid && (word & 1) == 0)
                continue;
            long time = timeBase | BinaryPrimitives.ReadUInt32LittleEndian(data[timeOffset..]);
            stepsBack |= time < previous;
            previous = time;
            into.T[done] = time;
            into.X[done] = (ushort)(word >> 17);
            into.Y[done] = (ushort)((word >> 2) & 0x7FFF);
            into.P[done] = (byte)((word >> 1) & 1);
            done++;
        }

        order = new TimeOrder(previous, order.Holds && !stepsBack);
        return done;
    }

    // Blocks of 32 events, up to the first with an invalid event where those are to be dropped: eight 64-bit lanes a vector, each time
    // above, data below. The order of times is looked at while they are in registers: a pass of its own costs as much as half the decoding.
    private static int DecodeBlocks(ReadOnlySpan<byte> data, long timeBase, bool dropInvalid, EventColumns into, ref TimeOrder order)
    {
        ref byte from = ref MemoryMarshal.GetReference(data);
        ref long t = ref MemoryMarshal.GetReference(into.T);
        ref ushort x = ref MemoryMarshal.GetReference(into.X);
        ref ushort y = ref MemoryMarshal.GetReference(into.Y);
        ref byte p = ref MemoryMarshal.GetReference(into.P);
        Vector512<long> above = Vector512.Create(timeBase);
        Vector512<ushort> row = Vector512.Create((ushort)0x7FFF);
        // Bits that must be set: none, or the valid bit.
        Vector512<uint> must = Vector512.Create(dropInvalid ? 1u : 0);
        nuint end = (nuint)(Math.Min(into.Length, data.Length / EventBytes) & ~(VectorEvents - 1));
        // Where the later of two neighbours is not the maximum of both, their difference in bits is not zero.
        Vector512<long> before = Vector512.Create(order.Previous);
        Vector512<long> steps = Vector512<long>.Zero;
        nuint i = 0;
        for (; i < end; i += VectorEvents)
        {
            Vector512<ulong> a = Vector512.LoadUnsafe(ref from, i * EventBytes).AsUInt64();
            Vector512<ulong> b = Vector512.LoadUnsafe(ref from, (i * EventBytes) + 64).AsUInt64();
            Vector512<ulong> c = Vector512.LoadUnsafe(ref from, (i * EventBytes) + 128).AsUInt64();
            Vector512<ulong> d = Vector512.LoadUnsafe(ref from, (i * EventBytes) + 192).AsUInt64();
            Vector512<uint> low = Vector512.Narrow(a, b);
            Vector512<uint> high = Vector512.Narrow(c, d);
            if ((low & high & must) != must)
                break;
            Vector512<long> ta = (a >>> 32).AsInt64() | above;
            Vector512<long> tb = (b >>> 32).AsInt64() | above;
            Vector512<long> tc = (c >>> 32).AsInt64() | above;
            Vector512<long> td = (d >>> 32).AsInt64() | above;
            ta.StoreUnsafe(ref t, i);
            tb.StoreUnsafe(ref t, i + 8);
            tc.StoreUnsafe(ref t, i + 16);
            td.StoreUnsafe(ref t, i + 24);
            if (Avx512F.IsSupported)
            {
                steps |= (Vector512.Max(ta, Avx512F.AlignRight64(ta, before, 7)) ^ ta)
                    | (Vector512.Max(tb, Avx512F.AlignRight64(tb, ta, 7)) ^ tb)
                    | (Vector512.Max(tc, Avx512F.AlignRight64(tc, tb, 7)) ^ tc)
                    | (Vector512.Max(td, Avx512F.AlignRight64(td, tc, 7)) ^ td);
                before = td;
            }

            Vector512.Narrow(low >>> 17, high >>> 17).StoreUnsafe(ref x, i);
            (Vector512.Narrow(low >>> 2, high >>> 2) & row).StoreUnsafe(ref y, i);
            Vector512<ushort> on = (Vector512.Narrow(low, high) >>> 1) & Vector512<ushort>.One;
            Vector256.Narrow(on.GetLower(), on.GetUpper()).StoreUnsafe(ref p, i);
        }

        // Without those registers nothing is known, and the column is looked through afterwards.
        if (i > 0)
            order = new TimeOrder(into.T[(int)i - 1], order.Holds && Avx512F.IsSupported && steps == Vector512<long>.Zero);
        return (int)i;
    }
}
