using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuroKit.Events.Internals;

/// <summary>Vectorised questions about a column of times. Vector lanes and the scalar tail give the same answers.</summary>
internal static class TimeColumn
{
    /// <summary>Index of the first time that is earlier than the one before it; −1 where there is none.</summary>
    public static int FirstStepBack(ReadOnlySpan<long> t)
    {
        ref long first = ref MemoryMarshal.GetReference(t);
        int i = 1;
        // Where the later of two neighbours is not the maximum of both, their difference in bits is not zero: or-ed over 32 events.
        if (Avx512F.IsSupported && t.Length >= 32)
        {
            i = 0;
            // Each time is loaded once: its neighbours come from the vector before.
            Vector512<long> before = Vector512.Create(first);
            for (; i + 32 <= t.Length; i += 32)
            {
                Vector512<long> a = Vector512.LoadUnsafe(ref first, (nuint)i);
                Vector512<long> b = Vector512.LoadUnsafe(ref first, (nuint)i + 8);
                Vector512<long> c = Vector512.LoadUnsafe(ref first, (nuint)i + 16);
                Vector512<long> d = Vector512.LoadUnsafe(ref first, (nuint)i + 24);
                Vector512<long> steps = (Vector512.Max(a, Avx512F.AlignRight64(a, before, 7)) ^ a)
                    | (Vector512.Max(b, Avx512F.AlignRight64(b, a, 7)) ^ b)
                    | (Vector512.Max(c, Avx512F.AlignRight64(c, b, 7)) ^ c)
                    | (Vector512.Max(d, Avx512F.AlignRight64(d, c, 7)) ^ d);
                if (steps != Vector512<long>.Zero)
                    break;
                before = d;
            }
        }

        else
        {
            for (; i + 32 <= t.Length; i += 32)
            {
                Vector512<long> steps = StepsBack(ref first, (nuint)i) | StepsBack(ref first, (nuint)i + 8)
                    | StepsBack(ref first, (nuint)i + 16) | StepsBack(ref first, (nuint)i + 24);
                if (steps != Vector512<long>.Zero)
                    break;
            }
        }

        for (i = Math.Max(1, i); i < t.Length; i++)
        {
            if (t[i] < t[i - 1])
                return i;
        }

        return -1;
    }

    private static Vector512<long> StepsBack(ref long first, nuint i)
    {
        Vector512<long> now = Vector512.LoadUnsafe(ref first, i);
        return Vector512.Max(now, Vector512.LoadUnsafe(ref first, i - 1)) ^ now;
    }

    /// <summary>How many times are earlier than the one before them; <paramref name="previous"/> stands before the first.</summary>
    public static int CountStepsBack(ReadOnlySpan<long> t, long previous)
    {
        if (t.IsEmpty)
            return 0;
        int count = t[0] < previous ? 1 : 0;
        ReadOnlySpan<long> rest = t;
        while (true)
        {
            int at = FirstStepBack(rest);
            if (at < 0)
                return count;
            count++;
            rest = rest[at..];
        }
    }

    /// <summary>Index of the first time that is not below <paramref name="time"/>, in a column that never steps back.</summary>
    public static int LowerBound(ReadOnlySpan<long> t, long time)
    {
        int low = 0;
        int high = t.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            if (t[middle] < time)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    /// <summary>Smallest and largest time of a column that is not empty.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static (long Min, long Max) Range(ReadOnlySpan<long> t)
    {
        ref long first = ref MemoryMarshal.GetReference(t);
        Vector512<long> lowest = Vector512.Create(t[0]);
        Vector512<long> highest = lowest;
        int i = 0;
        for (; i + Vector512<long>.Count <= t.Length; i += Vector512<long>.Count)
        {
            Vector512<long> times = Vector512.LoadUnsafe(ref first, (nuint)i);
            lowest = Vector512.Min(lowest, times);
            highest = Vector512.Max(highest, times);
        }

        long min = t[0];
        long max = t[0];
        for (int lane = 0; lane < Vector512<long>.Count; lane++)
        {
            min = Math.Min(min, lowest[lane]);
            max = Math.Max(max, highest[lane]);
        }

        for (; i < t.Length; i++)
        {
            min = Math.Min(min, t[i]);
            max = Math.Max(max, t[i]);
        }

        return (min, max);
    }

    /// <summary>
    /// Turns a column of 32-bit times that may have wrapped into 64-bit ones. A drop of more than half the range is a wrap; a smaller one
    /// is a step back in time and stays.
    /// </summary>
    /// <param name="t">Times in, unwrapped times out.</param>
    /// <param name="previousRaw">The last raw time before the column (−1 at the start); updated.</param>
    /// <param name="offset">What wraps so far add; updated.</param>
    /// <param name="period">The counter's period, 2^32 for a 32-bit one.</param>
    /// <returns>Whether no time was earlier than the one before it; then nothing stepped back in the unwrapped times either.</returns>
    public static bool Unwrap(Span<long> t, ref long previousRaw, ref long offset, long period = 1L << 32)
    {
        if (t.IsEmpty)
            return true;
        long half = period / 2;
        // After a wrap a jump ahead of more than half the range is an event from before it: nothing of the kind may be in the column.
        if (t[0] >= previousRaw && (offset == 0 || t[^1] - previousRaw <= half) && FirstStepBack(t) < 0)
        {
            previousRaw = t[^1];
            if (offset != 0)
            {
                for (int i = 0; i < t.Length; i++)
                    t[i] += offset;
            }

            return true;
        }

        for (int i = 0; i < t.Length; i++)
        {
            long raw = t[i];
            if (previousRaw - raw > half)
                offset += period;
            else if (raw - previousRaw > half && offset > 0 && previousRaw >= 0)
                offset -= period; // a late event from before the wrap
            previousRaw = raw;
            t[i] = raw + offset;
        }

        return false;
    }
}
