namespace NeuroKit.Events.Datasets;

/// <summary>A part of a data set as it is distributed.</summary>
public sealed record DatasetSplit
{
    /// <summary>The part's name; <c>all</c> where the set is not divided.</summary>
    public required string Name { get; init; }

    /// <summary>Recordings of each class, in the classes' order; null where the set has no fixed number.</summary>
    public IReadOnlyList<int>? Recordings { get; init; }

    /// <summary>Samples in all; the sum of <see cref="Recordings"/> where that is known, else what is published. Null where that is not known.</summary>
    public int? Total
    {
        get => field ?? Recordings?.Sum();
        init;
    }

    /// <summary>Names of the folder that holds the part's class folders, as the set is distributed and as it unpacks, in any case; empty where there are none.</summary>
    public IReadOnlyList<string> Folders
    {
        get => field ?? [];
        init;
    }

    /// <summary>Name of the list beside the recordings that says which belong to the part, a file name a line; null where there is none.</summary>
    public string? RecordingList { get; init; }

    /// <summary>
    /// Where recordings are also handed round in one flat folder: the name of the list of those of this part, <c>*</c> for any characters.
    /// A line of it is the number that a recording's file is named by, and its class. Null: there is no such list.
    /// </summary>
    public string? List { get; init; }
}
