namespace NeuroKit.Events.Datasets;

/// <summary>A sample that could not be read.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Problem">Why; names the file.</param>
public sealed record UnreadableSample(EventSample Sample, string Problem);
