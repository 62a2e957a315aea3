using NeuroKit.Training;

namespace NeuroKit.Distill.Supervision;

/// <summary>A student that learns beside others from one teacher.</summary>
/// <param name="Name">What it is called, for example <c>student-t4</c>.</param>
/// <param name="Trainer">Its trainer, whose objective is <paramref name="Objective"/>.</param>
/// <param name="Objective">Its loss.</param>
public sealed record DistillationStudent(string Name, Trainer Trainer, DistillationObjective Objective);
