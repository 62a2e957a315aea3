using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Drives a reader through a sink. A rule that must know the count or the times beforehand gets them, cheapest way first: from the
/// format's totals (verified at the end; if they were wrong the recording is read once more with the true ones), from a pre-pass, or by
/// holding the events in memory.
/// </summary>
internal static class FrameReading
{
    public delegate IEventSink CreateSink(EventTotals totals, FrameOptions options);

    /// <returns>Events left out because they were outside the sensor.</returns>
    public static long Run(
        EventReader reader, FrameBinningNeeds needs, FrameOptions options, CreateSink create, SensorSize size, CancellationToken cancellationToken)
    {
        if (reader.EventsRead != 0)
            throw new InvalidOperationException($"{reader.Name}: {reader.EventsRead} events were read already; bin a recording from its start, or what is left of it from a buffer (ReadAll).");
        bool dropping = options.OutOfRange == OutOfRangeHandling.Drop;
        if (options.Order == EventOrderHandling.Sort)
            return RunInMemory(reader, options, create, size, cancellationToken);
        if (needs == FrameBinningNeeds.Nothing)
            return Pass(reader, EventTotals.Unknown, needs, options, create, cancellationToken, out _, out _);

        EventTotals totals = dropping ? EventTotals.Unknown : reader.Totals;
        bool known = Suffices(totals, needs);
        if (known && totals.Exact && options.Order == EventOrderHandling.Error)
            return Pass(reader, totals, needs, options, create, cancellationToken, out _, out _);
        if (!reader.CanReopen)
            return RunInMemory(reader, options, create, size, cancellationToken);

        if (known)
        {
            try
            {
                long dropped = Pass(reader, totals, needs, options, create, cancellationToken, out EventTotals found, out bool verified);
                if (verified)
                    return dropped;
                using EventReader again = reader.Reopen();
                Pass(again, found, needs, options, create, cancellationToken, out _, out _);
                return dropped;
            }
            catch (TooManyFramesException) when (!totals.Exact && reader.EventsRead == 0)
            {
                // Perhaps only because the totals are wrong: a special word's time taken for an event's, for one.
            }
        }

        EventTotals counted;
        using (EventReader first = reader.Reopen())
            counted = Survey(first, options, size, cancellationToken);
        return Pass(reader, counted, needs, options, create, cancellationToken, out _, out _);
    }

    private static bool Suffices(EventTotals totals, FrameBinningNeeds needs)
        => needs == FrameBinningNeeds.Count ? totals.Count is not null
            : totals is { Count: 0, Exact: true } || (totals.FirstTime is not null && totals.LastTime is not null);

    private static long Pass(
        EventReader reader, EventTotals totals, FrameBinningNeeds needs, FrameOptions options, CreateSink create,
        CancellationToken cancellationToken, out EventTotals found, out bool verified)
    {
        using IEventSink sink = create(totals, options);
        using var chunk = new EventBuffer();
        while (reader.Read(chunk) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sink.Add(chunk);
        }

        sink.Complete();
        found = sink.Events == 0
            ? new EventTotals(0, Exact: true)
            : new EventTotals(sink.Events, sink.FirstTime, sink.LastTime, Exact: true);
        verified = needs switch
        {
            FrameBinningNeeds.Count => found.Count == totals.Count,
            FrameBinningNeeds.TimeRange => found.FirstTime == totals.FirstTime && found.LastTime == totals.LastTime,
            _ => true,
        };
        return sink.DroppedOutOfRange;
    }

    // Decodes once to count the events that will be binned and see their first and last time.
    private static EventTotals Survey(EventReader reader, FrameOptions options, SensorSize size, CancellationToken cancellationToken)
    {
        long count = 0;
        long first = 0;
        long last = 0;
        using var chunk = new EventBuffer();
        while (reader.Read(chunk) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            EventSpan events = chunk;
            bool whole = options.OutOfRange == OutOfRangeHandling.Error || CountKernel.FirstOutside(events, size.Width, size.Height) < 0;
            for (int i = 0; i < events.Length; i++)
            {
                if (!whole && (events.X[i] >= size.Width || events.Y[i] >= size.Height || events.P[i] > 1))
                    continue;
                if (count++ == 0)
                    first = last = events.T[i];
                last = options.Order == EventOrderHandling.RunningMax ? Math.Max(last, events.T[i]) : events.T[i];
            }
        }

        return count == 0 ? new EventTotals(0, Exact: true) : new EventTotals(count, first, last, Exact: true);
    }

    private static long RunInMemory(
        EventReader reader, FrameOptions options, CreateSink create, SensorSize size, CancellationToken cancellationToken)
    {
        using var all = new EventBuffer();
        long outside = 0;
        using (var chunk = new EventBuffer())
        {
            while (reader.Read(chunk) > 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if ((long)all.Count + chunk.Count > options.MaxBufferedEvents)
                {
                    throw new InvalidOperationException(
                        $"{reader.Name}: more than {options.MaxBufferedEvents} events would have to be held in memory (FrameOptions.MaxBufferedEvents), because this source cannot be read twice or must be sorted; save it to a file, or use a rule that needs nothing beforehand.");
                }

                outside += AppendInside(chunk, all, options, size);
            }
        }

        if (options.Order == EventOrderHandling.Sort)
            all.SortByTime();
        FrameOptions settings = options with
        {
            OutOfRange = OutOfRangeHandling.Error,
            Order = options.Order == EventOrderHandling.Sort ? EventOrderHandling.Error : options.Order,
        };
        using IEventSink sink = create(FrameBinning.TotalsOf(all, settings), settings);
        sink.Add(all);
        sink.Complete();
        return outside;
    }

    /// <summary>Appends the events inside the sensor; gives the number left out.</summary>
    public static int AppendInside(EventSpan events, EventBuffer to, FrameOptions options, SensorSize size)
    {
        if (options.OutOfRange == OutOfRangeHandling.Error)
        {
            to.Append(events);
            return 0;
        }

        int dropped = 0;
        for (int bad = CountKernel.FirstOutside(events, size.Width, size.Height); bad >= 0; bad = CountKernel.FirstOutside(events, size.Width, size.Height))
        {
            to.Append(events[..bad]);
            events = events[(bad + 1)..];
            dropped++;
        }

        to.Append(events);
        return dropped;
    }
}
