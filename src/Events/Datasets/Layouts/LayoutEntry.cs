using NeuroKit.Events.Labels;

namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>A sample that a layout found.</summary>
/// <param name="File">The recording, one of <see cref="IFileTree.Files"/>.</param>
/// <param name="Label">The class's number.</param>
internal sealed record LayoutEntry(string File, int Label)
{
    /// <summary>The part that it is distributed in.</summary>
    public string? Split { get; init; }

    /// <summary>Who was recorded.</summary>
    public string? Subject { get; init; }

    /// <summary>Under what circumstances.</summary>
    public string? Condition { get; init; }

    /// <summary>The stretch of the recording that is the sample; null: all of it.</summary>
    public LabelWindow? Window { get; init; }
}
