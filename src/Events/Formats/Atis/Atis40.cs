using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuroKit.Events.Formats.Atis;

/// <summary>The 40-bit record and its decoding. Vector blocks and the loop over records give the same columns.</summary>
internal static class Atis40
{
    public const int EventBytes = 5;
    public const byte MarkerRow = 240;
    public const long MarkerMicroseconds = 1 << 13;
    public const int MaxStoredTime = (1 << 23) - 1;
    public const int BlockEvents = 32;

    /// <summary>
    /// Whether the block decoder pays: it picks bytes across a whole 512-bit register, one instruction with VBMI and a slow emulation
    /// without.
    /// </summary>
    public static bool IsVectorised => Vector512.IsHardwareAccelerated && Avx512Vbmi.IsSupported;

    /// <summary>Whether content can be a recording: at most an eighth of its times step back.</summary>
    public static bool IsPlausible(ReadOnlySpan<byte> start)
    {
        long offset = 0;
        long previous = -1;
        int events = 0;
        int stepsBack = 0;
        for (; start.Length >= EventBytes; start = start[EventBytes..])
        {
            if (start[1] == MarkerRow)
            {
                offset += MarkerMicroseconds;
                continue;
            }

            long t = StoredTime(start) + offset;
            if (t < previous)
                stepsBack++;
            previous = t;
            events++;
        }

        return stepsBack * 8 <= events;
    }

    public static int StoredTime(ReadOnlySpan<byte> record)
        => (int)((BinaryPrimitives.ReadUInt32BigEndian(record) & 0x7FFF) << 8) | record[4];

    /// <summary>Decodes whole records.</summary>
    /// <param name="data">At least <paramref name="count"/> records.</param>
    /// <param name="count">Records.</param>
    /// <param name="into">Room for <paramref name="count"/> events.</param>
    /// <param name="handleMarkers">Whether a row y = 240 is a marker; else it is an event.</param>
    /// <param name="offset">What markers so far add to times; updated.</param>
    /// <returns>Events; the other records were markers.</returns>
    public static int Decode(ReadOnlySpan<byte> data, int count, EventColumns into, bool handleMarkers, ref long offset)
    {
        if (!IsVectorised)
            return DecodeRecords(data, count, into, handleMarkers, ref offset);
        int done = 0;
        int at = 0;
        while (at < count)
        {
            int plain = DecodeBlocks(data[(at * EventBytes)..], count - at, into.Slice(done), handleMarkers, offset);
            at += plain;
            done += plain;
            // A block with a marker, or the rest, record by record.
            int rest = Math.Min(BlockEvents, count - at);
            done += DecodeRecords(data.Slice(at * EventBytes, rest * EventBytes), rest, into.Slice(done), handleMarkers, ref offset);
            at += rest;
        }

        return done;
    }

    /// <summary>As <see cref="Decode"/>, one record after the other.</summary>
    public static int DecodeRecords(ReadOnlySpan<byte> data, int count, EventColumns into, bool handleMarkers, ref long offset)
    {
        // Checked once: the loop below goes by references.
        data = data[..(count * EventBytes)];
        into = into.Slice(0, count);
        ref byte from = ref MemoryMarshal.GetReference(data);
        ref long t = ref MemoryMarshal.GetReference(into.T);
        ref ushort x = ref MemoryMarshal.GetReference(into.X);
        ref ushort y = ref MemoryMarshal.GetReference(into.Y);
        ref byte p = ref MemoryMarshal.GetReference(into.P);
        nint done = 0;
        long add = offset;
        for (int i = 0; i < count; i++)
        {
            uint word = Unsafe.ReadUnaligned<uint>(ref from);
            if (BitConverter.IsLittleEndian)
                word = BinaryPrimitives.ReverseEndianness(word);
            uint low = Unsafe.Add(ref from, 4);
            from = ref Unsafe.Add(ref from, EventBytes);
            uint row = (word >> 16) & 0xFF;
            if (row == MarkerRow && handleMarkers)
            {
                add += MarkerMicroseconds;
                continue;
            }

            Unsafe.Add(ref t, done) = add + (((word & 0x7FFF) << 8) | low);
            Unsafe.Add(ref x, done) = (ushort)(word >> 24);
            Unsafe.Add(ref y, done) = (ushort)row;
            Unsafe.Add(ref p, done) = (byte)((word >> 15) & 1);
            done++;
        }

        offset = add;
        return (int)done;
    }

    /// <summary>
    /// Decodes blocks of 32 records up to the first with a marker. Four loads of eight records each; one byte shuffle of a load gives
    /// eight 64-bit times, another its columns and rows as 16-bit lanes and its polarities as bytes.
    /// </summary>
    /// <param name="data">At least <paramref name="count"/> records.</param>
    /// <param name="count">Records; those beyond whole blocks are left.</param>
    /// <param name="into">Room for <paramref name="count"/> events.</param>
    /// <param name="handleMarkers">Whether a row y = 240 is a marker; else it is an event.</param>
    /// <param name="offset">What markers so far add to times.</param>
    /// <returns>Events decoded, a multiple of 32.</returns>
    public static int DecodeBlocks(ReadOnlySpan<byte> data, int count, EventColumns into, bool handleMarkers, long offset)
    {
        const nuint Last = (BlockEvents * EventBytes) - 64; // the last load ends with the block: its records begin 24 bytes in
        ref byte from = ref MemoryMarshal.GetReference(data);
        ref long t = ref MemoryMarshal.GetReference(into.T);
        ref ushort x = ref MemoryMarshal.GetReference(into.X);
        ref ushort y = ref MemoryMarshal.GetReference(into.Y);
        ref byte p = ref MemoryMarshal.GetReference(into.P);
        // Lanes 8 to 15 of the pixels hold rows; a lane of all ones is never met.
        ushort marker = handleMarkers ? MarkerRow : ushort.MaxValue;
        Vector512<ushort> row = Vector512.Create(
            Vector256.Create(Vector128.Create(ushort.MaxValue), Vector128.Create(marker)), Vector256.Create(ushort.MaxValue));
        Vector512<long> add = Vector512.Create(offset);
        nuint end = (nuint)(Math.Min(count, Math.Min(into.Length, data.Length / EventBytes)) & ~(BlockEvents - 1));
        nuint i = 0;
        for (; i < end; i += BlockEvents)
        {
            nuint block = i * EventBytes;
            Vector512<byte> a = Vector512.LoadUnsafe(ref from, block);
            Vector512<byte> b = Vector512.LoadUnsafe(ref from, block + (8 * EventBytes));
            Vector512<byte> c = Vector512.LoadUnsafe(ref from, block + (16 * EventBytes));
            Vector512<byte> d = Vector512.LoadUnsafe(ref from, block + Last);
            Vector512<ushort> pixelsA = Vector512.Shuffle(a, Pixels).AsUInt16();
            Vector512<ushort> pixelsB = Vector512.Shuffle(b, Pixels).AsUInt16();
            Vector512<ushort> pixelsC = Vector512.Shuffle(c, Pixels).AsUInt16();
            Vector512<ushort> pixelsD = Vector512.Shuffle(d, PixelsLate).AsUInt16();
            Vector512<ushort> found = Vector512.Equals(pixelsA, row) | Vector512.Equals(pixelsB, row)
                | Vector512.Equals(pixelsC, row) | Vector512.Equals(pixelsD, row);
            if (found != Vector512<ushort>.Zero)
                break;
            StorePixels(pixelsA, ref x, ref y, ref p, i);
            StorePixels(pixelsB, ref x, ref y, ref p, i + 8);
            StorePixels(pixelsC, ref x, ref y, ref p, i + 16);
            StorePixels(pixelsD, ref x, ref y, ref p, i + 24);
            StoreTimes(Vector512.Shuffle(a, Times), add, ref t, i);
            StoreTimes(Vector512.Shuffle(b, Times), add, ref t, i + 8);
            StoreTimes(Vector512.Shuffle(c, Times), add, ref t, i + 16);
            StoreTimes(Vector512.Shuffle(d, TimesLate), add, ref t, i + 24);
        }

        return (int)i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StorePixels(Vector512<ushort> pixels, ref ushort x, ref ushort y, ref byte p, nuint at)
    {
        Vector256<ushort> xy = pixels.GetLower();
        xy.GetLower().StoreUnsafe(ref x, at);
        xy.GetUpper().StoreUnsafe(ref y, at);
        ulong polarities = (pixels.GetUpper().AsUInt64().ToScalar() >> 7) & 0x0101_0101_0101_0101;
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref p, at), polarities);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTimes(Vector512<byte> lanes, Vector512<long> add, ref long t, nuint at)
        => ((lanes.AsInt64() & Vector512.Create((long)MaxStoredTime)) + add).StoreUnsafe(ref t, at);

    // Inlined, so that the shuffles see constants. Byte 255 picks a zero. Eight records begin at 0, 5, 10, … of a load, or 24 later in the last one.
    private static Vector512<byte> Pixels
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
        (byte)0, 255, 5, 255, 10, 255, 15, 255, 20, 255, 25, 255, 30, 255, 35, 255,
        1, 255, 6, 255, 11, 255, 16, 255, 21, 255, 26, 255, 31, 255, 36, 255,
        2, 7, 12, 17, 22, 27, 32, 37, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255);
    }

    private static Vector512<byte> PixelsLate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
        (byte)24, 255, 29, 255, 34, 255, 39, 255, 44, 255, 49, 255, 54, 255, 59, 255,
        25, 255, 30, 255, 35, 255, 40, 255, 45, 255, 50, 255, 55, 255, 60, 255,
        26, 31, 36, 41, 46, 51, 56, 61, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255);
    }

    private static Vector512<byte> Times
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
        (byte)4, 3, 2, 255, 255, 255, 255, 255, 9, 8, 7, 255, 255, 255, 255, 255,
        14, 13, 12, 255, 255, 255, 255, 255, 19, 18, 17, 255, 255, 255, 255, 255,
        24, 23, 22, 255, 255, 255, 255, 255, 29, 28, 27, 255, 255, 255, 255, 255,
        34, 33, 32, 255, 255, 255, 255, 255, 39, 38, 37, 255, 255, 255, 255, 255);
    }

    private static Vector512<byte> TimesLate
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.Create(
        (byte)28, 27, 26, 255, 255, 255, 255, 255, 33, 32, 31, 255, 255, 255, 255, 255,
        38, 37, 36, 255, 255, 255, 255, 255, 43, 42, 41, 255, 255, 255, 255, 255,
        48, 47, 46, 255, 255, 255, 255, 255, 53, 52, 51, 255, 255, 255, 255, 255,
        58, 57, 56, 255, 255, 255, 255, 255, 63, 62, 61, 255, 255, 255, 255, 255);
    }
}
