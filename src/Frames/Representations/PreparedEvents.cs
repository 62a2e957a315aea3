using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Events that need no further check: inside the sensor, of polarity 0 or 1, and in order where asked. Good recordings pass through
/// uncopied; only dropping, sorting and the running maximum copy, into pooled columns.
/// </summary>
internal readonly ref struct PreparedEvents
{
    private readonly EventBuffer? _owned;

    private PreparedEvents(EventSpan events, EventBuffer? owned, int dropped)
    {
        Events = events;
        _owned = owned;
        Dropped = dropped;
    }

    public EventSpan Events { get; }

    public int Dropped { get; }

    public static PreparedEvents Inside(EventSpan events, SensorSize size, FrameOptions options)
    {
        int bad = CountKernel.FirstOutside(events, size.Width, size.Height);
        if (bad < 0)
            return new PreparedEvents(events, null, 0);
        if (options.OutOfRange == OutOfRangeHandling.Error)
        {
            throw new InvalidEventException(bad, events[bad], events.P[bad] > 1
                ? "polarity is neither 0 nor 1"
                : $"outside the sensor of {size}; give the right size, or drop what is outside (--out-of-range drop)");
        }

        var kept = new EventBuffer(events.Length);
        int dropped = FrameReading.AppendInside(events, kept, options, size);
        return new PreparedEvents(kept.Span, kept, dropped);
    }

    /// <summary>The same events in order of time, or an error, as the options say.</summary>
    /// <param name="original">The events before any was dropped, for the index in an error.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="options">What to do about steps back.</param>
    public PreparedEvents InOrder(EventSpan original, SensorSize size, FrameOptions options)
    {
        int back = Events.FirstStepBack();
        if (back < 0)
            return this;
        switch (options.Order)
        {
            case EventOrderHandling.Sort:
                EventBuffer sorted = _owned ?? Events.ToBuffer();
                sorted.SortByTime();
                return new PreparedEvents(sorted.Span, sorted, Dropped);
            case EventOrderHandling.RunningMax:
                EventBuffer clamped = WithRunningMax(Events);
                _owned?.Dispose();
                return new PreparedEvents(clamped.Span, clamped, Dropped);
            default:
                Event e = Events[back];
                long before = Events.T[back - 1];
                _owned?.Dispose();
                throw new InvalidEventException(OriginalIndex(original, size, back), e,
                    $"earlier than the event before it ({before} µs); choose an order option (sort, running-max), or a representation by count");
        }
    }

    public void Dispose() => _owned?.Dispose();

    private static EventBuffer WithRunningMax(EventSpan events)
    {
        var copy = new EventBuffer(events.Length);
        EventColumns columns = copy.FreeColumns();
        events.X.CopyTo(columns.X);
        events.Y.CopyTo(columns.Y);
        events.P.CopyTo(columns.P);
        long latest = long.MinValue;
        for (int i = 0; i < events.Length; i++)
            columns.T[i] = latest = Math.Max(latest, events.T[i]);
        copy.Advance(events.Length);
        return copy;
    }

    // Where the kept event of an index stood before others were dropped.
    private static int OriginalIndex(EventSpan original, SensorSize size, int kept)
    {
        int at = -1;
        for (int inside = -1; inside < kept; at++)
        {
            if (original.X[at + 1] < size.Width && original.Y[at + 1] < size.Height && original.P[at + 1] <= 1)
                inside++;
        }

        return at;
    }
}
