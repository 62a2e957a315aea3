namespace NeuroKit.Frames;

internal static class PlanErrors
{
    public static ArgumentException NeedsCount(FrameBinning rule)
        => new($"The rule '{rule.Description}' needs the number of events before the first one: give EventTotals with a Count, or use a rule that needs nothing (ByDuration, ByEventCount).");

    public static ArgumentException NeedsTimes(FrameBinning rule)
        => new($"The rule '{rule.Description}' needs the times of the first and last event beforehand: give EventTotals with FirstTime and LastTime, or use a rule that needs nothing (ByDuration, ByEventCount).");
}
