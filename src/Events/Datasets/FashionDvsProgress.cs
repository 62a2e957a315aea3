namespace NeuroKit.Events.Datasets;

/// <summary>How far the making of a data set is.</summary>
/// <param name="Done">Recordings written.</param>
/// <param name="Total">Recordings in all.</param>
public readonly record struct FashionDvsProgress(int Done, int Total);
