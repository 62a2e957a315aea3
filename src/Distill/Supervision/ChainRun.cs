using NeuroKit.Distill.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Supervision;

/// <summary>
/// A chain: each stage is a distillation by a frozen teacher in a folder of its own, whose one student teaches the next. A stage that is finished is
/// not repeated.
/// </summary>
internal sealed class ChainRun(DistillationPlace place)
{
    public DistillationResult Execute(CancellationToken cancellationToken)
    {
        IReadOnlyList<DistillationStage> stages = place.Recipe.Distillation.Stages!;
        string first = place.Teacher(cancellationToken);
        string teacher = first;
        var students = new List<DistilledStudent>();
        DistillationResult? begun = null;
        for (int i = 0; i < stages.Count; i++)
        {
            // Students take the folder's own recordings where they are not said anew.
            var stage = new DistillationPlace(
                place.Recipe.ToStage(i), place.DataRoot ?? RunInfo.Read(first).DataRoot, Path.Combine(place.Folder, $"stage{i + 1}"), place.Options with { Teacher = teacher });
            if (place.Options.Resumes && Finished(stage, teacher) is { } done)
            {
                place.Options.Note?.Invoke($"stage {i + 1} of {stages.Count} is finished");
                students.AddRange(done);
            }
            else
            {
                place.Options.Note?.Invoke($"stage {i + 1} of {stages.Count}: {teacher} teaches {string.Join(" and ", stages[i].Students.Select(steps => $"T = {steps}"))}");
                DistillationResult result = new FrozenRun(stage, SupervisionKind.Chain).Execute(cancellationToken);
                begun ??= result;
                students.AddRange(result.Students);
            }

            teacher = students[^1].Folder;
        }

        return new DistillationResult(first, Training.Recipes.Recipe.Load(new RunFolder(first).Recipe).Frames.Steps!.Value, begun?.Outlook, begun?.Cached ?? false, students);
    }

    // The stage's students; null where one of them is not finished. What it was begun with is looked at as for a stage that goes on.
    private static List<DistilledStudent>? Finished(DistillationPlace stage, string teacher)
    {
        var students = new List<DistilledStudent>();
        foreach (int steps in stage.Recipe.Distillation.Students)
        {
            var folder = new RunFolder(stage.StudentFolder(steps));
            // The note of who taught is the last thing that a run gets.
            if (!folder.Exists || !File.Exists(folder.Result) || DistillationInfo.Read(folder.Path) is not { } info)
                return null;
            if (Path.GetFullPath(info.Teacher) != Path.GetFullPath(teacher))
                throw new Training.TrainingException($"{folder.Path}: was taught by {info.Teacher}, and now by {teacher}; go on with that teacher, or name another folder");
            using (stage.Open(stage.Recipe.ToStudent(steps), folder.Path))
                students.Add(new DistilledStudent(folder.Path, steps, RunResult.Read(folder.Path), teacher));
        }

        return students;
    }
}
