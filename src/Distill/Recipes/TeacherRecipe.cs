using NeuroKit.Training.Recipes;

namespace NeuroKit.Distill.Recipes;

/// <summary>The teacher: trained by these keys first, unless a run of one is given.</summary>
/// <param name="Steps">Its frames a recording; not with <paramref name="Recipe"/>.</param>
/// <param name="Network">Its network; null: the students'.</param>
/// <param name="Recipe">A training recipe of its own, by identifier or path; null: the students' keys without a teacher.</param>
public sealed record TeacherRecipe(int? Steps = null, NetworkRecipe? Network = null, string? Recipe = null);
