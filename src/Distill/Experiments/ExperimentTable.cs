using NeuroKit.Events.Simulation;

namespace NeuroKit.Distill.Experiments;

/// <summary>What the finished runs of an experiment say.</summary>
internal sealed class ExperimentTable
{
    public ExperimentTable(ExperimentPlan plan, IReadOnlyList<ExperimentRunResult> results)
    {
        Plan = plan;
        // Softmax regression sees the sum of all frames, whatever they were read as.
        Tested = [.. results.Where(r => r.TestAccuracy is not null).Select(r => r.Method == ExperimentCells.Linear ? r with { Steps = 1 } : r)];
        Tuned = [.. results.Where(r => r.TestAccuracy is null)];
        Cells =
        [
            .. Tested.GroupBy(r => (r.Method, r.Steps))
                .OrderBy(g => g.Key.Steps).ThenBy(g => Rank(g.Key.Method)).ThenBy(g => g.Key.Method, StringComparer.Ordinal)
                .Select(g => new ExperimentCellResults(g.Key.Method, g.Key.Steps, [.. g.OrderBy(r => r.Fold).ThenBy(r => r.Seed).ThenBy(r => r.TeacherSeed)])),
        ];
    }

    public ExperimentPlan Plan { get; }

    /// <summary>The git commit of the protocol when the folder was begun; null: it lay in none then, or the folder is of a version that did not record it.</summary>
    public string? ProtocolCommit { get; init; }

    /// <summary>The tested runs that the plan asks for, the teacher's controls among them.</summary>
    public int Expected => ExperimentJob.List(Plan).Count(job => !job.IsTuning) + (Plan.Dataset.Folds * Plan.Seeds.Teacher.Count * Plan.StudentSteps.Count * ExperimentCells.TeacherControls.Count);

    public bool IsWhole => Tested.Count == Expected;

    public IReadOnlyList<ExperimentRunResult> Tested { get; }

    public IReadOnlyList<ExperimentRunResult> Tuned { get; }

    public IReadOnlyList<ExperimentCellResults> Cells { get; }

    public ExperimentCellResults? Cell(string method, int steps) => Cells.FirstOrDefault(c => c.Method == method && c.Steps == steps);

    /// <summary>The paired differences of two cells: of each run of the one to the runs of the other of equal fold and, where both have it, equal seed. Null where nothing pairs.</summary>
    public BootstrapEstimate? Compare(string method, string against, int steps)
    {
        if (Cell(method, steps) is not { } one || Cell(against, steps) is not { } other)
            return null;
        double[][] folds =
        [
            .. one.Runs.GroupBy(r => r.Fold).OrderBy(g => g.Key)
                .Select(g => g.SelectMany(r => Partner(other, r) is { } partner ? [r.TestAccuracy!.Value - partner] : (double[])[]).ToArray())
                .Where(differences => differences.Length > 0),
        ];
        return folds.Length == 0 ? null : HierarchicalBootstrap.Estimate(folds, DeterministicRandom.Derive((ulong)steps, (ulong)(uint)Plan.Dataset.Seed));
    }

    // The runs of equal fold, of these those of equal seed, of these those of the same teacher: the last only where there are any. Their mean is the
    // partner. The teacher's controls are a teacher: their seed is its seed, and no student's.
    private static double? Partner(ExperimentCellResults cell, ExperimentRunResult run)
    {
        ExperimentRunResult[] found = [.. cell.Runs.Where(r => r.Fold == run.Fold)];
        if (IsControl(cell.Method) == IsControl(run.Method))
            found = [.. found.Where(r => r.Seed == run.Seed)];
        ExperimentRunResult[] sameTeacher = [.. found.Where(r => TeacherOf(r) == TeacherOf(run))];
        if (sameTeacher.Length > 0)
            found = sameTeacher;
        return found.Length == 0 ? null : found.Average(r => r.TestAccuracy!.Value);
    }

    private static bool IsControl(string method) => ExperimentCells.TeacherControls.Contains(method);

    private static int? TeacherOf(ExperimentRunResult run) => IsControl(run.Method) ? run.Seed : run.TeacherSeed;

    private int Rank(string method)
    {
        int place = Plan.Methods.Select(m => m.Id).ToList().IndexOf(method);
        return place >= 0 ? place : Plan.Methods.Count;
    }
}
