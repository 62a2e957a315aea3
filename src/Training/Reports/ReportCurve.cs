namespace NeuroKit.Training.Reports;

/// <summary>A curve; points that are not numbers leave a gap.</summary>
/// <param name="Name">What it is of, for example <c>validation</c>.</param>
/// <param name="Points">Its points, from left to right.</param>
public sealed record ReportCurve(string Name, IReadOnlyList<(double X, double Y)> Points);
