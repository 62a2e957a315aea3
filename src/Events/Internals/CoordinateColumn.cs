using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroKit.Events.Internals;

/// <summary>Vectorised questions about columns of coordinates and polarities.</summary>
internal static class CoordinateColumn
{
    /// <summary>The largest value; 0 for an empty column.</summary>
    public static T Max<T>(ReadOnlySpan<T> values)
        where T : unmanaged, INumber<T>
    {
        ref T first = ref MemoryMarshal.GetReference(values);
        Vector512<T> largest = Vector512<T>.Zero;
        int i = 0;
        for (; i + Vector512<T>.Count <= values.Length; i += Vector512<T>.Count)
            largest = Vector512.Max(largest, Vector512.LoadUnsafe(ref first, (nuint)i));
        T max = T.Zero;
        for (int lane = 0; lane < Vector512<T>.Count; lane++)
            max = T.Max(max, largest[lane]);
        for (; i < values.Length; i++)
            max = T.Max(max, values[i]);
        return max;
    }
}
