namespace NeuroKit.Events.Datasets;

/// <summary>A class of a data set; its place in <see cref="DatasetManifest.Classes"/> is its label.</summary>
public sealed record DatasetClass
{
    /// <summary>The name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The folder with its recordings; the name unless said.</summary>
    public string Folder
    {
        get => field ?? Name;
        init;
    }
}
