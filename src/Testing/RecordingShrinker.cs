using NeuroKit.Events;

namespace NeuroKit.Testing;

/// <summary>Simpler recordings than a failing one, the boldest steps first.</summary>
internal static class RecordingShrinker
{
    private const int EventsShrunkOneByOne = 40;

    public static IEnumerable<Recording> Shrink(Recording recording)
        => FewerEvents(recording).Concat(SimplerTimes(recording)).Concat(SmallerSensor(recording)).Concat(SimplerPixels(recording));

    // Without a half, a quarter, … of the events, wherever it lies.
    private static IEnumerable<Recording> FewerEvents(Recording recording)
    {
        int count = recording.Count;
        for (int length = count; length >= 1; length /= 2)
        {
            if (length < count && count / length > 2 * EventsShrunkOneByOne)
                yield break;
            for (int from = 0; from < count; from += length)
            {
                int start = from;
                int end = Math.Min(count, from + length);
                yield return recording.Pick(Enumerable.Range(0, count).Where(i => i < start || i >= end));
            }
        }
    }

    private static IEnumerable<Recording> SimplerTimes(Recording recording)
    {
        if (recording.Count == 0)
            yield break;
        long[] t = recording.Events.T.ToArray();
        long first = t[0];
        // From 0 on; pauses halved; all at one time. Each keeps the order that there is.
        if (first > 0 && t.Min() >= first)
            yield return WithTimes(recording, Array.ConvertAll(t, each => each - first));
        long[] halved = Array.ConvertAll(t, each => (long)(first + (((Int128)each - first) / 2)));
        if (!halved.AsSpan().SequenceEqual(t))
            yield return WithTimes(recording, halved);
        for (int i = 1; i < Math.Min(t.Length, EventsShrunkOneByOne); i++)
        {
            if (t[i] <= t[i - 1])
                continue;
            // The pause before this event shortened to 1 µs.
            long less = t[i] - t[i - 1] - 1;
            if (less <= 0)
                continue;
            long[] closer = [.. t];
            for (int j = i; j < closer.Length; j++)
                closer[j] -= less;
            yield return WithTimes(recording, closer);
        }
    }

    private static IEnumerable<Recording> SmallerSensor(Recording recording)
    {
        if (recording.FirstOutside() >= 0)
            yield break;
        int width = 1;
        int height = 1;
        foreach (Event e in recording.Events.ToArray())
        {
            width = Math.Max(width, e.X + 1);
            height = Math.Max(height, e.Y + 1);
        }

        if (width < recording.Size.Width || height < recording.Size.Height)
            yield return new Recording(new SensorSize(width, height), recording.Events);
    }

    private static IEnumerable<Recording> SimplerPixels(Recording recording)
    {
        if (recording.FirstOutside() >= 0)
            yield break;
        if (recording.Events.X.ContainsAnyExcept((ushort)0))
            yield return With(recording, new ushort[recording.Count], recording.Events.Y.ToArray(), recording.Events.P.ToArray());
        if (recording.Events.Y.ContainsAnyExcept((ushort)0))
            yield return With(recording, recording.Events.X.ToArray(), new ushort[recording.Count], recording.Events.P.ToArray());
        if (recording.Events.P.ContainsAnyExcept((byte)0))
            yield return With(recording, recording.Events.X.ToArray(), recording.Events.Y.ToArray(), new byte[recording.Count]);
    }

    private static Recording WithTimes(Recording recording, long[] t)
        => new(recording.Size, new EventSpan(t, recording.Events.X, recording.Events.Y, recording.Events.P));

    private static Recording With(Recording recording, ushort[] x, ushort[] y, byte[] p)
        => new(recording.Size, new EventSpan(recording.Events.T, x, y, p));

    private static Event[] ToArray(this EventSpan events)
    {
        var copy = new Event[events.Length];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = events[i];
        return copy;
    }
}
