namespace NeuroKit.Cli.Analyze;

/// <summary>What <c>analyze</c> was asked for.</summary>
internal sealed record AnalyzeRequest(string Run, string Part, string? Data, string? Out, string Device, bool AsJson);
