using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Bins once at the finest number of frames and adds its finished planes up for the coarser ones, so that several numbers of frames cost
/// little more than one. Rules that cannot share (other axes, numbers that do not divide, too few events) get an accumulator each.
/// </summary>
internal sealed class MultiFrameAccumulator : IEventSink
{
    private readonly FrameAccumulator[] _accumulators;
    private readonly CoarserFrames[] _slivers; // coarser frames with edges of their own: fed the events between the edges; finer before the coarser that they feed
    private long _index;

    public MultiFrameAccumulator(
        MultiFrameBinning rule, SensorSize size, IReadOnlyList<FrameHandler> frameReady, EventTotals totals, FrameOptions options)
    {
        if (frameReady.Count != rule.Rules.Count)
            throw new ArgumentException($"{frameReady.Count} receivers for {rule.Rules.Count} numbers of frames.", nameof(frameReady));
        if (rule.NestedBase is { } finest)
            (_accumulators, _slivers) = Nest(rule, finest, size, frameReady, totals, options);
        else
            (_accumulators, _slivers) = Separate(rule, size, frameReady, totals, options);
    }

    public long Events => _accumulators[0].Events;

    public long DroppedOutOfRange => _accumulators[0].DroppedOutOfRange;

    public long FirstTime => _accumulators[0].FirstTime;

    public long LastTime => _accumulators[0].LastTime;

    public void Add(EventSpan events)
    {
        if (_slivers.Length == 0)
        {
            AddToAll(events);
            return;
        }

        // Cut the chunk where a coarser edge lies beside a finer one.
        int from = 0;
        while (from < events.Length)
        {
            int to = events.Length;
            long position = PositionOf(events, from);
            foreach (CoarserFrames coarser in _slivers)
            {
                long next = coarser.NextCut(position);
                if (next != FramePlan.OpenEnded)
                    to = Math.Min(to, IndexOf(events, from, next));
            }

            EventSpan part = events[from..to];
            AddToAll(part); // may close frames, so only now is it known which frame each coarser number is at
            foreach (CoarserFrames coarser in _slivers)
            {
                coarser.MoveTo(position);
                coarser.Correct(part, position);
            }

            _index += part.Length;
            from = to;
        }
    }

    public void Complete()
    {
        foreach (FrameAccumulator accumulator in _accumulators)
            accumulator.Complete();
        foreach (CoarserFrames coarser in _slivers)
            coarser.Complete();
    }

    public void Dispose()
    {
        foreach (FrameAccumulator accumulator in _accumulators)
            accumulator.Dispose();
    }

    private void AddToAll(EventSpan events)
    {
        foreach (FrameAccumulator accumulator in _accumulators)
            accumulator.Add(events);
    }

    private long PositionOf(EventSpan events, int i) => _slivers[0].ByTime ? events.T[i] : _index;

    // At least one event further, so that a cut in the past (times out of order, which the accumulator reports) cannot stop the loop.
    private int IndexOf(EventSpan events, int from, long position)
        => _slivers[0].ByTime
            ? from + Math.Max(1, events[from..].LowerBound(position))
            : (int)Math.Min(events.Length, from + Math.Max(1, position - _index));

    private static (FrameAccumulator[], CoarserFrames[]) Nest(
        MultiFrameBinning rule, FixedFrameBinning finest, SensorSize size, IReadOnlyList<FrameHandler> frameReady, EventTotals totals, FrameOptions options)
    {
        FrameHandler ready = Chain(finest.Bins, rule, frameReady, size, null, []);
        return ([finest.CreateAccumulator(size, ready, totals, options)], []);
    }

    private static (FrameAccumulator[], CoarserFrames[]) Separate(
        MultiFrameBinning rule, SensorSize size, IReadOnlyList<FrameHandler> frameReady, EventTotals totals, FrameOptions options)
    {
        FixedFrameBinning finest = rule.Rules.MaxBy(r => r.Bins)!;
        if (rule.Rules.Count > 1 && CanShare(rule, finest, totals, options))
        {
            var slivers = new List<CoarserFrames>();
            FrameHandler ready = Chain(finest.Bins, rule, frameReady, size, totals, slivers);
            return ([finest.CreateAccumulator(size, ready, totals, options)], [.. Enumerable.Reverse(slivers)]);
        }

        var each = new FrameAccumulator[rule.Rules.Count];
        for (int i = 0; i < each.Length; i++)
            each[i] = rule.Rules[i].CreateAccumulator(size, frameReady[i], totals, options);
        return (each, []);
    }

    // Sharing needs one axis, numbers that divide the finest, and finest bins no shorter than their number: then a coarser edge lies
    // less than a finest bin behind the finest edge it belongs to (⌊g·a⌋ − g·⌊a⌋ < g, times fewer than T/g edges).
    private static bool CanShare(MultiFrameBinning rule, FixedFrameBinning finest, EventTotals totals, FrameOptions options)
        => options is { OutOfRange: OutOfRangeHandling.Error, Order: EventOrderHandling.Error }
            && rule.Rules.All(r => r.GetType() == finest.GetType() && finest.Bins % r.Bins == 0)
            && finest.CreatePlan(totals) switch
            {
                CountPlan plan => plan.Step >= finest.Bins,
                TimePlan plan => plan.Step >= finest.Bins,
                _ => false,
            };

    // The receiver of frames at `bins`: hands them to the rules of that number, and to the next coarser numbers, each of which adds up
    // the nearest finer number that it divides.
    private static FrameHandler Chain(
        int bins, MultiFrameBinning rule, IReadOnlyList<FrameHandler> frameReady, SensorSize size, EventTotals? exact, List<CoarserFrames> slivers)
    {
        var receivers = new List<FrameHandler>();
        for (int i = 0; i < rule.Rules.Count; i++)
        {
            if (rule.Rules[i].Bins == bins)
                receivers.Add(frameReady[i]);
        }

        foreach (int coarser in rule.Bins.Where(b => b < bins && bins % b == 0 && NearestFiner(b, bins, rule) == bins).Distinct())
        {
            var frames = new CoarserFrames(
                Chain(coarser, rule, frameReady, size, exact, slivers), size, bins / coarser,
                exact is { } totals ? (Plan(rule, bins, totals), Plan(rule, coarser, totals)) : null);
            receivers.Add(frames.TakeFiner);
            if (exact is not null)
                slivers.Add(frames);
        }

        return receivers.Count == 1 ? receivers[0] : (frame, counts) =>
        {
            foreach (FrameHandler receiver in receivers)
                receiver(frame, counts);
        };
    }

    private static int NearestFiner(int bins, int finest, MultiFrameBinning rule)
        => rule.Bins.Append(finest).Where(b => b > bins && b % bins == 0 && finest % b == 0).Append(finest).Min();

    private static FramePlan Plan(MultiFrameBinning rule, int bins, EventTotals totals) => rule.Rules[0].WithBins(bins).CreatePlan(totals);
}
