using NeuroKit.Training.Recipes;

namespace NeuroKit.Distill.Recipes;

/// <summary>The teacher: trained by these keys first, unless a run of one is given. In joint supervision: the network that teaches while it learns.</summary>
/// <param name="Steps">Its frames a recording; not with <paramref name="Recipe"/>. 1: it sees the sum of all frames, as an artificial network usually does.</param>
/// <param name="Network">Its network, for example the students' with <c>"activation": "relu"</c>; null: the students'.</param>
/// <param name="Recipe">A training recipe of its own, by identifier or path; null: the students' keys without a teacher.</param>
/// <param name="Optimizer">Its optimiser; null: the students'.</param>
/// <param name="Schedule">Its schedule of the learning rate; null: the students'.</param>
/// <param name="Training">Its course; null: the students'.</param>
/// <param name="Augmentation">How its training frames are varied where it is trained before; null: as the students'.</param>
public sealed record TeacherRecipe(
    int? Steps = null,
    NetworkRecipe? Network = null,
    string? Recipe = null,
    OptimizerRecipe? Optimizer = null,
    ScheduleRecipe? Schedule = null,
    TrainingRecipe? Training = null,
    AugmentationRecipe? Augmentation = null)
{
    /// <summary>The key of a course of its own, where it has one.</summary>
    internal string? OwnCourse => Optimizer is not null ? "optimizer" : Schedule is not null ? "schedule" : Training is not null ? "training" : Augmentation is not null ? "augmentation" : null;
}
