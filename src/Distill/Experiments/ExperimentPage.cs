using System.Globalization;
using System.Text;

namespace NeuroKit.Distill.Experiments;

/// <summary>An experiment's part of the page for people, as Markdown.</summary>
internal static class ExperimentPage
{
    public static string Write(ExperimentTable table, string command, IReadOnlyList<string> pictures)
    {
        ExperimentPlan plan = table.Plan;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {plan.Name}\n\nWritten by {command} out of the folders of {table.Tested.Count} finished runs");
        text.Append(table.IsWhole ? "; the table is whole.\n" : string.Create(CultureInfo.InvariantCulture, $" of {table.Expected}: **the table is not whole yet**, and nothing below is a result before it is.\n"));
        text.Append(CultureInfo.InvariantCulture, $"What was declared beforehand is in `{Path.GetFileName(plan.Protocol.Path)}` (SHA-256 `{plan.Protocol.Sha256}`{(table.ProtocolCommit is { } commit ? $", git commit `{commit}`" : "; its commit was not recorded when the runs began")}), in force at every look at test recordings.{(plan.Description.Length > 0 ? " " + plan.Description : "")}");
        string teacher = plan.Seeds.Teacher.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"; teacher T = {plan.TeacherSteps}") : "";
        text.Append(CultureInfo.InvariantCulture, $"\n\nData: {plan.Dataset.Id}, {plan.Dataset.Folds} folds, {plan.Dataset.TrainingRecordings} recordings to train on. Frames by event count, raw counts, not scaled: a frame holds the more events the fewer frames a recording is divided into. Network: {plan.Network.Describe()}{teacher}. Accuracy in % on the fold's test part with the weights of the last epoch; nothing is chosen on test recordings.\n\n");
        Accuracies(table, text);
        if (pictures.Count > 0)
            text.Append("\n## Curves\n\nAccuracy on the training part by epoch, while it is learnt, mean over the runs of a cell; beside each its last value and its runs.\n\n").AppendJoin("\n\n", pictures).Append('\n');
        Hypotheses(table, text);
        Differences(table, text);
        Tuning(table, text);
        return text.ToString();
    }

    private static void Accuracies(ExperimentTable table, StringBuilder text)
    {
        text.Append("## Accuracy and cost\n\n| T | method | mean ± sd | runs | frames in random order | processor seconds a run |\n| ---: | --- | ---: | ---: | ---: | ---: |\n");
        foreach (ExperimentCellResults cell in table.Cells)
            text.Append(CultureInfo.InvariantCulture, $"| {cell.Steps} | {cell.Method} | {Percent(cell.Mean)}{(cell.Deviation is { } sd ? " ± " + Percent(sd) : "")} | {cell.Runs.Count} | {(cell.ShuffledMean is { } shuffled ? Percent(shuffled) : "")} | {cell.Seconds:0}{(cell.LackingSeconds > 0 ? " \\*" : "")} |\n");

        double hours = (table.Tested.Sum(r => r.ProcessorSeconds) + table.Tuned.Sum(r => r.ProcessorSeconds)) / 3600;
        text.Append(CultureInfo.InvariantCulture, $"\nIn all {hours:0.0} processor hours, {table.Tuned.Sum(r => r.ProcessorSeconds) / 3600:0.0} of them tuning. The deviation is over runs, folds and seeds together.");
        if (table.Cells.Any(c => c.Steps == 1))
            text.Append(" T = 1 is the sum of all frames.");
        if (table.Cells.Any(c => ExperimentCells.TeacherControls.Contains(c.Method)))
            text.Append(" The teacher's controls took no training of their own: their cost is the teacher's.");
        text.Append('\n');
        int lacking = table.Tested.Concat(table.Tuned).Count(r => r.LacksSeconds);
        if (lacking > 0)
            text.Append(CultureInfo.InvariantCulture, $"\n\\* {lacking} of all runs, trials included, were interrupted and gone on with before seconds were kept over processes: of those the seconds of the last process alone are counted, so that the cost is somewhat higher than shown.\n");
    }

    private static void Hypotheses(ExperimentTable table, StringBuilder text)
    {
        IReadOnlyList<ExperimentHypothesis> declared = table.Plan.Hypotheses;
        text.Append("\n## Declared hypotheses\n\n");
        if (declared.Count == 0)
        {
            text.Append("None.\n");
            return;
        }

        BootstrapEstimate?[] found = [.. declared.Select(h => table.Compare(h.Method, h.Against, h.Steps))];
        if (!table.IsWhole)
        {
            text.Append("Nothing is tested before the table is whole: means of the paired differences so far, in points.\n\n| | claim | difference | pairs |\n| --- | --- | ---: | ---: |\n");
            for (int i = 0; i < found.Length; i++)
                text.Append(CultureInfo.InvariantCulture, $"{Claim(declared[i])} {(found[i] is { } f ? string.Create(CultureInfo.InvariantCulture, $"{Signed(f.Mean)} | {f.Pairs} in {f.Folds} folds |") : "no runs yet | |")}\n");
            return;
        }

        text.Append("Paired differences in points, 95 % intervals by a hierarchical bootstrap (folds, then runs within them), two-sided p adjusted by Holm over all hypotheses of this plan; one that lacks runs counts with p = 1. ");
        text.Append(CultureInfo.InvariantCulture, $"Detectable is the true difference that would be found in four of five repetitions, at an unadjusted 5 % and at 5 %/{declared.Count}, which Holm's first step asks for.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"| | claim | difference | 95 % interval | pairs | p | p (Holm) | detectable at 80 %, unadjusted | detectable at 80 %, 5 %/{declared.Count} |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        double[] adjusted = HierarchicalBootstrap.Holm([.. found.Select(f => f?.P ?? 1)]);
        for (int i = 0; i < found.Length; i++)
        {
            ExperimentHypothesis h = declared[i];
            text.Append(found[i] is { } f
                ? string.Create(CultureInfo.InvariantCulture, $"{Claim(h)} {Signed(f.Mean)} | {Signed(f.Low)} … {Signed(f.High)} | {f.Pairs} in {f.Folds} folds | {f.P:0.0000} | {adjusted[i]:0.0000} | {Percent(f.Detectable())} | {Percent(f.Detectable(found.Length))} |\n")
                : $"{Claim(h)} no runs yet | | | | | | |\n");
        }

        text.Append("\nA check beside the declared test: each fold's mean difference, and the two-sided p of Student's t over these few values. A bootstrap over few folds is optimistic; where the two p differ much, trust neither alone.\n\n| | means of the folds | p (t over folds, unadjusted; a check) |\n| --- | --- | ---: |\n");
        for (int i = 0; i < found.Length; i++)
        {
            if (found[i] is { } f)
                text.Append(CultureInfo.InvariantCulture, $"| {declared[i].Id} | {string.Join(", ", f.FoldMeans.Select(Signed))} | {(f.FoldsP is { } p ? p.ToString("0.0000", CultureInfo.InvariantCulture) : "")} |\n");
        }
    }

    private static string Claim(ExperimentHypothesis h) => string.Create(CultureInfo.InvariantCulture, $"| {h.Id} | {h.Claim} ({h.Method} − {h.Against}, T = {h.Steps}) |");

    private static void Differences(ExperimentTable table, StringBuilder text)
    {
        if (table.Plan.Methods.FirstOrDefault(m => m.Kind == ExperimentMethodKind.Undistilled)?.Id is not { } baseline)
            return;
        string[] summed = [ExperimentCells.Linear, .. table.Plan.Methods.Where(m => m.Kind == ExperimentMethodKind.Artificial).Select(m => m.Id)];
        text.Append(CultureInfo.InvariantCulture, $"\n## Every cell beside `{baseline}`\n\nFor orientation, unadjusted.\n\n| T | method | difference | 95 % interval | pairs |\n| ---: | --- | ---: | ---: | ---: |\n");
        foreach (ExperimentCellResults cell in table.Cells)
        {
            if (cell.Method != baseline && table.Plan.StudentSteps.Contains(cell.Steps) && !summed.Contains(cell.Method) && table.Compare(cell.Method, baseline, cell.Steps) is { } found)
                text.Append(CultureInfo.InvariantCulture, $"| {cell.Steps} | {cell.Method} | {Signed(found.Mean)} | {Signed(found.Low)} … {Signed(found.High)} | {found.Pairs} |\n");
        }
    }

    private static void Tuning(ExperimentTable table, StringBuilder text)
    {
        if (table.Plan.Methods[0].Candidates.Count == 1)
        {
            text.Append("\n## Tuning\n\nNone: each cell has the one setting that the plan declares for it.\n");
            return;
        }

        text.Append(CultureInfo.InvariantCulture, $"\n## Tuning\n\n{table.Plan.Methods[0].Candidates.Count} settings a cell and fold, one run each (seed {table.Plan.Seeds.Tuning}), chosen on the fold's validation part alone. Mean validation accuracy over folds, and for how many runs a setting was chosen.\n\n| T | method | setting | validation | trials | runs chosen for |\n| ---: | --- | --- | ---: | ---: | ---: |\n");
        foreach (var group in table.Tuned.GroupBy(r => (r.Steps, r.Method, r.Candidate)).OrderBy(g => g.Key.Steps).ThenBy(g => g.Key.Method, StringComparer.Ordinal).ThenBy(g => g.Key.Candidate, StringComparer.Ordinal))
        {
            int chosen = table.Tested.Count(r => r.Steps == group.Key.Steps && r.Method == group.Key.Method && r.Candidate == group.Key.Candidate);
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key.Steps} | {group.Key.Method} | {group.Key.Candidate} | {Percent(group.Average(r => r.ValidationAccuracy!.Value))} | {group.Count()} | {chosen} |\n");
        }
    }

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Signed(double share) => (100 * share).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);
}
