using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Supervision;

/// <summary>A student that has learnt.</summary>
/// <param name="Folder">Its run's folder.</param>
/// <param name="Steps">Its frames a recording.</param>
/// <param name="Result">Its figures.</param>
/// <param name="Teacher">The folder of who taught it.</param>
public sealed record DistilledStudent(string Folder, int Steps, RunResult Result, string Teacher);
