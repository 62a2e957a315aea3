using NeuroKit.Training.Runs;

namespace NeuroKit.Cli.Distill;

/// <summary>A run as <c>compare</c> shows it.</summary>
internal sealed record ComparedRun(string Path, string Network, int? Steps, string Method, string Supervision, int Seed, RunResult? Result, RunInfo Info);
