namespace NeuroKit.Frames;

/// <summary>
/// The windows of one rule over one recording: frame k holds the events whose position (index or time) is in [Start(k), End(k)).
/// Starts and ends never step back with k, so the windows open at any position are consecutive.
/// </summary>
internal abstract class FramePlan
{
    public const long OpenEnded = long.MaxValue;

    /// <summary>Whether positions are times (µs) or event indices.</summary>
    public abstract bool ByTime { get; }

    /// <summary>Number of frames, or −1 where only the events tell.</summary>
    public abstract long FrameCount { get; }

    /// <summary>
    /// Whether events exactly at the last window's end belong to it (a fixed duration: the last frame takes the rest), which only the
    /// recording's end can tell.
    /// </summary>
    public virtual bool LastTakesItsEnd => false;

    /// <summary>Whether a last window that the recording does not fill is dropped.</summary>
    public virtual bool DropsIncompleteLast => false;

    /// <summary>Most windows that a position can lie in.</summary>
    public virtual long MostOpen => 1;

    /// <summary>Told the first event's position once.</summary>
    public virtual void Begin(long firstPosition)
    {
    }

    public abstract long Start(long k);

    public abstract long End(long k);

    /// <summary>base + k·step without overflow: far windows stand at the axis' end.</summary>
    protected static long At(long origin, long k, long step)
    {
        Int128 at = origin + ((Int128)k * step);
        return at > long.MaxValue ? long.MaxValue : (long)at;
    }
}

/// <summary>T bins of d = ⌊N/T⌋ events; the last takes the rest.</summary>
internal sealed class CountPlan(long events, int bins) : FramePlan
{
    private readonly long _step = events / bins;

    public long Step => _step;

    public override bool ByTime => false;

    public override long FrameCount => bins;

    public override long Start(long k) => k * _step;

    public override long End(long k) => k == bins - 1 ? OpenEnded : (k + 1) * _step;
}

/// <summary>T bins of dt = ⌊(t_last − t_first)/T⌋ µs; the last takes the rest.</summary>
internal sealed class TimePlan(long first, long last, int bins) : FramePlan
{
    private readonly long _step = (long)(((Int128)last - first) / bins);

    public long Step => _step;

    public override bool ByTime => true;

    public override long FrameCount => bins;

    public override long Start(long k) => At(first, k, _step);

    public override long End(long k) => k == bins - 1 ? OpenEnded : At(first, k + 1, _step);
}

/// <summary>max(1, ⌈(t_last − t_first)/Δ⌉) bins of Δ µs on a fixed grid from the first event; the last takes the rest.</summary>
internal sealed class DurationPlan(long duration) : FramePlan
{
    private long _origin;

    public override bool ByTime => true;

    public override long FrameCount => -1;

    public override bool LastTakesItsEnd => true;

    public override void Begin(long firstPosition) => _origin = firstPosition;

    public override long Start(long k) => At(_origin, k, duration);

    public override long End(long k) => At(_origin, k + 1, duration);
}

/// <summary>Consecutive groups of n events.</summary>
internal sealed class EventGroupPlan(long group, bool dropsIncompleteLast) : FramePlan
{
    public override bool ByTime => false;

    public override long FrameCount => -1;

    public override bool DropsIncompleteLast => dropsIncompleteLast;

    public override long Start(long k) => At(0, k, group);

    public override long End(long k) => At(0, k + 1, group);
}

/// <summary>
/// Windows of one length at one stride, which may overlap (tonic's rules). Their edges are real numbers, as tonic computes them: an event
/// is inside where start ≤ position &lt; end, so the whole positions inside begin at the next whole number.
/// </summary>
internal sealed class StridePlan(bool byTime, long count, long origin, double stride, double window) : FramePlan
{
    public override bool ByTime => byTime;

    public override long FrameCount => count;

    public override long MostOpen => Math.Min(count, (long)Math.Ceiling(Math.Min(window / Math.Max(stride, 1e-6), int.MaxValue)) + 1);

    public override long Start(long k) => Whole((k * stride) + origin);

    public override long End(long k) => Whole((k * stride) + origin + window);

    private static long Whole(double position) => position >= long.MaxValue ? OpenEnded : (long)Math.Ceiling(position);
}
