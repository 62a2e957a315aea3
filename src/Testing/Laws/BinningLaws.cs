using NeuroKit.Events;
using NeuroKit.Frames;

namespace NeuroKit.Testing;

/// <summary>
/// Laws that binning keeps, as checks for property tests. Each gives null where the law holds and otherwise the first violation in words,
/// so <c>Assert.Null(BinningLaws.Conservation(…))</c> shows it. Events are to be such that the rule accepts them under the options.
/// </summary>
public static class BinningLaws
{
    /// <summary>
    /// No event is lost or counted twice: the counts sum to the number of events, in total and, as <see cref="FrameInfo.Events"/> says, frame
    /// by frame. Holds for all rules that neither overlap nor drop: by count, by time, by duration, by event count.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="options">How bad events are treated; events left out are not missed.</param>
    public static string? Conservation(FrameBinning rule, EventSpan events, SensorSize size, FrameOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var frames = new BinnedFrames(size);
        long dropped = rule.Integrate(events, size, frames.Take, options);
        long total = 0;
        for (int k = 0; k < frames.Count; k++)
        {
            if (frames.Sum(k) != frames.Infos[k].Events)
                return $"{rule}: frame {k} is said to hold {frames.Infos[k].Events} events and its counts sum to {frames.Sum(k)}";
            total += frames.Sum(k);
        }

        return total + dropped == events.Length ? null : $"{rule}: {events.Length} events, {dropped} left out, counts sum to {total}";
    }

    /// <summary>
    /// Edges never step back: frames come in order, each once, and each is the count of the events that directly follow those of the frame
    /// before. Holds for rules that do not overlap, over events in order (or by count, in any order); a rule may drop events at the end.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="events">The events, all inside the sensor.</param>
    /// <param name="size">The sensor.</param>
    public static string? MonotoneEdges(FrameBinning rule, EventSpan events, SensorSize size)
    {
        ArgumentNullException.ThrowIfNull(rule);
        BinnedFrames frames = BinnedFrames.Whole(rule, events, size, null);
        int from = 0;
        for (int k = 0; k < frames.Count; k++)
        {
            FrameInfo frame = frames.Infos[k];
            if (frame.Index != k)
                return $"{rule}: frame {frame.Index} was handed over as number {k}";
            if (frame.Events > events.Length - from)
                return $"{rule}: frame {k} is said to hold {frame.Events} events, {events.Length - from} are left";
            EventSpan run = events.Slice(from, (int)frame.Events);
            if (frames.Difference(k, Count(run, size), "in the frame", $"among events {from} to {from + run.Length - 1}") is { } difference)
                return $"{rule}: {difference}";
            from += run.Length;
        }

        return null;
    }

    /// <summary>
    /// Nested frames are sums: each tensor of <see cref="MultiFrameBinning.Nested"/> is that of the least common multiple added up.
    /// </summary>
    /// <param name="rule">By count or by time; its own number of bins does not matter.</param>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="bins">The numbers of frames.</param>
    public static string? NestedSums(FixedFrameBinning rule, EventSpan events, SensorSize size, params int[] bins)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(bins);
        int finest = bins.Aggregate(1, LeastCommonMultiple);
        BinnedFrames fine = BinnedFrames.Whole(rule.WithBins(finest), events, size, null);
        int cells = (int)(2 * size.Pixels);
        var nested = MultiFrameBinning.Nested(rule, bins).ToFrames<int>(events, size);
        for (int i = 0; i < bins.Length; i++)
        {
            int[] actual = new int[nested[i].FlattenedLength];
            nested[i].FlattenTo(actual);
            int group = finest / bins[i];
            int[] expected = new int[bins[i] * cells];
            for (int k = 0; k < finest; k++)
                System.Numerics.Tensors.TensorPrimitives.Add(expected.AsSpan(k / group * cells, cells), fine[k], expected.AsSpan(k / group * cells, cells));
            int at = actual.AsSpan().CommonPrefixLength(expected);
            if (at < expected.Length || at < actual.Length)
                return $"{rule} nested to {bins[i]} of {finest}: cell {at} is {actual[at]}, the finer ones sum to {expected[at]}";
        }

        return null;
    }

    /// <summary>How the events are cut into chunks changes no frame.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="chunking">How to cut.</param>
    /// <param name="options">How bad events are treated; not by sorting, which chunks cannot be.</param>
    public static string? ChunkIndependence(FrameBinning rule, EventSpan events, SensorSize size, Chunking chunking, FrameOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(chunking);
        BinnedFrames whole = BinnedFrames.Whole(rule, events, size, options);
        var pieces = new BinnedFrames(size);
        using FrameAccumulator accumulator = rule.CreateAccumulator(size, pieces.Take, TotalsOf(events, size, options), options);
        foreach (Range range in chunking.Cut(events.Length))
            accumulator.Add(events[range]);
        accumulator.Complete();
        string? difference = pieces.DifferenceFrom(whole, $"in {chunking}", "at once");
        if (difference is null && accumulator.FramesEmitted != whole.Count)
            difference = $"{accumulator.FramesEmitted} frames counted, {whole.Count} handed over";
        return difference is null ? null : $"{rule}: {difference}";
    }

    /// <summary>A live stream that brings its events one by one gives what the whole recording gives.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="options">How bad events are treated; not by sorting, which a stream cannot be.</param>
    public static string? StreamingEqualsWhole(FrameBinning rule, EventSpan events, SensorSize size, FrameOptions? options = null)
        => ChunkIndependence(rule, events, size, Chunking.OneByOne, options);

    /// <summary>The order of events within a frame does not matter: pixels and polarities shuffled within each frame change nothing.</summary>
    /// <param name="rule">A rule that does not overlap.</param>
    /// <param name="events">The events, in order and inside the sensor.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="seed">Decides how they are shuffled.</param>
    public static string? PermutationWithinBins(FrameBinning rule, EventSpan events, SensorSize size, int seed)
    {
        ArgumentNullException.ThrowIfNull(rule);
        BinnedFrames before = BinnedFrames.Whole(rule, events, size, null);
        ushort[] x = events.X.ToArray();
        ushort[] y = events.Y.ToArray();
        byte[] p = events.P.ToArray();
        var random = new SeededRandom((ulong)seed);
        int from = 0;
        foreach (FrameInfo frame in before.Infos)
        {
            if (frame.Events > events.Length - from)
                return $"{rule}: the frames up to {frame.Index} hold {from + frame.Events} events of {events.Length}; frames that overlap share events that cannot be shuffled";
            for (int i = (int)frame.Events - 1; i > 0; i--)
            {
                int a = from + i;
                int b = from + random.Below(i + 1);
                (x[a], x[b]) = (x[b], x[a]);
                (y[a], y[b]) = (y[b], y[a]);
                (p[a], p[b]) = (p[b], p[a]);
            }

            from += (int)frame.Events;
        }

        BinnedFrames after = BinnedFrames.Whole(rule, new EventSpan(events.T, x, y, p), size, null);
        return after.DifferenceFrom(before, "shuffled", "before") is { } difference ? $"{rule}: {difference}" : null;
    }

    /// <summary>One rule used by several threads at a time gives each what it gives one thread.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="runs">How many times it is binned at the same time, at least 1.</param>
    /// <param name="options">How bad events are treated.</param>
    public static string? ParallelEqualsSerial(FrameBinning rule, Recording recording, int runs = 4, FrameOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        BinnedFrames serial = BinnedFrames.Whole(rule, recording.Events, recording.Size, options);
        var parallel = new BinnedFrames[runs];
        Parallel.For(0, runs, i => parallel[i] = BinnedFrames.Whole(rule, recording.Events, recording.Size, options));
        foreach (BinnedFrames each in parallel)
        {
            if (each.DifferenceFrom(serial, "in parallel", "alone") is { } difference)
                return $"{rule}: {difference}";
        }

        return null;
    }

    /// <summary>All laws that hold for rules without overlap that keep every event: by count, by time, by duration, by event count.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="recording">The recording, in order and inside its sensor.</param>
    /// <param name="chunking">How to cut it.</param>
    /// <param name="seed">Decides how events are shuffled.</param>
    public static string? All(FrameBinning rule, Recording recording, Chunking chunking, int seed)
    {
        ArgumentNullException.ThrowIfNull(recording);
        return Conservation(rule, recording.Events, recording.Size)
            ?? MonotoneEdges(rule, recording.Events, recording.Size)
            ?? ChunkIndependence(rule, recording.Events, recording.Size, chunking)
            ?? StreamingEqualsWhole(rule, recording.Events, recording.Size)
            ?? PermutationWithinBins(rule, recording.Events, recording.Size, seed)
            ?? ParallelEqualsSerial(rule, recording);
    }

    // What an accumulator must be told beforehand, from the events that stay.
    private static EventTotals TotalsOf(EventSpan events, SensorSize size, FrameOptions? options)
    {
        bool dropping = options?.OutOfRange == OutOfRangeHandling.Drop;
        bool runningMaximum = options?.Order == EventOrderHandling.RunningMax;
        long count = 0;
        long first = 0;
        long last = 0;
        foreach (Event e in events)
        {
            if (dropping && (e.X >= size.Width || e.Y >= size.Height || e.P > 1))
                continue;
            last = count == 0 || !runningMaximum ? e.T : Math.Max(last, e.T);
            if (count++ == 0)
                first = e.T;
        }

        return count == 0 ? new EventTotals(0, Exact: true) : new EventTotals(count, first, last, Exact: true);
    }

    private static int[] Count(EventSpan events, SensorSize size)
    {
        int[] counts = new int[2 * size.Pixels];
        foreach (Event e in events)
            counts[(e.P * size.Pixels) + (e.Y * size.Width) + e.X]++;
        return counts;
    }

    private static int LeastCommonMultiple(int a, int b) => checked(a / (int)System.Numerics.BigInteger.GreatestCommonDivisor(a, b) * b);
}
