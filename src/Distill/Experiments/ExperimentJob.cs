namespace NeuroKit.Distill.Experiments;

/// <summary>A run of an experiment: what it trains, on what, and which runs must be finished before.</summary>
internal sealed record ExperimentJob
{
    /// <summary>The name, that of its folder.</summary>
    public required string Name { get; init; }

    /// <summary>The method; null for a teacher and for the linear classifier.</summary>
    public ExperimentMethod? Method { get; init; }

    /// <summary>The cell: the method's name, <see cref="ExperimentCells.Teacher"/> or <see cref="ExperimentCells.Linear"/>.</summary>
    public required string Cell { get; init; }

    public required int Steps { get; init; }

    public required int Fold { get; init; }

    public required int Seed { get; init; }

    public int? TeacherSeed { get; init; }

    /// <summary>For tuning: the candidate that is tried. Null: the best one is run.</summary>
    public ExperimentCandidate? Trial { get; init; }

    /// <summary>The run whose weights supervise or begin this one; null: none.</summary>
    public string? Teacher { get; init; }

    /// <summary>The trials that its settings are chosen by.</summary>
    public IReadOnlyList<string> Trials { get; init; } = [];

    public bool IsTuning => Trial is not null;

    public IEnumerable<string> Needs => Teacher is null ? Trials : Trials.Append(Teacher);

    /// <summary>All runs of a plan in their order: fold by fold, few steps first, so that a table which is not whole yet has all its cells.</summary>
    public static IReadOnlyList<ExperimentJob> List(ExperimentPlan plan)
    {
        var jobs = new List<ExperimentJob>();
        for (int fold = 0; fold < plan.Dataset.Folds && plan.Linear != false; fold++)
        {
            jobs.Add(new ExperimentJob { Name = $"linear-f{fold}", Cell = ExperimentCells.Linear, Steps = plan.StudentSteps.Min(), Fold = fold, Seed = plan.Seeds.Student[0] });
        }

        ExperimentMethod[] artificial = [.. plan.Methods.Where(m => m.Kind == ExperimentMethodKind.Artificial)];
        for (int fold = 0; fold < plan.Dataset.Folds; fold++)
        {
            foreach (ExperimentMethod method in artificial)
                jobs.AddRange(Trialling(plan, method, 1, fold).Concat(Running(plan, method, 1, fold)));
        }

        ExperimentMethod[] methods = [.. plan.Methods.Except(artificial).OrderBy(m => m.Kind == ExperimentMethodKind.Undistilled ? 0 : 1)];
        for (int fold = 0; fold < plan.Dataset.Folds; fold++)
        {
            jobs.AddRange(plan.Seeds.Teacher.Select(seed => new ExperimentJob
            {
                Name = TeacherName(plan, fold, seed),
                Cell = ExperimentCells.Teacher,
                Steps = plan.TeacherSteps,
                Fold = fold,
                Seed = seed,
            }));
            foreach (int steps in plan.StudentSteps.Order())
            {
                foreach (ExperimentMethod method in methods)
                    jobs.AddRange(Trialling(plan, method, steps, fold));
                foreach (ExperimentMethod method in methods)
                    jobs.AddRange(Running(plan, method, steps, fold));
            }
        }

        return jobs;
    }

    // Where there is one there is nothing to choose.
    private static IEnumerable<ExperimentCandidate> Tried(ExperimentMethod method) => method.Candidates.Count > 1 ? method.Candidates : [];

    private static IEnumerable<ExperimentJob> Trialling(ExperimentPlan plan, ExperimentMethod method, int steps, int fold)
        => Tried(method).Select(candidate => new ExperimentJob
        {
            Name = TrialName(method, candidate, steps, fold),
            Method = method,
            Cell = method.Id,
            Steps = steps,
            Fold = fold,
            Seed = plan.Seeds.Tuning,
            Trial = candidate,
            // Trials learn from the first teacher. One that is to learn from its like learns from the undistilled run of the first student's seed:
            // its own seed is that of tuning, so that no trial supervises itself.
            Teacher = method.Kind switch
            {
                ExperimentMethodKind.Undistilled or ExperimentMethodKind.Artificial => null,
                ExperimentMethodKind.Self => RunName(Undistilled(plan), steps, fold, plan.Seeds.Student[0], null),
                _ => TeacherName(plan, fold, plan.Seeds.Teacher[0]),
            },
            TeacherSeed = method.Kind switch
            {
                ExperimentMethodKind.Undistilled or ExperimentMethodKind.Artificial => null,
                ExperimentMethodKind.Self => plan.Seeds.Student[0],
                _ => plan.Seeds.Teacher[0],
            },
        });

    private static IEnumerable<ExperimentJob> Running(ExperimentPlan plan, ExperimentMethod method, int steps, int fold)
    {
        string[] trials = [.. Tried(method).Select(candidate => TrialName(method, candidate, steps, fold))];
        for (int i = 0; i < plan.Seeds.Student.Count; i++)
        {
            int seed = plan.Seeds.Student[i];
            int?[] teachers = method.Kind switch
            {
                ExperimentMethodKind.Undistilled or ExperimentMethodKind.Artificial => [null],
                ExperimentMethodKind.Self => [plan.Seeds.Student[(i + 1) % plan.Seeds.Student.Count]],
                _ => [.. plan.Seeds.Teacher.Select(t => (int?)t)],
            };
            foreach (int? teacher in teachers)
            {
                yield return new ExperimentJob
                {
                    Name = RunName(method, steps, fold, seed, teacher),
                    Method = method,
                    Cell = method.Id,
                    Steps = steps,
                    Fold = fold,
                    Seed = seed,
                    TeacherSeed = teacher,
                    Trials = trials,
                    Teacher = teacher is not { } of ? null
                        : method.Kind == ExperimentMethodKind.Self ? RunName(Undistilled(plan), steps, fold, of, null) : TeacherName(plan, fold, of),
                };
            }
        }
    }

    private static ExperimentMethod Undistilled(ExperimentPlan plan) => plan.Methods.First(m => m.Kind == ExperimentMethodKind.Undistilled);

    private static string TeacherName(ExperimentPlan plan, int fold, int seed) => $"teacher-t{plan.TeacherSteps}-f{fold}-s{seed}";

    private static string TrialName(ExperimentMethod method, ExperimentCandidate candidate, int steps, int fold) => $"tune-{method.Id}-{candidate.Name}-t{steps}-f{fold}";

    private static string RunName(ExperimentMethod method, int steps, int fold, int seed, int? teacher)
        => $"{method.Id}-t{steps}-f{fold}-s{seed}" + (teacher is { } of ? $"-of{of}" : "");
}
