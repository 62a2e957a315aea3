namespace NeuroKit.Events.Datasets;

/// <summary>How far work on a data set is.</summary>
/// <param name="Done">Recordings done.</param>
/// <param name="Total">Recordings in all.</param>
public readonly record struct DatasetProgress(int Done, int Total);
