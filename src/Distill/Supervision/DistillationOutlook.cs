using NeuroKit.Training;

namespace NeuroKit.Distill.Supervision;

/// <summary>What teacher and students know before the first step.</summary>
/// <param name="Part">The part it was measured on: <c>validation</c>, or <c>train</c> where there is none.</param>
/// <param name="Classes">The classes' names by label.</param>
/// <param name="Teacher">The teacher.</param>
/// <param name="Steps">The students' frames a recording.</param>
/// <param name="Students">The students, untrained.</param>
public sealed record DistillationOutlook(
    string Part, IReadOnlyList<string> Classes, EvaluationResult Teacher, IReadOnlyList<int> Steps, IReadOnlyList<EvaluationResult> Students);
