namespace NeuroKit.Frames;

/// <summary>What a rule must know of a recording before its first event.</summary>
public enum FrameBinningNeeds
{
    /// <summary>Nothing: the rule works on live streams.</summary>
    Nothing,

    /// <summary>The number of events.</summary>
    Count,

    /// <summary>The times of the first and the last event.</summary>
    TimeRange,
}
