using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Time surfaces <c>[N, 2, H, W]</c> (channel 0 = OFF, 1 = ON; merged: <c>[N, 1, H, W]</c>): at each reference time r, the cell of a pixel and
/// polarity is the decay (<see cref="TimeDecay"/>) of r − t, t the time of the cell's last event with t ≤ r; 0 where there was none. Values 0 … 1.
/// Source: Lagorce et al. 2017, HOTS: A Hierarchy of Event-Based Time-Surfaces for Pattern Recognition, over the whole sensor.
/// Metavision's <c>timesurface</c> of a window of D µs, divided by D, is the linear decay with τ = D/3 at the window's end. tonic's surfaces at
/// regular steps are <see cref="TonicTimeSurface"/>.
/// </summary>
public sealed class TimeSurface : EventRepresentation
{
    private readonly long[]? _references;

    private TimeSurface(long[]? references, double tauMicroseconds, TimeDecay decay, bool mergePolarities)
    {
        RepresentationArguments.RequirePositive(tauMicroseconds);
        RepresentationArguments.RequireDefined(decay);
        _references = references;
        TauMicroseconds = tauMicroseconds;
        Decay = decay;
        MergePolarities = mergePolarities;
    }

    /// <summary>One surface, at the time of the last event.</summary>
    /// <param name="tauMicroseconds">τ, above 0.</param>
    /// <param name="decay">How events fade.</param>
    /// <param name="mergePolarities">Whether both polarities share one channel.</param>
    public static TimeSurface AtEnd(double tauMicroseconds, TimeDecay decay = TimeDecay.Exponential, bool mergePolarities = false)
        => new(null, tauMicroseconds, decay, mergePolarities);

    /// <summary>A surface at each of some times. Events later than the last of them are not looked at.</summary>
    /// <param name="referenceTimesMicroseconds">At least one time, none before the one before it.</param>
    /// <param name="tauMicroseconds">τ, above 0.</param>
    /// <param name="decay">How events fade.</param>
    /// <param name="mergePolarities">Whether both polarities share one channel.</param>
    /// <exception cref="ArgumentException">There is no time, or the times step back.</exception>
    public static TimeSurface At(
        ReadOnlySpan<long> referenceTimesMicroseconds, double tauMicroseconds, TimeDecay decay = TimeDecay.Exponential, bool mergePolarities = false)
    {
        if (referenceTimesMicroseconds.IsEmpty)
            throw new ArgumentException("There is no reference time.", nameof(referenceTimesMicroseconds));
        for (int i = 1; i < referenceTimesMicroseconds.Length; i++)
        {
            if (referenceTimesMicroseconds[i] < referenceTimesMicroseconds[i - 1])
                throw new ArgumentException($"Reference time {i} ({referenceTimesMicroseconds[i]} µs) is before the one before it ({referenceTimesMicroseconds[i - 1]} µs).", nameof(referenceTimesMicroseconds));
        }

        return new TimeSurface(referenceTimesMicroseconds.ToArray(), tauMicroseconds, decay, mergePolarities);
    }

    /// <summary>τ in µs.</summary>
    public double TauMicroseconds { get; }

    /// <summary>How events fade.</summary>
    public TimeDecay Decay { get; }

    /// <summary>Whether both polarities share one channel.</summary>
    public bool MergePolarities { get; }

    /// <inheritdoc/>
    public override string Description
        => FormattableString.Invariant($"time surface, {(Decay == TimeDecay.Linear ? "linear" : "exponential")}, tau {TauMicroseconds} us, {(_references is null ? "at the last event" : $"at {_references.Length} times")}{(MergePolarities ? ", merged polarities" : "")}");

    /// <inheritdoc/>
    public override nint[] ShapeFor(SensorSize size) => [_references?.Length ?? 1, MergePolarities ? 1 : 2, size.Height, size.Width];

    private protected override bool NeedsTimeOrder(EventSpan events) => true;

    private protected override void Fill(EventSpan events, SensorSize size, Span<float> destination, FrameOptions options)
    {
        if (events.IsEmpty)
            return;
        using var memory = new TimeSurfaceMemory(size, MergePolarities);
        ReadOnlySpan<long> references = _references is null ? events.T[^1..] : _references;
        int cells = destination.Length / references.Length;
        int taken = 0;
        for (int i = 0; i < references.Length; i++)
        {
            int end = references[i] == long.MaxValue ? events.Length : events.LowerBound(references[i] + 1);
            memory.Take(events[taken..end]);
            taken = end;
            memory.Draw(references[i], TauMicroseconds, Decay, destination.Slice(i * cells, cells));
        }
    }
}
