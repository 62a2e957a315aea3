namespace NeuroKit.Distill.Experiments;

/// <summary>The seeds of an experiment. Runs of equal seed share initialisation and order, whatever their cell.</summary>
/// <param name="Teacher">Those of the teachers, one a teacher and fold.</param>
/// <param name="Student">Those of the students; crossed with the teachers'.</param>
/// <param name="Tuning">That of the runs that settings are chosen by; none of the others.</param>
public sealed record ExperimentSeeds(IReadOnlyList<int> Teacher, IReadOnlyList<int> Student, int Tuning);
