namespace NeuroKit.Events.Datasets;

/// <summary>Another form that a data set is handed round in: the same recordings, converted to another format.</summary>
public sealed record DatasetVariant
{
    /// <summary>A short name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, for people.</summary>
    public required string Description { get; init; }

    /// <summary>Name of its recordings' format, by whose extensions it is told from the others.</summary>
    public required string Format { get; init; }

    /// <summary>How its coordinates are turned into those that the literature uses. Default: not at all.</summary>
    public Orientation Orientation { get; init; }

    /// <summary>The files that it is distributed as.</summary>
    public IReadOnlyList<DatasetArchive> Archives
    {
        get => field ?? [];
        init;
    }
}
