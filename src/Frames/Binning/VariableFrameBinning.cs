using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>A rule whose number of frames depends on the recording. An empty recording gives no frame.</summary>
public abstract class VariableFrameBinning : FrameBinning
{
    private protected VariableFrameBinning()
    {
    }
}

internal sealed class DurationBinning : VariableFrameBinning
{
    private readonly long _duration;

    public DurationBinning(long durationMicroseconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(durationMicroseconds, 1);
        _duration = durationMicroseconds;
    }

    public override string Description => $"duration, {_duration} us";

    public override FrameBinningNeeds Needs => FrameBinningNeeds.Nothing;

    internal override FramePlan CreatePlan(EventTotals totals) => new DurationPlan(_duration);
}

internal sealed class EventGroupBinning : VariableFrameBinning
{
    private readonly long _group;
    private readonly bool _dropLast;

    public EventGroupBinning(long eventsPerFrame, bool dropLast)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(eventsPerFrame, 1);
        _group = eventsPerFrame;
        _dropLast = dropLast;
    }

    public override string Description => $"events, {_group} a frame{(_dropLast ? ", last partial group dropped" : "")}";

    public override FrameBinningNeeds Needs => FrameBinningNeeds.Nothing;

    internal override FramePlan CreatePlan(EventTotals totals) => new EventGroupPlan(_group, _dropLast);
}
