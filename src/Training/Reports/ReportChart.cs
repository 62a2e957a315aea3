namespace NeuroKit.Training.Reports;

/// <summary>Curves over one axis.</summary>
/// <param name="Title">What is drawn.</param>
/// <param name="XLabel">The horizontal axis with its unit, for example <c>epoch</c>.</param>
/// <param name="YLabel">The vertical axis with its unit, for example <c>accuracy, %</c>.</param>
/// <param name="Curves">The curves.</param>
public sealed record ReportChart(string Title, string XLabel, string YLabel, IReadOnlyList<ReportCurve> Curves);
