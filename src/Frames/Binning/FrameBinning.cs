using System.Numerics;
using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// A rule that turns events into frames <c>[T, 2, H, W]</c>: raw counts, channel 0 = OFF, channel 1 = ON, row-major. Immutable and
/// thread-safe. The rules without overlap conserve events: the sum over the tensor is the number of events.
/// </summary>
public abstract partial class FrameBinning
{
    private protected FrameBinning()
    {
    }

    /// <summary>The rule in words, as recorded in results: for example <c>count, T=16</c>.</summary>
    public abstract string Description { get; }

    /// <summary>What the rule must know before the first event.</summary>
    public abstract FrameBinningNeeds Needs { get; }

    /// <summary>
    /// T bins of d = ⌊N/T⌋ events; the last takes the rest. Fewer events than bins: the first T − 1 are empty. SpikingJelly's
    /// <c>split_by="number"</c>, equal to the bit.
    /// </summary>
    /// <param name="bins">T, at least 1.</param>
    public static FixedFrameBinning ByCount(int bins) => new CountBinning(bins);

    /// <summary>
    /// T bins of dt = ⌊(t_last − t_first)/T⌋ µs, [t_first + i·dt, t_first + (i+1)·dt); the last takes the rest. SpikingJelly's
    /// <c>split_by="time"</c>, equal to the bit; where it throws (an empty bin, all times equal) a bin is a frame of zeros here.
    /// </summary>
    /// <param name="bins">T, at least 1.</param>
    public static FixedFrameBinning ByTime(int bins) => new TimeBinning(bins);

    /// <summary>
    /// max(1, ⌈(t_last − t_first)/Δ⌉) bins of Δ µs on a fixed grid from the first event; the last takes the rest. SpikingJelly's
    /// <c>integrate_events_by_fixed_duration</c>, equal to the bit.
    /// </summary>
    /// <param name="durationMicroseconds">Δ, at least 1.</param>
    public static VariableFrameBinning ByDuration(long durationMicroseconds) => new DurationBinning(durationMicroseconds);

    /// <summary>Consecutive groups of n events.</summary>
    /// <param name="eventsPerFrame">n, at least 1.</param>
    /// <param name="dropLast">Whether a last group of fewer events is left out. Default: it is kept.</param>
    public static VariableFrameBinning ByEventCount(long eventsPerFrame, bool dropLast = false) => new EventGroupBinning(eventsPerFrame, dropLast);

    /// <summary>
    /// An accumulator that takes events chunk by chunk and hands each frame over when it is complete.
    /// </summary>
    /// <param name="size">The sensor.</param>
    /// <param name="frameReady">Receives the frames.</param>
    /// <param name="totals">The recording's count or times, where the rule needs them (<see cref="Needs"/>).</param>
    /// <param name="options">How to treat bad events.</param>
    /// <exception cref="ArgumentException">The rule needs totals that were not given.</exception>
    public FrameAccumulator CreateAccumulator(SensorSize size, FrameHandler frameReady, EventTotals totals = default, FrameOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(frameReady);
        return new FrameAccumulator(CreatePlan(totals), size, frameReady, options ?? FrameOptions.Default);
    }

    /// <summary>Frames <c>[T, 2, H, W]</c> of 16-bit counts; a count above 65,535 saturates.</summary>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <exception cref="InvalidEventException">An event is outside the sensor or steps back in time, and the options say error.</exception>
    public Tensor<ushort> ToFrames(EventSpan events, SensorSize size, FrameOptions? options = null) => ToFrames<ushort>(events, size, options);

    /// <summary>Frames <c>[T, 2, H, W]</c>; a count above what <typeparamref name="T"/> holds saturates.</summary>
    /// <typeparam name="T">Type of the counts: byte, short, ushort, int, float, …</typeparam>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <exception cref="InvalidEventException">An event is outside the sensor or steps back in time, and the options say error.</exception>
    public Tensor<T> ToFrames<T>(EventSpan events, SensorSize size, FrameOptions? options = null)
        where T : unmanaged, INumber<T>
    {
        var collector = new FrameCollector<T>(size, this is FixedFrameBinning { Bins: var bins } ? bins : -1);
        Integrate(events, size, collector.Take, (options ?? FrameOptions.Default).ForTensor(size));
        return collector.ToTensor();
    }

    /// <summary>Bins a recording in memory and hands over its frames one by one.</summary>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="frameReady">Receives the frames.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <returns>Events left out under <see cref="OutOfRangeHandling.Drop"/>.</returns>
    /// <exception cref="InvalidEventException">An event is outside the sensor or steps back in time, and the options say error.</exception>
    public long Integrate(EventSpan events, SensorSize size, FrameHandler frameReady, FrameOptions? options = null)
    {
        options ??= FrameOptions.Default;
        if (options.OutOfRange == OutOfRangeHandling.Drop && Needs != FrameBinningNeeds.Nothing
            && CountKernel.FirstOutside(events, size.Width, size.Height) >= 0)
        {
            // The rule's count or times are those of the events that stay.
            using var inside = new EventBuffer(events.Length);
            FrameReading.AppendInside(events, inside, options, size);
            Integrate(inside.Span, size, frameReady, options with { OutOfRange = OutOfRangeHandling.Error });
            return events.Length - inside.Count;
        }

        EventBuffer? sorted = null;
        try
        {
            if (options.Order == EventOrderHandling.Sort)
            {
                options = options with { Order = EventOrderHandling.Error };
                if (!events.IsTimeOrdered())
                {
                    sorted = events.ToBuffer();
                    sorted.SortByTime();
                    events = sorted;
                }
            }

            using FrameAccumulator accumulator = CreateAccumulator(size, frameReady, TotalsOf(events, options), options);
            accumulator.Add(events);
            accumulator.Complete();
            return accumulator.DroppedOutOfRange;
        }
        finally
        {
            sorted?.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    internal abstract FramePlan CreatePlan(EventTotals totals);

    // The totals of events in memory; the last time is the running maximum where that is the order.
    internal static EventTotals TotalsOf(EventSpan events, FrameOptions options)
    {
        if (events.IsEmpty)
            return new EventTotals(0, Exact: true);
        long last = events.T[^1];
        if (options.Order == EventOrderHandling.RunningMax)
        {
            foreach (long t in events.T)
                last = Math.Max(last, t);
        }

        return new EventTotals(events.Length, events.T[0], last, Exact: true);
    }
}
