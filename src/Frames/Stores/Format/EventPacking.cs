using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NeuroKit.Events;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>
/// Columns of events to and from a record's columns. An address holds x in its lowest bits, y above, the polarity on top. Vectors and the
/// scalar tails give the same.
/// </summary>
internal static class EventPacking
{
    /// <summary>Times since <paramref name="origin"/>, which fit 32 bits.</summary>
    public static void PackTimes(ReadOnlySpan<long> t, long origin, Span<uint> to)
    {
        ref long from = ref MemoryMarshal.GetReference(t);
        ref uint first = ref MemoryMarshal.GetReference(to);
        Vector512<long> start = Vector512.Create(origin);
        int i = 0;
        for (; i + 16 <= t.Length; i += 16)
        {
            Vector512<ulong> a = (Vector512.LoadUnsafe(ref from, (nuint)i) - start).AsUInt64();
            Vector512<ulong> b = (Vector512.LoadUnsafe(ref from, (nuint)i + 8) - start).AsUInt64();
            Vector512.Narrow(a, b).StoreUnsafe(ref first, (nuint)i);
        }

        for (; i < t.Length; i++)
            to[i] = unchecked((uint)(t[i] - origin));
    }

    /// <summary>The times back.</summary>
    public static void UnpackTimes(ReadOnlySpan<uint> t, long origin, Span<long> to)
    {
        ref uint from = ref MemoryMarshal.GetReference(t);
        ref long first = ref MemoryMarshal.GetReference(to);
        Vector512<long> start = Vector512.Create(origin);
        int i = 0;
        for (; i + 16 <= t.Length; i += 16)
        {
            (Vector512<ulong> a, Vector512<ulong> b) = Vector512.Widen(Vector512.LoadUnsafe(ref from, (nuint)i));
            (a.AsInt64() + start).StoreUnsafe(ref first, (nuint)i);
            (b.AsInt64() + start).StoreUnsafe(ref first, (nuint)i + 8);
        }

        for (; i < t.Length; i++)
            to[i] = origin + t[i];
    }

    /// <summary>Addresses of 16 bits.</summary>
    public static void Pack(EventSpan events, int xBits, int yBits, Span<ushort> to)
    {
        ref ushort xs = ref MemoryMarshal.GetReference(events.X);
        ref ushort ys = ref MemoryMarshal.GetReference(events.Y);
        ref byte ps = ref MemoryMarshal.GetReference(events.P);
        ref ushort first = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i + 32 <= events.Length; i += 32)
        {
            (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(Vector256.LoadUnsafe(ref ps, (nuint)i));
            Vector512<ushort> address = Vector512.LoadUnsafe(ref xs, (nuint)i)
                | Vector512.ShiftLeft(Vector512.LoadUnsafe(ref ys, (nuint)i), xBits)
                | Vector512.ShiftLeft(Vector512.Create(low, high), xBits + yBits);
            address.StoreUnsafe(ref first, (nuint)i);
        }

        for (; i < events.Length; i++)
            to[i] = unchecked((ushort)(events.X[i] | (events.Y[i] << xBits) | (events.P[i] << (xBits + yBits))));
    }

    /// <summary>Addresses of 32 bits.</summary>
    public static void Pack(EventSpan events, int xBits, int yBits, Span<uint> to)
    {
        ref ushort xs = ref MemoryMarshal.GetReference(events.X);
        ref ushort ys = ref MemoryMarshal.GetReference(events.Y);
        ref byte ps = ref MemoryMarshal.GetReference(events.P);
        ref uint first = ref MemoryMarshal.GetReference(to);
        int i = 0;
        for (; i + 32 <= events.Length; i += 32)
        {
            (Vector512<uint> x0, Vector512<uint> x1) = Vector512.Widen(Vector512.LoadUnsafe(ref xs, (nuint)i));
            (Vector512<uint> y0, Vector512<uint> y1) = Vector512.Widen(Vector512.LoadUnsafe(ref ys, (nuint)i));
            (Vector256<ushort> low, Vector256<ushort> high) = Vector256.Widen(Vector256.LoadUnsafe(ref ps, (nuint)i));
            (Vector512<uint> p0, Vector512<uint> p1) = Vector512.Widen(Vector512.Create(low, high));
            (x0 | Vector512.ShiftLeft(y0, xBits) | Vector512.ShiftLeft(p0, xBits + yBits)).StoreUnsafe(ref first, (nuint)i);
            (x1 | Vector512.ShiftLeft(y1, xBits) | Vector512.ShiftLeft(p1, xBits + yBits)).StoreUnsafe(ref first, (nuint)i + 16);
        }

        for (; i < events.Length; i++)
            to[i] = events.X[i] | ((uint)events.Y[i] << xBits) | ((uint)events.P[i] << (xBits + yBits));
    }

    /// <summary>x, y and polarity of addresses of 16 bits.</summary>
    public static void Unpack(ReadOnlySpan<ushort> addresses, int xBits, int yBits, EventColumns to)
    {
        ref ushort from = ref MemoryMarshal.GetReference(addresses);
        ref ushort xs = ref MemoryMarshal.GetReference(to.X);
        ref ushort ys = ref MemoryMarshal.GetReference(to.Y);
        ref byte ps = ref MemoryMarshal.GetReference(to.P);
        ushort xMask = (ushort)((1 << xBits) - 1);
        ushort yMask = (ushort)((1 << yBits) - 1);
        Vector512<ushort> vx = Vector512.Create(xMask);
        Vector512<ushort> vy = Vector512.Create(yMask);
        int i = 0;
        for (; i + 32 <= addresses.Length; i += 32)
        {
            Vector512<ushort> address = Vector512.LoadUnsafe(ref from, (nuint)i);
            (address & vx).StoreUnsafe(ref xs, (nuint)i);
            (Vector512.ShiftRightLogical(address, xBits) & vy).StoreUnsafe(ref ys, (nuint)i);
            Vector512<ushort> p = Vector512.ShiftRightLogical(address, xBits + yBits) & Vector512<ushort>.One;
            Vector256.Narrow(p.GetLower(), p.GetUpper()).StoreUnsafe(ref ps, (nuint)i);
        }

        for (; i < addresses.Length; i++)
        {
            to.X[i] = (ushort)(addresses[i] & xMask);
            to.Y[i] = (ushort)((addresses[i] >> xBits) & yMask);
            to.P[i] = (byte)((addresses[i] >> (xBits + yBits)) & 1);
        }
    }

    /// <summary>x, y and polarity of addresses of 32 bits.</summary>
    public static void Unpack(ReadOnlySpan<uint> addresses, int xBits, int yBits, EventColumns to)
    {
        ref uint from = ref MemoryMarshal.GetReference(addresses);
        ref ushort xs = ref MemoryMarshal.GetReference(to.X);
        ref ushort ys = ref MemoryMarshal.GetReference(to.Y);
        ref byte ps = ref MemoryMarshal.GetReference(to.P);
        uint xMask = (1u << xBits) - 1;
        uint yMask = (1u << yBits) - 1;
        Vector512<uint> vx = Vector512.Create(xMask);
        Vector512<uint> vy = Vector512.Create(yMask);
        int i = 0;
        for (; i + 32 <= addresses.Length; i += 32)
        {
            Vector512<uint> a = Vector512.LoadUnsafe(ref from, (nuint)i);
            Vector512<uint> b = Vector512.LoadUnsafe(ref from, (nuint)i + 16);
            Vector512.Narrow(a & vx, b & vx).StoreUnsafe(ref xs, (nuint)i);
            Vector512.Narrow(Vector512.ShiftRightLogical(a, xBits) & vy, Vector512.ShiftRightLogical(b, xBits) & vy).StoreUnsafe(ref ys, (nuint)i);
            Vector512<ushort> p = Vector512.Narrow(Vector512.ShiftRightLogical(a, xBits + yBits), Vector512.ShiftRightLogical(b, xBits + yBits)) & Vector512<ushort>.One;
            Vector256.Narrow(p.GetLower(), p.GetUpper()).StoreUnsafe(ref ps, (nuint)i);
        }

        for (; i < addresses.Length; i++)
        {
            to.X[i] = (ushort)(addresses[i] & xMask);
            to.Y[i] = (ushort)((addresses[i] >> xBits) & yMask);
            to.P[i] = (byte)((addresses[i] >> (xBits + yBits)) & 1);
        }
    }
}
