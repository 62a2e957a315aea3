namespace NeuroKit.Events.Datasets;

/// <summary>A file that a data set is distributed as. What is not publicly known is null, never guessed.</summary>
public sealed record DatasetArchive
{
    /// <summary>The file's name.</summary>
    public required string Name { get; init; }

    /// <summary>Its length in bytes; null where that is not known, as of most: hardly any publisher says it.</summary>
    public long? Bytes { get; init; }

    /// <summary>Its MD5 in hexadecimal digits, which is what the field publishes; null where that is not known.</summary>
    public string? Md5 { get; init; }

    /// <summary>Where it can be fetched directly; null where it has to be got by hand from <see cref="DatasetSource.Url"/>.</summary>
    public string? Url { get; init; }

    /// <summary>Archives inside this one; none where it holds the recordings themselves.</summary>
    public IReadOnlyList<DatasetArchive> Holds
    {
        get => field ?? [];
        init;
    }
}
