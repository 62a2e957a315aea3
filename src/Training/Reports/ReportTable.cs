namespace NeuroKit.Training.Reports;

/// <summary>A table.</summary>
/// <param name="Title">What it is of.</param>
/// <param name="Headers">The columns.</param>
/// <param name="Rows">The rows, each of as many cells.</param>
public sealed record ReportTable(string Title, IReadOnlyList<string> Headers, IReadOnlyList<IReadOnlyList<string>> Rows);
