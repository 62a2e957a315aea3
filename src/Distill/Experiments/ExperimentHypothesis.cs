namespace NeuroKit.Distill.Experiments;

/// <summary>A declared comparison of two cells at one number of steps, tested two-sided.</summary>
/// <param name="Id">Its name, for example <c>H1</c>.</param>
/// <param name="Method">The cell.</param>
/// <param name="Against">The cell that it is held against.</param>
/// <param name="Steps">The number of steps.</param>
/// <param name="Claim">What is claimed.</param>
public sealed record ExperimentHypothesis(string Id, string Method, string Against, int Steps, string Claim);
