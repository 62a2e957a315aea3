using NeuroKit.Distill.Experiments;

namespace NeuroKit.Cli.Distill;

/// <summary>What <c>experiment</c> is asked for.</summary>
internal sealed record ExperimentRequest(string Plan, string? Data, string Out, int Jobs, double? MaxMinutes, string? Report, string? Reading)
{
    /// <summary>Further plans and their folders, for the report.</summary>
    public IReadOnlyList<ExperimentReportSource> With { get; init; } = [];
}
