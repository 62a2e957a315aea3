namespace NeuroKit.Training.Recipes;

/// <summary>The schedule of the learning rate, set once an epoch.</summary>
/// <param name="Id">Which.</param>
/// <param name="CycleEpochs"><c>cosine</c>, <c>warmup-cosine</c>: the epochs from the top of the cosine to its minimum; null: all epochs of the training.</param>
/// <param name="Minimum"><c>cosine</c>, <c>warmup-cosine</c>: the rate at its end and from there on.</param>
/// <param name="StepEpochs"><c>step</c>: the epochs between two changes.</param>
/// <param name="Gamma"><c>step</c>: the factor of each change.</param>
/// <param name="WarmupEpochs"><c>warmup-cosine</c>: the epochs of the rise.</param>
/// <param name="WarmupStart"><c>warmup-cosine</c>: the rate of the first epoch.</param>
public sealed record ScheduleRecipe(
    ScheduleKind Id = ScheduleKind.Constant,
    int? CycleEpochs = null,
    double Minimum = 0,
    int? StepEpochs = null,
    double Gamma = 0.1,
    int WarmupEpochs = 0,
    double WarmupStart = 0);
