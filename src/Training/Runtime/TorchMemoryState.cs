namespace NeuroKit.Training.Runtime;

/// <summary>Whether freed memory is kept for the tensors made next.</summary>
/// <param name="IsReused">Whether it is.</param>
/// <param name="Description">The same in words, for people.</param>
public sealed record TorchMemoryState(bool IsReused, string Description);
