namespace NeuroKit.Events.Datasets;

/// <summary>A part of a data set as it is distributed.</summary>
public sealed record DatasetSplit
{
    /// <summary>The part's name; <c>all</c> where the set is not divided.</summary>
    public required string Name { get; init; }

    /// <summary>Recordings of each class, in the classes' order; null where the set has no fixed number.</summary>
    public IReadOnlyList<int>? Recordings { get; init; }

    /// <summary>
    /// Where recordings are also handed round in one flat folder: the name of the list of those of this part, <c>*</c> for any characters.
    /// A line of it is the number that a recording's file is named by, and its class. Null: there is no such list.
    /// </summary>
    public string? List { get; init; }
}
