using NeuroKit.Events.Internals;

namespace NeuroKit.Events;

public abstract partial class EventReader
{
    /// <summary>
    /// A reader of a stretch of time of the recording: the events of <c>startMicroseconds ≤ t &lt; endMicroseconds</c> in file order, whatever that
    /// order is; so all of the recording is read for them, and <see cref="Diagnostics"/> are those of all of it.
    /// </summary>
    /// <param name="startMicroseconds">First time inside.</param>
    /// <param name="endMicroseconds">First time outside.</param>
    /// <returns>A reader that owns this one: dispose it, and read this one no more.</returns>
    /// <exception cref="ArgumentException">The end is before the start.</exception>
    public EventReader Between(long startMicroseconds, long endMicroseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(endMicroseconds, startMicroseconds);
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        return new EventPartReader(this, startMicroseconds, endMicroseconds);
    }

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
            long start = 0;
            long end = 0;
            bool started = false;
            while (Read(chunk) > 0)
            {
                if (!started)
                {
                    start = chunk.Span.T[0];
                    end = EndAfter(start, durationMicroseconds);
                    started = true;
                }

                int from = 0;
                while (from < chunk.Count)
                {
                    int to = EndOfWindow(chunk.Span, from, start, end, EventsRead - chunk.Count);
                    window.Append(chunk.Span[from..to]);
                    from = to;
                    if (from == chunk.Count)
                        break;
                    yield return window;
                    window.Clear();
                    start = end;
                    end = EndAfter(start, durationMicroseconds);
                }
            }

            if (started)
                yield return window;
        }
    }

    // The window that reaches the end of the 64-bit axis is the last one.
    private static long EndAfter(long start, long duration) => start > long.MaxValue - duration ? long.MaxValue : start + duration;

    private static int EndOfWindow(EventSpan events, int from, long start, long end, long firstIndex)
    {
        for (int i = from; i < events.Length; i++)
        {
            long t = events.T[i];
            if (t >= end && end != long.MaxValue)
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
