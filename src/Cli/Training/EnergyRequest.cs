namespace NeuroKit.Cli.Training;

/// <summary>What <c>energy</c> is asked for; words as on the command line, null for the default.</summary>
internal sealed record EnergyRequest(
    string Run, string? Data, int Samples, string? FirstLayer, string? WholeInputs, string? Attention, string? RealInputs, bool CountsNorms, bool CountsNeurons, string Device, bool AsJson);
