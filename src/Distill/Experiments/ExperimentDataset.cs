namespace NeuroKit.Distill.Experiments;

/// <summary>Recordings, divided into as many folds as there are tests: each recording is tested on once.</summary>
/// <param name="Id">The data set's identifier, for example <c>n-mnist</c>.</param>
/// <param name="Folds">The folds, at least 2, each with the same share of every class.</param>
/// <param name="TrainingRecordings">The recordings that a fold trains on, as many of each class as of another, out of those that it does not test on.</param>
/// <param name="ValidationRecordings">The recordings that it tunes on, apart from both.</param>
/// <param name="Seed">The seed of the division.</param>
public sealed record ExperimentDataset(string Id, int Folds, int TrainingRecordings, int ValidationRecordings, int Seed = 1);
