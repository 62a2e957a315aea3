namespace NeuroKit.Cli.Training;

/// <summary>What <c>train</c> is asked for.</summary>
internal sealed record TrainRequest(string Recipe, string? Data, string Out, bool Resumes, bool ReportsBestOnTest, string Device, bool AsJson);
