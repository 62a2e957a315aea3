namespace NeuroKit.Events;

public abstract partial class EventReader
{
    /// <summary>
    /// Reads windows of one duration on a fixed grid that starts at the first event: window k holds the events of
    /// <c>t_first + k·D ≤ t &lt; t_first + (k+1)·D</c>; windows without events are given too, empty. Each step gives the same buffer, refilled.
    /// </summary>
    /// <param name="durationMicroseconds">The windows' duration D, at least 1.</param>
    /// <exception cref="InvalidEventException">Times step back over a window's start.</exception>
    public IEnumerable<EventBuffer> ReadWindows(long durationMicroseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(durationMicroseconds, 1);
        return Windows();

        IEnumerable<EventBuffer> Windows()
        {
            using var chunk = new EventBuffer();
            using var window = new EventBuffer();
            long end = 0;
            bool started = false;
            while (Read(chunk) > 0)
            {
                if (!started)
                {
                    end = chunk.Span.T[0] + durationMicroseconds;
                    started = true;
                }

                int from = 0;
                while (from < chunk.Count)
                {
                    int to = EndOfWindow(chunk.Span, from, end - durationMicroseconds, end, EventsRead - chunk.Count);
                    window.Append(chunk.Span[from..to]);
                    from = to;
                    if (from == chunk.Count)
                        break;
                    yield return window;
                    window.Clear();
                    end += durationMicroseconds;
                }
            }

            if (started)
                yield return window;
        }
    }

    private static int EndOfWindow(EventSpan events, int from, long start, long end, long firstIndex)
    {
        for (int i = from; i < events.Length; i++)
        {
            long t = events.T[i];
            if (t >= end)
                return i;
            if (t < start)
            {
                throw new InvalidEventException(firstIndex + i, events[i],
                    $"earlier than the start of its window ({start} µs); read the whole recording and sort it (EventBuffer.SortByTime)");
            }
        }

        return events.Length;
    }
}
