using System.Numerics;
using NeuroKit.Events;
using NeuroKit.Testing;

namespace NeuroKit.Frames.Tests.Properties;

/// <summary>
/// The rules once more, as plainly as they can be said: each frame is counted by asking of every event whether it is inside. The oracle
/// that the library's rules are held against; it shares nothing with them.
/// </summary>
internal static class ReferenceIntegrator
{
    /// <summary>T bins of ⌊N/T⌋ events, the last takes the rest.</summary>
    public static int[][] ByCount(Recording recording, int bins)
    {
        int d = recording.Count / bins;
        return Frames(recording, bins, (frame, i) => i >= frame * d && (frame == bins - 1 || i < (frame + 1) * d));
    }

    /// <summary>T bins of ⌊(t_last − t_first)/T⌋ µs, the last takes the rest.</summary>
    public static int[][] ByTime(Recording recording, int bins)
    {
        if (recording.Count == 0)
            return Frames(recording, bins, (_, _) => false);
        BigInteger first = recording.Events.T[0];
        BigInteger dt = (recording.Events.T[^1] - first) / bins;
        return Frames(recording, bins, (frame, i) =>
        {
            BigInteger t = recording.Events.T[i];
            return t >= first + (frame * dt) && (frame == bins - 1 || t < first + ((frame + 1) * dt));
        });
    }

    /// <summary>max(1, ⌈(t_last − t_min)/Δ⌉) bins of Δ µs, the last takes the rest.</summary>
    public static int[][] ByDuration(Recording recording, long duration)
    {
        if (recording.Count == 0)
            return [];
        BigInteger first = recording.Events.T[0];
        BigInteger range = recording.Events.T[^1] - first;
        int bins = (int)BigInteger.Max(1, (range + duration - 1) / duration);
        return Frames(recording, bins, (frame, i) =>
        {
            BigInteger t = recording.Events.T[i];
            return t >= first + ((BigInteger)frame * duration) && (frame == bins - 1 || t < first + ((frame + 1) * (BigInteger)duration));
        });
    }

    /// <summary>Groups of n events; a last partial one is kept or dropped.</summary>
    public static int[][] ByEventCount(Recording recording, long group, bool dropLast)
    {
        long frames = dropLast ? recording.Count / group : (recording.Count + group - 1) / group;
        return Frames(recording, (int)frames, (frame, i) => i / group == frame);
    }

    /// <summary>tonic's <c>slice_events_by_time</c>: windows of one length at one stride from the first time.</summary>
    public static int[][] TonicTimeWindow(Recording recording, long window, long overlap, bool includeIncomplete)
    {
        if (recording.Count == 0)
            return [];
        ReadOnlySpan<long> t = recording.Events.T;
        long stride = window - overlap;
        double beyond = (double)(t[^1] - t[0] - window) / stride;
        int frames = Math.Max(1, (int)(includeIncomplete ? Math.Ceiling(beyond) : Math.Floor(beyond)) + 1);
        double[] starts = [.. Enumerable.Range(0, frames).Select(k => ((double)k * stride) + recording.Events.T[0])];
        return Windows(recording, starts, [.. starts.Select(s => s + window)]);
    }

    /// <summary>tonic's <c>slice_events_by_count</c>.</summary>
    public static int[][] TonicEventCount(Recording recording, long count, long overlap, bool includeIncomplete)
    {
        if (recording.Count == 0)
            return [];
        long stride = count - overlap;
        long window = Math.Min(count, recording.Count);
        double beyond = (double)(recording.Count - window) / stride;
        int frames = Math.Max(1, (int)(includeIncomplete ? Math.Ceiling(beyond) : Math.Floor(beyond)) + 1);
        return Frames(recording, frames, (frame, i) => i >= frame * stride && i < (frame * stride) + window);
    }

    /// <summary>tonic's <c>slice_events_by_time_bins</c>.</summary>
    public static int[][] TonicTimeBins(Recording recording, int bins, double overlap)
    {
        if (recording.Count == 0)
            return Frames(recording, bins, (_, _) => false);
        ReadOnlySpan<long> t = recording.Events.T;
        double window = (t[^1] - t[0]) / bins * (1 + overlap);
        double stride = window * (1 - overlap);
        double[] starts = [.. Enumerable.Range(0, bins).Select(k => (k * stride) + recording.Events.T[0])];
        return Windows(recording, starts, [.. starts.Select(s => s + window)]);
    }

    /// <summary>tonic's <c>slice_events_by_event_bins</c>.</summary>
    public static int[][] TonicEventBins(Recording recording, int bins, double overlap)
    {
        int window = (int)(recording.Count / bins * (1 + overlap));
        int stride = (int)(window * (1 - overlap));
        return Frames(recording, bins, (frame, i) => i >= frame * stride && i < (frame * stride) + window);
    }

    /// <summary>Frames g at a time added up.</summary>
    public static int[][] SumGroups(int[][] frames, int group)
        => [.. frames.Chunk(group).Select(g => g.Aggregate(new int[g[0].Length], (sum, frame) => [.. sum.Zip(frame, (a, b) => a + b)]))];

    private static int[][] Windows(Recording recording, double[] starts, double[] ends)
        => Frames(recording, starts.Length, (frame, i) => recording.Events.T[i] >= starts[frame] && recording.Events.T[i] < ends[frame]);

    private static int[][] Frames(Recording recording, int count, Func<int, int, bool> isInside)
    {
        SensorSize size = recording.Size;
        int[][] frames = new int[count][];
        for (int frame = 0; frame < count; frame++)
        {
            frames[frame] = new int[2 * size.Height * size.Width];
            for (int i = 0; i < recording.Count; i++)
            {
                if (!isInside(frame, i))
                    continue;
                Event e = recording.Events[i];
                frames[frame][(((e.P * size.Height) + e.Y) * size.Width) + e.X]++;
            }
        }

        return frames;
    }
}
