using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// tonic's time surfaces at regular steps, <c>[N, 2, H, W]</c>, channel 0 = OFF, 1 = ON: surface i is exp(−(r_i − t)/τ) with
/// r_i = t_first + (i + 1)·dt and t the time of the cell's last event in the windows 0 … i, that is before t_first + i·(dt − overlap) + dt.
/// N and the windows are those of <see cref="TonicBinning.TimeWindow"/>; with an overlap tonic still steps r by dt, so later surfaces are older
/// than their windows. Source: tonic, <c>tonic/functional/to_timesurface.py</c>, <c>to_timesurface_numpy</c> (<c>ToTimesurface(dt, tau)</c>).
/// Differs where tonic's memory of a pixel without event is time 0: such a cell is 0 here, not exp(−r_i/τ). An empty recording gives no
/// surface (tonic: an error).
/// </summary>
public sealed class TonicTimeSurface : EventRepresentation
{
    private readonly VariableFrameBinning _windows;
    private readonly long _step;
    private readonly string _rest;

    /// <summary>Makes the representation.</summary>
    /// <param name="stepMicroseconds">dt, at least 1 µs.</param>
    /// <param name="tauMicroseconds">τ, above 0.</param>
    /// <param name="overlapMicroseconds">How much of a window the next one repeats, 0 … dt − 1 µs.</param>
    /// <param name="includeIncomplete">Whether a last, shorter window gives a surface.</param>
    public TonicTimeSurface(long stepMicroseconds, double tauMicroseconds, long overlapMicroseconds = 0, bool includeIncomplete = false)
    {
        RepresentationArguments.RequirePositive(tauMicroseconds);
        _windows = TonicBinning.TimeWindow(stepMicroseconds, overlapMicroseconds, includeIncomplete);
        _step = stepMicroseconds;
        _rest = $"overlap={overlapMicroseconds}, include_incomplete={(includeIncomplete ? "true" : "false")}";
        TauMicroseconds = tauMicroseconds;
    }

    /// <summary>τ in µs.</summary>
    public double TauMicroseconds { get; }

    /// <inheritdoc/>
    public override string Description => FormattableString.Invariant($"tonic time surface, dt={_step}, tau={TauMicroseconds}, {_rest}");

    /// <summary>Null: the number of surfaces follows from the events' times.</summary>
    /// <param name="size">The sensor.</param>
    public override nint[]? ShapeFor(SensorSize size) => null;

    private protected override bool NeedsTimeOrder(EventSpan events) => true;

    private protected override nint[] ShapeOf(EventSpan events, SensorSize size, FrameOptions options)
        => [(nint)FrameBits.CountFrames(_windows, events, options), 2, size.Height, size.Width];

    private protected override void Fill(EventSpan events, SensorSize size, Span<float> destination, FrameOptions options)
    {
        if (events.IsEmpty)
            return;
        FramePlan plan = _windows.CreatePlan(FrameBinning.TotalsOf(events, FrameOptions.Default));
        using var memory = new TimeSurfaceMemory(size, mergePolarities: false);
        int cells = 2 * (int)size.Pixels;
        int taken = 0;
        for (int i = 0; i < plan.FrameCount; i++)
        {
            int end = events.LowerBound(plan.End(i));
            memory.Take(events[taken..end]);
            taken = end;
            memory.Draw(events.T[0] + ((i + 1) * _step), TauMicroseconds, TimeDecay.Exponential, destination.Slice(i * cells, cells));
        }
    }
}
