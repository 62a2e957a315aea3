using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>Frames of a rule as bits: 1 where a cell holds any event.</summary>
internal static class FrameBits
{
    /// <summary>How many frames a rule gives for events that are inside the sensor, so that the result is allocated once.</summary>
    /// <exception cref="TooManyFramesException">More than the options allow.</exception>
    public static long CountFrames(FrameBinning rule, EventSpan events, FrameOptions options)
    {
        EventTotals totals = FrameBinning.TotalsOf(events, options);
        FramePlan plan = rule.CreatePlan(totals);
        long frames = plan.FrameCount >= 0 ? plan.FrameCount : events.IsEmpty ? 0 : CountOpenEnded(plan, events, totals);
        return frames <= options.MaxFrames
            ? frames
            : throw new TooManyFramesException(
                $"The recording gives {frames} frames, above FrameOptions.MaxFrames = {options.MaxFrames}; take a longer duration or raise the limit.");
    }

    /// <summary>Whether a rule looks at times, so that they must be in order.</summary>
    public static bool IsByTime(FrameBinning rule, EventSpan events) => rule.CreatePlan(FrameBinning.TotalsOf(events, FrameOptions.Default)).ByTime;

    /// <summary>
    /// Adds up the frames' bits, <paramref name="bits"/> frames to one: the first frame of a group is the most significant bit.
    /// </summary>
    public static unsafe void Add(FrameBinning rule, EventSpan events, SensorSize size, Span<float> destination, int bits, FrameOptions options)
    {
        options = options with
        {
            OutOfRange = OutOfRangeHandling.Error,
            Order = IsByTime(rule, events) ? EventOrderHandling.Error : options.Order,
        };
        fixed (float* to = destination)
        {
            var frames = new BitFrames(to, 2 * (int)size.Pixels, bits);
            rule.Integrate(events, size, frames.Take, options);
        }
    }

    // Frames begin as long as there is an event, or for a fixed duration an event behind their start, for the last one takes the rest.
    private static long CountOpenEnded(FramePlan plan, EventSpan events, EventTotals totals)
    {
        plan.Begin(plan.ByTime ? events.T[0] : 0);
        long end = plan.ByTime ? totals.LastTime!.Value : events.Length;
        long none = 0;
        long all = 1;
        while (all < long.MaxValue && plan.Start(all) < end)
        {
            none = all;
            all = all <= long.MaxValue / 2 ? 2 * all : long.MaxValue;
        }

        while (all - none > 1)
        {
            long middle = none + ((all - none) / 2);
            if (plan.Start(middle) < end)
                none = middle;
            else
                all = middle;
        }

        return plan.DropsIncompleteLast && plan.Start(all) > end ? all - 1 : all;
    }

    private static void AddWhereCounted(ReadOnlySpan<int> counts, Span<float> destination, float value)
    {
        ref int from = ref MemoryMarshal.GetReference(counts);
        ref float to = ref MemoryMarshal.GetReference(destination);
        Vector512<float> values = Vector512.Create(value);
        int i = 0;
        for (; i + 16 <= counts.Length; i += 16)
        {
            Vector512<float> added = Vector512.GreaterThan(Vector512.LoadUnsafe(ref from, (nuint)i), Vector512<int>.Zero).AsSingle() & values;
            (Vector512.LoadUnsafe(ref to, (nuint)i) + added).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < counts.Length; i++)
            destination[i] += counts[i] > 0 ? value : 0;
    }

    private sealed unsafe class BitFrames(float* destination, int cells, int bits)
    {
        public void Take(FrameInfo frame, ReadOnlySpan<int> counts)
        {
            (int group, int place) = Math.DivRem(frame.Index, bits);
            AddWhereCounted(counts, new Span<float>(destination + ((long)group * cells), cells), 1 << (bits - 1 - place));
        }
    }
}
