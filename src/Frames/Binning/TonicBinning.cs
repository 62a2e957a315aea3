using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// tonic's four <c>ToFrame</c> rules, by name. They drop what tonic drops (the last event of <c>n_time_bins</c>, the remainder of
/// <c>n_event_bins</c>, what an incomplete window would hold), and may count an event more than once where windows overlap; tonic's 16-bit
/// counters, which wrap, are not reproduced. Times must be in order. Source: tonic, <c>tonic/functional/to_frame.py</c> and
/// <c>tonic/slicers.py</c>.
/// </summary>
public static class TonicBinning
{
    /// <summary><c>ToFrame(time_window=…, overlap=…, include_incomplete=…)</c>.</summary>
    /// <param name="windowMicroseconds">Length of a window, at least 1 µs.</param>
    /// <param name="overlapMicroseconds">How much of a window the next one repeats, 0 … window − 1 µs.</param>
    /// <param name="includeIncomplete">Whether a last, shorter window is kept.</param>
    public static VariableFrameBinning TimeWindow(long windowMicroseconds, long overlapMicroseconds = 0, bool includeIncomplete = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(windowMicroseconds, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(overlapMicroseconds);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(overlapMicroseconds, windowMicroseconds);
        long stride = windowMicroseconds - overlapMicroseconds;
        return new TonicRule(
            $"tonic time_window={windowMicroseconds}, overlap={overlapMicroseconds}, include_incomplete={Word(includeIncomplete)}",
            FrameBinningNeeds.TimeRange, 0,
            totals => new StridePlan(
                byTime: true, Slices(Duration(totals) - windowMicroseconds, stride, includeIncomplete), totals.FirstTime!.Value, stride, windowMicroseconds));
    }

    /// <summary><c>ToFrame(event_count=…, overlap=…, include_incomplete=…)</c>.</summary>
    /// <param name="eventCount">Events a window, at least 1.</param>
    /// <param name="overlapEvents">How many of them the next window repeats, 0 … count − 1.</param>
    /// <param name="includeIncomplete">Whether a last window of fewer events is kept.</param>
    public static VariableFrameBinning EventCount(long eventCount, long overlapEvents = 0, bool includeIncomplete = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(eventCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(overlapEvents);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(overlapEvents, eventCount);
        long stride = eventCount - overlapEvents;
        return new TonicRule(
            $"tonic event_count={eventCount}, overlap={overlapEvents}, include_incomplete={Word(includeIncomplete)}",
            FrameBinningNeeds.Count, 0,
            totals =>
            {
                long window = Math.Min(eventCount, totals.Count!.Value);
                return new StridePlan(byTime: false, Slices(totals.Count.Value - window, stride, includeIncomplete), 0, stride, window);
            });
    }

    /// <summary><c>ToFrame(n_time_bins=…, overlap=…)</c>: bins of ⌊duration/n⌋·(1 + overlap) µs.</summary>
    /// <param name="bins">n, at least 1. An empty recording gives n frames of zeros.</param>
    /// <param name="overlap">A share of a bin, 0 … below 1.</param>
    public static VariableFrameBinning TimeBins(int bins, double overlap = 0)
    {
        CheckBins(bins, overlap);
        return new TonicRule($"tonic n_time_bins={bins}, overlap={Number(overlap)}", FrameBinningNeeds.TimeRange, bins, totals =>
        {
            double window = Math.Floor(Duration(totals) / (double)bins) * (1 + overlap);
            return new StridePlan(byTime: true, bins, totals.FirstTime!.Value, window * (1 - overlap), window);
        });
    }

    /// <summary><c>ToFrame(n_event_bins=…, overlap=…)</c>: bins of ⌊⌊N/n⌋·(1 + overlap)⌋ events.</summary>
    /// <param name="bins">n, at least 1. An empty recording gives n frames of zeros.</param>
    /// <param name="overlap">A share of a bin, 0 … below 1.</param>
    public static VariableFrameBinning EventBins(int bins, double overlap = 0)
    {
        CheckBins(bins, overlap);
        return new TonicRule($"tonic n_event_bins={bins}, overlap={Number(overlap)}", FrameBinningNeeds.Count, bins, totals =>
        {
            long window = (long)(totals.Count!.Value / bins * (1 + overlap));
            return new StridePlan(byTime: false, bins, 0, (long)(window * (1 - overlap)), window);
        });
    }

    private static void CheckBins(int bins, double overlap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        if (!(overlap >= 0 && overlap < 1))
            throw new ArgumentOutOfRangeException(nameof(overlap), overlap, "The overlap of bins is a share: 0 ≤ overlap < 1.");
    }

    private static double Duration(EventTotals totals) => (double)(totals.LastTime!.Value - (Int128)totals.FirstTime!.Value);

    // tonic: floor or ceil of (length − window)/stride, plus one; at least one window.
    private static long Slices(double beyondFirst, long stride, bool includeIncomplete)
    {
        double more = beyondFirst / stride;
        double whole = includeIncomplete ? Math.Ceiling(more) : Math.Floor(more);
        return Math.Max(1, (long)Math.Min(whole, long.MaxValue / 2) + 1); // far more than FrameOptions.MaxFrames lets pass, and no overflow
    }

    private static string Word(bool value) => value ? "true" : "false";

    private static string Number(double value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private sealed class TonicRule(string description, FrameBinningNeeds needs, int framesWhenEmpty, Func<EventTotals, FramePlan> plan)
        : VariableFrameBinning
    {
        public override string Description => description;

        public override FrameBinningNeeds Needs => needs;

        internal override FramePlan CreatePlan(EventTotals totals)
        {
            if (totals is { Count: 0, Exact: true })
                return new StridePlan(needs == FrameBinningNeeds.TimeRange, framesWhenEmpty, 0, 0, 0);
            if (needs == FrameBinningNeeds.Count && totals.Count is null)
                throw PlanErrors.NeedsCount(this);
            if (needs == FrameBinningNeeds.TimeRange && (totals.FirstTime is null || totals.LastTime is null))
                throw PlanErrors.NeedsTimes(this);
            return plan(totals);
        }
    }
}
