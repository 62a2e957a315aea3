using System.Numerics;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>A rule that gives a fixed number of frames.</summary>
public abstract class FixedFrameBinning : FrameBinning
{
    private protected FixedFrameBinning(int bins)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        Bins = bins;
    }

    /// <summary>Number of frames T. An empty recording gives T frames of zeros.</summary>
    public int Bins { get; }

    /// <summary>The same rule with another number of bins.</summary>
    /// <param name="bins">T, at least 1.</param>
    public abstract FixedFrameBinning WithBins(int bins);

    /// <summary>Bins into memory of the caller's own.</summary>
    /// <typeparam name="T">Type of the counts; a larger count saturates.</typeparam>
    /// <param name="events">The events.</param>
    /// <param name="size">The sensor.</param>
    /// <param name="destination"><c>[T, 2, H, W]</c>, row-major, at least T·2·H·W long; overwritten.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    /// <exception cref="InvalidEventException">An event is outside the sensor or steps back in time, and the options say error.</exception>
    public unsafe void ToFrames<T>(EventSpan events, SensorSize size, Span<T> destination, FrameOptions? options = null)
        where T : unmanaged, INumber<T>
    {
        long cells = 2 * size.Pixels;
        if (destination.Length < cells * Bins)
            throw new ArgumentException($"The destination holds {destination.Length} counts; {Bins} frames of {size} need {cells * Bins}.", nameof(destination));
        fixed (T* to = destination)
        {
            var sink = new FrameMemory<T>(to, (int)cells);
            Integrate(events, size, sink.Take, options);
        }
    }

    /// <summary>Reads the rest of a recording into memory of the caller's own; see <see cref="FrameBinning.ToFrames{T}(EventReader, SensorSize?, FrameOptions?, CancellationToken)"/>.</summary>
    /// <typeparam name="T">Type of the counts; a larger count saturates.</typeparam>
    /// <param name="reader">The reader, at the recording's start.</param>
    /// <param name="size">The sensor; null takes what the reader's header says.</param>
    /// <param name="destination"><c>[T, 2, H, W]</c>, row-major, at least T·2·H·W long; overwritten.</param>
    /// <param name="options">How to treat bad events.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public unsafe void ToFrames<T>(EventReader reader, SensorSize? size, Span<T> destination, FrameOptions? options = null, CancellationToken cancellationToken = default)
        where T : unmanaged, INumber<T>
    {
        SensorSize sensor = SizeOf(reader, size);
        long cells = 2 * sensor.Pixels;
        if (destination.Length < cells * Bins)
            throw new ArgumentException($"The destination holds {destination.Length} counts; {Bins} frames of {sensor} need {cells * Bins}.", nameof(destination));
        fixed (T* to = destination)
        {
            FrameHandler take = new FrameMemory<T>(to, (int)cells).Take;
            Integrate(reader, sensor, () => take, options, cancellationToken);
        }
    }
}

internal sealed class CountBinning(int bins) : FixedFrameBinning(bins)
{
    public override string Description => $"count, T={Bins}";

    public override FrameBinningNeeds Needs => FrameBinningNeeds.Count;

    public override FixedFrameBinning WithBins(int bins) => new CountBinning(bins);

    internal override FramePlan CreatePlan(EventTotals totals)
        => new CountPlan(totals.Count ?? throw PlanErrors.NeedsCount(this), Bins);
}

internal sealed class TimeBinning(int bins) : FixedFrameBinning(bins)
{
    public override string Description => $"time, T={Bins}";

    public override FrameBinningNeeds Needs => FrameBinningNeeds.TimeRange;

    public override FixedFrameBinning WithBins(int bins) => new TimeBinning(bins);

    internal override FramePlan CreatePlan(EventTotals totals)
    {
        if (totals is { Count: 0, Exact: true })
            return new TimePlan(0, 0, Bins);
        return totals is { FirstTime: { } first, LastTime: { } last }
            ? new TimePlan(first, Math.Max(first, last), Bins)
            : throw PlanErrors.NeedsTimes(this);
    }
}
