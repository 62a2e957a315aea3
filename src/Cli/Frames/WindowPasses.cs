using NeuroKit.Events;
using NeuroKit.Events.Labels;

namespace NeuroKit.Cli.Frames;

/// <summary>
/// Cuts label windows out of a recording, whatever the order of rows and of events, in as few passes as fit a bound on memory: every pass
/// collects all windows still wanted and gives up the last of them when it holds too many events; those come in the next pass.
/// </summary>
internal static class WindowPasses
{
    /// <summary>Most events held at a time, unless a single window has more: 4 Mi, 54 MB.</summary>
    public const long DefaultEvents = 4 * 1024 * 1024;

    public delegate void WindowHandler(LabelWindow window, EventSpan events);

    /// <summary>Hands over each window's events, in row order.</summary>
    public static void Run(
        EventReader reader, IReadOnlyList<LabelWindow> windows, WindowHandler handle, CancellationToken cancellationToken, long maxEvents = DefaultEvents)
    {
        for (int done = 0; done < windows.Count;)
        {
            // The last pass could read the reader itself, but which pass is the last one shows only in it.
            using EventReader pass = reader.Reopen();
            EventBuffer?[] buffers = new EventBuffer?[windows.Count - done];
            try
            {
                int kept = Collect(pass, windows, done, buffers, maxEvents, cancellationToken);
                for (int i = 0; i < kept; i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    handle(windows[done + i], buffers[i] is { } events ? events : default(EventSpan));
                    buffers[i]?.Dispose();
                }

                done += kept;
            }
            finally
            {
                foreach (EventBuffer? buffer in buffers)
                    buffer?.Dispose();
            }
        }
    }

    // Fills the windows' buffers from one pass; gives how many of them are whole.
    private static int Collect(
        EventReader pass, IReadOnlyList<LabelWindow> windows, int first, EventBuffer?[] buffers, long maxEvents, CancellationToken cancellationToken)
    {
        int kept = buffers.Length;
        long held = 0;
        using var chunk = new EventBuffer();
        while (pass.Read(chunk) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            EventSpan events = chunk;
            bool ordered = events.IsTimeOrdered();
            for (int i = 0; i < kept; i++)
                held += Append(events, ordered, windows[first + i], ref buffers[i]);
            while (held > maxEvents && kept > 1)
            {
                kept--;
                held -= buffers[kept]?.Count ?? 0;
                buffers[kept]?.Dispose();
                buffers[kept] = null;
            }
        }

        return kept;
    }

    private static long Append(EventSpan events, bool ordered, LabelWindow window, ref EventBuffer? buffer)
    {
        if (ordered)
        {
            EventSpan inside = events.SliceTime(window.StartMicroseconds, window.EndMicroseconds);
            if (inside.IsEmpty)
                return 0;
            (buffer ??= new EventBuffer()).Append(inside);
            return inside.Length;
        }

        long added = 0;
        for (int i = 0; i < events.Length; i++)
        {
            if (events.T[i] < window.StartMicroseconds || events.T[i] >= window.EndMicroseconds)
                continue;
            (buffer ??= new EventBuffer()).Add(events[i]);
            added++;
        }

        return added;
    }
}
