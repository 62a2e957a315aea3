namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>Something in a tree that does not fit the layout.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Path">Where, relative to the tree; empty for the root.</param>
/// <param name="Text">What is wrong, and what would help.</param>
/// <param name="IsFatal">Whether samples could be mislabelled or left out unnoticed, so that the set is not opened.</param>
internal sealed record LayoutProblem(DatasetProblemKind Kind, string Path, string Text, bool IsFatal)
{
    /// <summary>The class that it concerns.</summary>
    public int? Label { get; init; }

    /// <summary>The part that it concerns.</summary>
    public string? Split { get; init; }
}
