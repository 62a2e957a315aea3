namespace NeuroKit.Distill.Experiments;

/// <summary>The document that declares an experiment.</summary>
/// <param name="Path">The file, relative to the plan's.</param>
/// <param name="Sha256">Its SHA-256 in lower-case hexadecimal, written down when it was finished.</param>
public sealed record ExperimentProtocol(string Path, string Sha256);
