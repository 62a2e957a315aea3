using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>
/// Turns numbers of any NumPy type into events' columns. Each method gives the index of the first number that does not fit, or −1; what
/// it wrote from there on is of no use.
/// </summary>
internal static class NpyDecoder
{
    /// <summary>Times: integers are microseconds, floats whole microseconds or seconds.</summary>
    public static int Times(NpyColumn from, Span<long> to, NpyFloatTimes floats)
    {
        from.RequireCount(to.Length);
        if (from.IsDense(NpyKind.Signed, sizeof(long)))
        {
            MemoryMarshal.Cast<byte, long>(from.Data)[..to.Length].CopyTo(to);
            return -1;
        }

        return (from.Type.Kind, from.Type.Size) switch
        {
            (NpyKind.Signed, 1) => IntegerTimes<sbyte>(from, to),
            (NpyKind.Signed, 2) => IntegerTimes<short>(from, to),
            (NpyKind.Signed, 4) => IntegerTimes<int>(from, to),
            (NpyKind.Signed, _) => IntegerTimes<long>(from, to),
            (NpyKind.Unsigned, 1) => IntegerTimes<byte>(from, to),
            (NpyKind.Unsigned, 2) => IntegerTimes<ushort>(from, to),
            (NpyKind.Unsigned, 4) => IntegerTimes<uint>(from, to),
            (NpyKind.Unsigned, _) => IntegerTimes<ulong>(from, to),
            _ => FloatTimes(from, to, floats),
        };
    }

    /// <summary>Columns or rows of the sensor: whole numbers 0 … 65,535.</summary>
    public static int Coordinates(NpyColumn from, Span<ushort> to)
    {
        from.RequireCount(to.Length);
        if (from.IsDense(NpyKind.Unsigned, sizeof(ushort)))
        {
            MemoryMarshal.Cast<byte, ushort>(from.Data)[..to.Length].CopyTo(to);
            return -1;
        }

        return (from.Type.Kind, from.Type.Size) switch
        {
            (NpyKind.Signed, 1) => IntegerCoordinates<sbyte>(from, to),
            (NpyKind.Signed, 2) => IntegerCoordinates<short>(from, to),
            (NpyKind.Signed, 4) => IntegerCoordinates<int>(from, to),
            (NpyKind.Signed, _) => IntegerCoordinates<long>(from, to),
            (NpyKind.Unsigned, 1) => IntegerCoordinates<byte>(from, to),
            (NpyKind.Unsigned, 2) => IntegerCoordinates<ushort>(from, to),
            (NpyKind.Unsigned, 4) => IntegerCoordinates<uint>(from, to),
            (NpyKind.Unsigned, _) => IntegerCoordinates<ulong>(from, to),
            _ => FloatCoordinates(from, to),
        };
    }

    /// <summary>
    /// Polarities: 1 is ON; 0 and −1 are OFF. 2 … 255 are neither: they do not fit, or where they are asked for stay what they are.
    /// </summary>
    /// <param name="from">The numbers.</param>
    /// <param name="to">The column.</param>
    /// <param name="most">The largest that fits: 1, or 255.</param>
    public static int Polarities(NpyColumn from, Span<byte> to, byte most)
    {
        from.RequireCount(to.Length);
        if (from.IsDense(NpyKind.Unsigned, sizeof(byte)))
        {
            from.Data[..to.Length].CopyTo(to);
            return to.IndexOfAnyExceptInRange((byte)0, most);
        }

        return (from.Type.Kind, from.Type.Size) switch
        {
            (NpyKind.Signed, 1) => IntegerPolarities<sbyte>(from, to, most),
            (NpyKind.Signed, 2) => IntegerPolarities<short>(from, to, most),
            (NpyKind.Signed, 4) => IntegerPolarities<int>(from, to, most),
            (NpyKind.Signed, _) => IntegerPolarities<long>(from, to, most),
            (NpyKind.Unsigned, 1) => IntegerPolarities<byte>(from, to, most),
            (NpyKind.Unsigned, 2) => IntegerPolarities<ushort>(from, to, most),
            (NpyKind.Unsigned, 4) => IntegerPolarities<uint>(from, to, most),
            (NpyKind.Unsigned, _) => IntegerPolarities<ulong>(from, to, most),
            _ => FloatPolarities(from, to, most),
        };
    }

    private static int IntegerTimes<T>(NpyColumn from, Span<long> to)
        where T : unmanaged, IBinaryInteger<T>
    {
        ref byte source = ref MemoryMarshal.GetReference(from.Data);
        bool swap = from.Type.IsForeign;
        long seen = 0;
        for (int i = 0; i < to.Length; i++)
        {
            long value = Load<T>(ref source, swap);
            seen |= value;
            to[i] = value;
            source = ref Unsafe.Add(ref source, from.Stride);
        }

        // Above 2^63 − 1 an unsigned number turns negative here.
        return typeof(T) == typeof(ulong) && seen < 0 ? to.IndexOfAnyInRange(long.MinValue, -1) : -1;
    }

    private static int IntegerCoordinates<T>(NpyColumn from, Span<ushort> to)
        where T : unmanaged, IBinaryInteger<T>
    {
        ref byte source = ref MemoryMarshal.GetReference(from.Data);
        bool swap = from.Type.IsForeign;
        ulong seen = 0; // a number outside 0 … 65,535, and only such a one, sets a bit above the sixteenth
        for (int i = 0; i < to.Length; i++)
        {
            long value = Load<T>(ref source, swap);
            seen |= (ulong)value;
            to[i] = (ushort)value;
            source = ref Unsafe.Add(ref source, from.Stride);
        }

        if (seen <= ushort.MaxValue)
            return -1;
        source = ref MemoryMarshal.GetReference(from.Data);
        int bad = 0;
        while ((ulong)Load<T>(ref source, swap) <= ushort.MaxValue)
        {
            source = ref Unsafe.Add(ref source, from.Stride);
            bad++;
        }

        return bad;
    }

    private static int IntegerPolarities<T>(NpyColumn from, Span<byte> to, byte most)
        where T : unmanaged, IBinaryInteger<T>
    {
        ref byte source = ref MemoryMarshal.GetReference(from.Data);
        bool swap = from.Type.IsForeign;
        for (int i = 0; i < to.Length; i++)
        {
            long value = Load<T>(ref source, swap);
            if (value < -1 || value > most || (typeof(T) == typeof(ulong) && value < 0))
                return i;
            to[i] = (byte)Math.Max(0, value);
            source = ref Unsafe.Add(ref source, from.Stride);
        }

        return -1;
    }

    private static int FloatTimes(NpyColumn from, Span<long> to, NpyFloatTimes unit)
    {
        const double Limit = 9223372036854775808.0; // 2^63
        for (int i = 0; i < to.Length; i++)
        {
            double value = LoadFloat(from, i);
            double microseconds = unit == NpyFloatTimes.Seconds ? Math.Round(value * 1e6) : value;
            if (!(microseconds >= -Limit && microseconds < Limit && Math.Truncate(microseconds) == microseconds))
                return i;
            to[i] = (long)microseconds;
        }

        return -1;
    }

    private static int FloatCoordinates(NpyColumn from, Span<ushort> to)
    {
        for (int i = 0; i < to.Length; i++)
        {
            double value = LoadFloat(from, i);
            if (!(value >= 0 && value <= ushort.MaxValue && Math.Truncate(value) == value))
                return i;
            to[i] = (ushort)value;
        }

        return -1;
    }

    private static int FloatPolarities(NpyColumn from, Span<byte> to, byte most)
    {
        for (int i = 0; i < to.Length; i++)
        {
            double value = LoadFloat(from, i);
            if (!(value >= -1 && value <= most && Math.Truncate(value) == value))
                return i;
            to[i] = (byte)Math.Max(0, value);
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Load<T>(ref byte source, bool swap)
        where T : unmanaged, IBinaryInteger<T>
    {
        T value = Unsafe.ReadUnaligned<T>(ref source);
        if (swap)
        {
            if (Unsafe.SizeOf<T>() == sizeof(ushort))
                value = Unsafe.BitCast<ushort, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, ushort>(value)));
            else if (Unsafe.SizeOf<T>() == sizeof(uint))
                value = Unsafe.BitCast<uint, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, uint>(value)));
            else if (Unsafe.SizeOf<T>() == sizeof(ulong))
                value = Unsafe.BitCast<ulong, T>(BinaryPrimitives.ReverseEndianness(Unsafe.BitCast<T, ulong>(value)));
        }

        return long.CreateTruncating(value);
    }

    private static double LoadFloat(NpyColumn from, int index)
    {
        ReadOnlySpan<byte> bytes = from.Data.Slice(index * from.Stride, from.Type.Size);
        return (bytes.Length, from.Type.IsBigEndian) switch
        {
            (2, false) => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            (2, true) => (double)BinaryPrimitives.ReadHalfBigEndian(bytes),
            (4, false) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            (4, true) => BinaryPrimitives.ReadSingleBigEndian(bytes),
            (_, false) => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            (_, true) => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        };
    }
}
