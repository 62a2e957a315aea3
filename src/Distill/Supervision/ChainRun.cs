using NeuroKit.Distill.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Supervision;

/// <summary>
/// A chain: each stage is a distillation by a frozen teacher in a folder of its own, whose one student teaches the next. A stage that is finished is
/// not repeated.
/// </summary>
internal sealed class ChainRun(DistillationPlace place) : ISupervision
{
    public void Admit()
    {
        place.RequireOwnTeacher();
        // The later stages' teachers are their own students of before.
        new FrozenRun(place with { Recipe = place.Recipe.ToStage(0) }).Admit();
    }

    public DistillationResult Execute(CancellationToken cancellationToken)
    {
        IReadOnlyList<DistillationStage> stages = place.Recipe.Distillation.Stages!;
        string first = place.Teacher(cancellationToken);
        using (TrainedModel model = TrainedModel.Open(first))
            place.KeepTeacher(model);
        string teacher = first;
        var students = new List<DistilledStudent>();
        DistillationResult? begun = null;
        for (int i = 0; i < stages.Count; i++)
        {
            // Students take the folder's own recordings where they are not said anew.
            var stage = new DistillationPlace(
                place.Recipe.ToStage(i), place.DataRoot ?? RunInfo.Read(first).DataRoot, Path.Combine(place.Folder, $"stage{i + 1}"), place.Options with { Teacher = teacher })
            {
                Whole = place.Recipe,
                Stage = i + 1,
            };
            bool isFinished = stage.Recipe.Distillation.Students.All(stage.IsFinished);
            place.Options.Note?.Invoke(isFinished
                ? $"stage {i + 1} of {stages.Count} is finished"
                : $"stage {i + 1} of {stages.Count}: {teacher} teaches {string.Join(" and ", stages[i].Students.Select(steps => $"T = {steps}"))}");
            // What was finished is looked at all the same: by which recipe, and who taught.
            DistillationResult result = new FrozenRun(stage).Execute(cancellationToken);
            if (!isFinished)
                begun ??= result;
            students.AddRange(result.Students);
            teacher = students[^1].Folder;
        }

        return new DistillationResult(first, Training.Recipes.Recipe.Load(new RunFolder(first).Recipe).Frames.Steps!.Value, begun?.Outlook, begun?.Cached ?? false, students);
    }
}
