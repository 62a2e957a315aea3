namespace NeuroKit.Events.Datasets;

/// <summary>Where a data set comes from.</summary>
public sealed record DatasetSource
{
    /// <summary>The page to get it from.</summary>
    public required string Url { get; init; }

    /// <summary>What to do there.</summary>
    public required string Instructions { get; init; }

    /// <summary>Whether its terms let a script fetch it.</summary>
    public bool IsScriptable { get; init; }
}
