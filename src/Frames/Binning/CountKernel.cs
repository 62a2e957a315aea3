using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>The inner loop: events → counts. Cells are computed 32 events at a time and checked together; the increments are scalar, for there is no vector scatter-add.</summary>
internal static class CountKernel
{
    private const int Block = 32;

    /// <summary>
    /// Adds one to the cell p·H·W + y·W + x of each event.
    /// </summary>
    /// <param name="events">The events.</param>
    /// <param name="plane">Counts <c>[2, H, W]</c>.</param>
    /// <param name="width">W.</param>
    /// <param name="height">H.</param>
    /// <returns>Index of the first event outside the sensor or of a polarity above 1 (those before it are counted), or −1.</returns>
    [SkipLocalsInit]
    public static unsafe int Add(EventSpan events, Span<int> plane, int width, int height)
    {
        int length = events.Length;
        int pixels = width * height;
        ref ushort xs = ref MemoryMarshal.GetReference(events.X);
        ref ushort ys = ref MemoryMarshal.GetReference(events.Y);
        ref byte ps = ref MemoryMarshal.GetReference(events.P);
        ref int counts = ref MemoryMarshal.GetReference(plane);
        uint* cells = stackalloc uint[Block];
        // A 65,536-wide sensor has no column outside it; the comparison's bound must fit 16 bits.
        Vector512<ushort> maxX = Vector512.Create((ushort)(width - 1));
        Vector512<ushort> maxY = Vector512.Create((ushort)(height - 1));
        Vector512<uint> vWidth = Vector512.Create((uint)width);
        Vector512<uint> vPixels = Vector512.Create((uint)pixels);
        int i = 0;
        for (; i + Block <= length; i += Block)
        {
            Vector512<ushort> x = Vector512.LoadUnsafe(ref xs, (nuint)i);
            Vector512<ushort> y = Vector512.LoadUnsafe(ref ys, (nuint)i);
            (Vector256<ushort> p0, Vector256<ushort> p1) = Vector256.Widen(Vector256.LoadUnsafe(ref ps, (nuint)i));
            Vector512<ushort> p = Vector512.Create(p0, p1);
            Vector512<ushort> bad = Vector512.GreaterThan(x, maxX) | Vector512.GreaterThan(y, maxY) | Vector512.GreaterThan(p, Vector512<ushort>.One);
            if (bad != Vector512<ushort>.Zero)
                break;
            (Vector512<uint> xl, Vector512<uint> xh) = Vector512.Widen(x);
            (Vector512<uint> yl, Vector512<uint> yh) = Vector512.Widen(y);
            (Vector512<uint> pl, Vector512<uint> ph) = Vector512.Widen(p);
            (xl + (yl * vWidth) + ((Vector512<uint>.Zero - pl) & vPixels)).Store(cells);
            (xh + (yh * vWidth) + ((Vector512<uint>.Zero - ph) & vPixels)).Store(cells + 16);
            for (int j = 0; j < Block; j += 8)
            {
                Unsafe.Add(ref counts, cells[j])++;
                Unsafe.Add(ref counts, cells[j + 1])++;
                Unsafe.Add(ref counts, cells[j + 2])++;
                Unsafe.Add(ref counts, cells[j + 3])++;
                Unsafe.Add(ref counts, cells[j + 4])++;
                Unsafe.Add(ref counts, cells[j + 5])++;
                Unsafe.Add(ref counts, cells[j + 6])++;
                Unsafe.Add(ref counts, cells[j + 7])++;
            }
        }

        for (; i < length; i++)
        {
            int x = events.X[i];
            int y = events.Y[i];
            int p = events.P[i];
            if (x >= width || y >= height || p > 1)
                return i;
            plane[(p * pixels) + (y * width) + x]++;
        }

        return -1;
    }

    /// <summary>Index of the first event outside the sensor or of a polarity above 1, or −1.</summary>
    /// <param name="events">The events.</param>
    /// <param name="width">W.</param>
    /// <param name="height">H.</param>
    public static int FirstOutside(EventSpan events, int width, int height)
    {
        ref ushort xs = ref MemoryMarshal.GetReference(events.X);
        ref ushort ys = ref MemoryMarshal.GetReference(events.Y);
        ref byte ps = ref MemoryMarshal.GetReference(events.P);
        Vector512<ushort> maxX = Vector512.Create((ushort)(width - 1));
        Vector512<ushort> maxY = Vector512.Create((ushort)(height - 1));
        int i = 0;
        for (; i + Block <= events.Length; i += Block)
        {
            Vector512<ushort> outside = Vector512.GreaterThan(Vector512.LoadUnsafe(ref xs, (nuint)i), maxX)
                | Vector512.GreaterThan(Vector512.LoadUnsafe(ref ys, (nuint)i), maxY);
            Vector256<byte> odd = Vector256.GreaterThan(Vector256.LoadUnsafe(ref ps, (nuint)i), Vector256<byte>.One);
            if (outside != Vector512<ushort>.Zero || odd != Vector256<byte>.Zero)
                break;
        }

        for (; i < events.Length; i++)
        {
            if (events.X[i] >= width || events.Y[i] >= height || events.P[i] > 1)
                return i;
        }

        return -1;
    }
}
