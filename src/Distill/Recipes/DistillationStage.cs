using NeuroKit.Distill.Losses;

namespace NeuroKit.Distill.Recipes;

/// <summary>A stage of a chain.</summary>
/// <param name="Students">Its students' frames a recording, each another number. The one student of a stage teaches the next; only the last stage may have several.</param>
/// <param name="Loss">Its loss; null: the distillation's.</param>
/// <param name="Initialization">Where its students begin; null: where the distillation says.</param>
public sealed record DistillationStage(IReadOnlyList<int> Students, DistillationLossOptions? Loss = null, StudentInitialization? Initialization = null);
