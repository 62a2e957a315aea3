namespace NeuroKit.Distill.Experiments;

/// <summary>A cell of the table.</summary>
/// <param name="Id">Its name, for example <c>ld+bkd</c>.</param>
/// <param name="Kind">How it goes about.</param>
/// <param name="Candidates">The settings that validation chooses among, as many as every other cell has.</param>
public sealed record ExperimentMethod(string Id, ExperimentMethodKind Kind, IReadOnlyList<ExperimentCandidate> Candidates);
