namespace NeuroKit.Training.Reports;

/// <summary>A figure of the summary.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="Value">The figure with its unit.</param>
/// <param name="Remark">What to compare it with; null for nothing.</param>
public sealed record ReportFigure(string Name, string Value, string? Remark = null);
