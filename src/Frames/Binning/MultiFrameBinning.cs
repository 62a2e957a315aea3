using System.Numerics;
using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Several numbers of frames from one pass over the events: a teacher's 16 and its students' 8 and 4. Immutable and thread-safe.
/// </summary>
public sealed class MultiFrameBinning
{
    private readonly FixedFrameBinning[] _rules;

    private MultiFrameBinning(FixedFrameBinning[] rules, FixedFrameBinning? nestedBase)
    {
        _rules = rules;
        NestedBase = nestedBase;
    }

    /// <summary>Each number of frames by its own rule: each tensor equals that of its rule alone.</summary>
    /// <param name="rules">The rules, at least one.</param>
    public static MultiFrameBinning Exact(params FixedFrameBinning[] rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Length == 0)
            throw new ArgumentException("At least one rule.", nameof(rules));
        return new MultiFrameBinning([.. rules], null);
    }

    /// <summary>
    /// Bins once at the least common multiple of the numbers of frames and sums: 16 for 16, 8 and 4; 30 for 15 and 10. Each coarser
    /// frame is precisely the sum of finer ones, so a teacher and its student see the same counts; edges differ from the exact rules' by
    /// less than the least common multiple of events (or µs).
    /// </summary>
    /// <param name="rule">By count or by time; its own number of bins does not matter.</param>
    /// <param name="bins">The numbers of frames, at least one.</param>
    /// <exception cref="ArgumentException">The least common multiple is above 65,536.</exception>
    public static MultiFrameBinning Nested(FixedFrameBinning rule, params int[] bins)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(bins);
        if (bins.Length == 0)
            throw new ArgumentException("At least one number of bins.", nameof(bins));
        long multiple = 1;
        foreach (int each in bins)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(each, 1, nameof(bins));
            multiple = multiple / (long)BigInteger.GreatestCommonDivisor(multiple, each) * each;
            if (multiple > 65_536)
                throw new ArgumentException($"The least common multiple of {string.Join(", ", bins)} is above 65,536; bin them one by one (Exact).", nameof(bins));
        }

        return new MultiFrameBinning([.. bins.Select(rule.WithBins)], rule.WithBins((int)multiple));
    }

    /// <summary>The numbers of frames, in the order given.</summary>
    public IReadOnlyList<int> Bins => [.. _rules.Select(r => r.Bins)];

    /// <summary>Whether coarser frames are sums of finer ones.</summary>
    public bool IsNested => NestedBase is not null;

    /// <summary>The rule in words, as recorded in results.</summary>
    public string Description
        => IsNested ? $"nested: {NestedBase!.Description} summed to {string.Join(", ", Bins)}" : string.Join("; ", _rules.Select(r => r.Description));

    /// <summary>What must be known before the first event.</summary>
    public FrameBinningNeeds Needs
        => _rules.Any(r => r.Needs == FrameBinningNeeds.TimeRange) ? FrameBinningNeeds.TimeRange : FrameBinningNeeds.Count;

    internal FixedFrameBinning? NestedBase { get; }

    /// <summary>Frames of a recording in memory, a tensor <c>[T, 2, H, W]</c> for each number of frames.</summary>
    /// <typeparam name="T">Type of the counts; a larger count saturates.</typeparam>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <exception cref="InvalidEventException">An event is outside the sensor or steps back in time, and the options say error.</exception>
    public Tensor<T>[] ToFrames<T>(EventSpan events, SensorSize size, FrameOptions? options = null)
        where T : unmanaged, INumber<T>
    {
        FrameCollector<T>[] collectors = Collectors<T>(size);
        Integrate(events, size, [.. collectors.Select(c => (FrameHandler)c.Take)], options);
        return [.. collectors.Select(c => c.ToTensor())];
    }

    /// <summary>Bins a recording in memory and hands over the frames of each number of frames one by one.</summary>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="frameReady">A receiver for each of <see cref="Bins"/>.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <returns>Events left out under <see cref="OutOfRangeHandling.Drop"/>.</returns>
    /// <exception cref="InvalidEventException">An event is outside the sensor or steps back in time, and the options say error.</exception>
    public long Integrate(EventSpan events, SensorSize size, IReadOnlyList<FrameHandler> frameReady, FrameOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(frameReady);
        options ??= FrameOptions.Default;
        EventBuffer? changed = null;
        long dropped = 0;
        try
        {
            if (options.OutOfRange == OutOfRangeHandling.Drop)
            {
                changed = new EventBuffer(Math.Max(1, events.Length));
                dropped = FrameReading.AppendInside(events, changed, options, size);
            }
            else if (options.Order == EventOrderHandling.Sort)
            {
                changed = events.ToBuffer();
            }

            if (options.Order == EventOrderHandling.Sort)
                changed!.SortByTime();
            if (changed is not null)
                events = changed;
            options = options with
            {
                OutOfRange = OutOfRangeHandling.Error,
                Order = options.Order == EventOrderHandling.Sort ? EventOrderHandling.Error : options.Order,
            };
            using var sink = new MultiFrameAccumulator(this, size, frameReady, FrameBinning.TotalsOf(events, options), options);
            sink.Add(events);
            sink.Complete();
            return dropped;
        }
        finally
        {
            changed?.Dispose();
        }
    }

    /// <summary>Reads the rest of a recording once into a tensor <c>[T, 2, H, W]</c> for each number of frames; see <see cref="FrameBinning.ToFrames{T}(EventReader, SensorSize?, FrameOptions?, CancellationToken)"/>.</summary>
    /// <typeparam name="T">Type of the counts; a larger count saturates.</typeparam>
    /// <param name="reader">The reader, at the recording's start.</param>
    /// <param name="size">The sensor; null takes what the reader's header says.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    public Tensor<T>[] ToFrames<T>(EventReader reader, SensorSize? size = null, FrameOptions? options = null, CancellationToken cancellationToken = default)
        where T : unmanaged, INumber<T>
    {
        SensorSize sensor = FrameBinning.SizeOf(reader, size);
        FrameCollector<T>[] collectors = [];
        Integrate(reader, sensor, () =>
        {
            collectors = Collectors<T>(sensor);
            return [.. collectors.Select(c => (FrameHandler)c.Take)];
        }, options, cancellationToken);
        return [.. collectors.Select(c => c.ToTensor())];
    }

    /// <summary>Reads the rest of a recording once and hands over the frames of each number of frames one by one.</summary>
    /// <param name="reader">The reader, at the recording's start.</param>
    /// <param name="size">The sensor; null takes what the reader's header says.</param>
    /// <param name="restart">Called before the first frame, and again if the format's totals prove wrong and the frames begin anew; gives a receiver for each of <see cref="Bins"/>.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    /// <returns>Events left out under <see cref="OutOfRangeHandling.Drop"/>.</returns>
    public long Integrate(
        EventReader reader, SensorSize? size, Func<IReadOnlyList<FrameHandler>> restart, FrameOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(restart);
        SensorSize sensor = FrameBinning.SizeOf(reader, size);
        return FrameReading.Run(reader, Needs, options ?? FrameOptions.Default,
            (totals, settings) => new MultiFrameAccumulator(this, sensor, restart(), totals, settings), sensor, cancellationToken);
    }

    /// <inheritdoc/>
    public override string ToString() => Description;

    internal IReadOnlyList<FixedFrameBinning> Rules => _rules;

    private FrameCollector<T>[] Collectors<T>(SensorSize size)
        where T : unmanaged, INumber<T>
        => [.. _rules.Select(r => new FrameCollector<T>(size, r.Bins))];
}
