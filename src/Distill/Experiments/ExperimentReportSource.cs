namespace NeuroKit.Distill.Experiments;

/// <summary>A plan and the folder of its runs, for a report.</summary>
/// <param name="Plan">The plan's file.</param>
/// <param name="Folder">The experiment's folder.</param>
public sealed record ExperimentReportSource(string Plan, string Folder);
