namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>What a layout found in a tree.</summary>
internal sealed class LayoutResult
{
    /// <summary>The manifest, turned to the variant that is there.</summary>
    public required DatasetManifest Manifest { get; init; }

    /// <summary>The samples by part, then label, then file name, each in ordinal order; windows in the order of their rows.</summary>
    public required IReadOnlyList<LayoutEntry> Entries { get; init; }

    /// <summary>What does not fit, in the order found. <see cref="DatasetManifest.Open(string, SplitRule?, EventFormats?)"/> takes the first of them that <see cref="LayoutProblem.IsFatal"/> for an error.</summary>
    public required IReadOnlyList<LayoutProblem> Problems { get; init; }

    /// <summary>Files that are part of the set without being recordings: labels and lists.</summary>
    public required IReadOnlyList<string> Companions { get; init; }
}
