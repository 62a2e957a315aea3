namespace NeuroKit.Events.Datasets;

/// <summary>A part of a data set as it is distributed.</summary>
public sealed record DatasetSplit
{
    /// <summary>The part's name; <c>all</c> where the set is not divided.</summary>
    public required string Name { get; init; }

    /// <summary>Recordings of each class, in the classes' order; null where the set has no fixed number.</summary>
    public IReadOnlyList<int>? Recordings { get; init; }
}
