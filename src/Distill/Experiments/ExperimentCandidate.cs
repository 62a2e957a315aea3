using NeuroKit.Distill.Losses;

namespace NeuroKit.Distill.Experiments;

/// <summary>Settings of a cell.</summary>
/// <param name="Name">What they are called in folders and tables.</param>
/// <param name="Loss">The loss.</param>
/// <param name="LearningRate">The rate; null: the plan's.</param>
public sealed record ExperimentCandidate(string Name, DistillationLossOptions Loss, double? LearningRate = null);
