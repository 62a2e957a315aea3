namespace NeuroKit.Events.Formats.Aedat31;

/// <summary>What is known of the order of times while they are decoded.</summary>
/// <param name="Previous">The last time before what comes next.</param>
/// <param name="Holds">Whether no time lies before the one before it; false also where that was not looked at.</param>
internal readonly record struct TimeOrder(long Previous, bool Holds);
