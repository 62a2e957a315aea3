namespace NeuroKit.Events.Datasets;

/// <summary>A sample's figures.</summary>
/// <param name="Sample">The sample.</param>
/// <param name="Events">Its figures, in the data set's convention.</param>
public sealed record SampleStatistics(EventSample Sample, EventStatistics Events);
