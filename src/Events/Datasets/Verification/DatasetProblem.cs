namespace NeuroKit.Events.Datasets;

/// <summary>Something that <see cref="DatasetVerification"/> found wrong.</summary>
/// <param name="Kind">What sort of thing.</param>
/// <param name="Path">The file or folder, relative to the data set with <c>/</c> between folders; empty for the data set itself.</param>
/// <param name="Text">What is wrong, and what would be right.</param>
public sealed record DatasetProblem(DatasetProblemKind Kind, string Path, string Text)
{
    /// <summary>The class that it concerns, where it concerns one.</summary>
    public string? ClassName { get; init; }

    /// <summary>The part that it concerns, where it concerns one.</summary>
    public string? Split { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Path.Length == 0 ? Text : $"{Path}: {Text}";
}
