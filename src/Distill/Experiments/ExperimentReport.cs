using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using NeuroKit.Training;

namespace NeuroKit.Distill.Experiments;

/// <summary>Writes what an experiment's folder holds: <c>results.json</c> for programs, <c>distillation.md</c> for people. Nothing is trained or tested for it.</summary>
public static class ExperimentReport
{
    /// <summary>Writes both files out of the finished runs.</summary>
    /// <param name="planPath">The plan.</param>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="destination">Where they go; made where it is missing.</param>
    /// <param name="command">The command that makes them, which they name.</param>
    /// <param name="reading">Remarks to put at the end of the page, as Markdown; null: none.</param>
    /// <exception cref="TrainingException">A run's result is damaged.</exception>
    public static void Write(string planPath, string folder, string destination, string command, string? reading = null)
    {
        ExperimentPlan plan = ExperimentPlan.Load(planPath);
        var place = new ExperimentFolder(folder);
        string runs = Path.Combine(place.Path, "runs");
        string[] names = Directory.Exists(runs) ? [.. Directory.EnumerateDirectories(runs).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)] : [];
        var table = new ExperimentTable(plan, [.. names.Select(place.Read).OfType<ExperimentRunResult>()]);
        Directory.CreateDirectory(destination);
        ExperimentFolder.Write(Path.Combine(destination, "results.json"), ToJson(table));
        ExperimentFolder.Write(Path.Combine(destination, "distillation.md"), ToMarkdown(table, command, reading));
    }

    internal static string ToJson(ExperimentTable table)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("plan", table.Plan.Name);
            json.WriteString("protocol", table.Plan.Protocol.Sha256);
            json.WriteStartArray("cells");
            foreach (ExperimentCellResults cell in table.Cells)
            {
                json.WriteStartObject();
                json.WriteString("data", table.Plan.Dataset.Id);
                json.WriteString("method", cell.Method);
                json.WriteNumber("steps", cell.Steps);
                json.WriteNumber("trainingRecordings", table.Plan.Dataset.TrainingRecordings);
                Numbers("accuracies", cell.Runs.Select(r => r.TestAccuracy!.Value));
                Integers("seeds", cell.Runs.Select(r => r.Seed));
                Integers("folds", cell.Runs.Select(r => r.Fold));
                if (cell.Runs.All(r => r.TeacherSeed is not null))
                    Integers("teacherSeeds", cell.Runs.Select(r => r.TeacherSeed!.Value));
                json.WriteNumber("processorSeconds", Math.Round(cell.Runs.Sum(r => r.ProcessorSeconds), 1));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();

            void Numbers(string name, IEnumerable<double> values)
            {
                json.WriteStartArray(name);
                foreach (double value in values)
                    json.WriteNumberValue(Math.Round(value, 6));
                json.WriteEndArray();
            }

            void Integers(string name, IEnumerable<int> values)
            {
                json.WriteStartArray(name);
                foreach (int value in values)
                    json.WriteNumberValue(value);
                json.WriteEndArray();
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    internal static string ToMarkdown(ExperimentTable table, string command, string? reading)
    {
        ExperimentPlan plan = table.Plan;
        var text = new StringBuilder();
        int expected = ExperimentJob.List(plan).Count(job => !job.IsTuning) + (plan.Dataset.Folds * plan.Seeds.Teacher.Count * plan.StudentSteps.Count * ExperimentCells.TeacherControls.Count);
        text.Append(CultureInfo.InvariantCulture, $"# {plan.Name}\n\nWritten by `{command}` out of the folders of {table.Tested.Count} finished runs");
        text.Append(table.Tested.Count == expected ? "; the table is whole.\n" : string.Create(CultureInfo.InvariantCulture, $" of {expected}: **the table is not whole yet**, and nothing below is a result before it is.\n"));
        text.Append(CultureInfo.InvariantCulture, $"What was declared beforehand is in `{Path.GetFileName(plan.Protocol.Path)}` (SHA-256 `{plan.Protocol.Sha256}`), in force at every look at test recordings. {plan.Description}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Data: {plan.Dataset.Id}, {plan.Dataset.Folds} folds, {plan.Dataset.TrainingRecordings} recordings to train on. Network: {plan.Network.Id}; teacher T = {plan.TeacherSteps}. Accuracy in % on the fold's test part with the weights of the last epoch; nothing is chosen on test recordings.\n\n");
        Accuracies(table, text);
        Hypotheses(table, text);
        Differences(table, text);
        Tuning(table, text);
        if (reading is not null)
            text.Append("\n## Reading\n\n").Append(reading.Trim()).Append('\n');
        return text.ToString();
    }

    private static void Accuracies(ExperimentTable table, StringBuilder text)
    {
        text.Append("## Accuracy\n\n| T | method | mean ± sd | runs | frames in random order | processor seconds a run |\n| ---: | --- | ---: | ---: | ---: | ---: |\n");
        foreach (ExperimentCellResults cell in table.Cells)
        {
            bool isSummed = cell.Method == ExperimentCells.Linear;
            text.Append(CultureInfo.InvariantCulture, $"| {(isSummed ? "–" : cell.Steps)} | {cell.Method} | {Percent(cell.Mean)}{(cell.Deviation is { } sd ? " ± " + Percent(sd) : "")} | {cell.Runs.Count} | {(cell.ShuffledMean is { } shuffled ? Percent(shuffled) : "")} | {cell.Seconds:0} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nIn all {(table.Tested.Sum(r => r.ProcessorSeconds) + table.Tuned.Sum(r => r.ProcessorSeconds)) / 3600:0.0} processor hours, {table.Tuned.Sum(r => r.ProcessorSeconds) / 3600:0.0} of them tuning. The deviation is over runs, folds and seeds together. `linear` sees the sum of all frames; the teacher's controls took no training of their own.\n");
    }

    private static void Hypotheses(ExperimentTable table, StringBuilder text)
    {
        text.Append("\n## Declared hypotheses\n\nPaired differences in points, 95 % intervals by a hierarchical bootstrap (folds, then runs within them), two-sided p adjusted by Holm over all declared hypotheses; one that lacks runs counts with p = 1.\n\n");
        text.Append("| | claim | difference | 95 % interval | pairs | p | p (Holm) | detectable at 80 % |\n| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        BootstrapEstimate?[] found = [.. table.Plan.Hypotheses.Select(h => table.Compare(h.Method, h.Against, h.Steps))];
        double[] adjusted = HierarchicalBootstrap.Holm([.. found.Select(f => f?.P ?? 1)]);
        for (int i = 0; i < found.Length; i++)
        {
            ExperimentHypothesis h = table.Plan.Hypotheses[i];
            string claim = string.Create(CultureInfo.InvariantCulture, $"| {h.Id} | {h.Claim} ({h.Method} − {h.Against}, T = {h.Steps}) |");
            text.Append(found[i] is { } f
                ? string.Create(CultureInfo.InvariantCulture, $"{claim} {Signed(f.Mean)} | {Signed(f.Low)} … {Signed(f.High)} | {f.Pairs} in {f.Folds} folds | {f.P:0.0000} | {adjusted[i]:0.0000} | {Percent(f.Detectable)} |\n")
                : $"{claim} no runs yet | | | | | |\n");
        }
    }

    private static void Differences(ExperimentTable table, StringBuilder text)
    {
        string baseline = table.Plan.Methods.First(m => m.Kind == ExperimentMethodKind.Undistilled).Id;
        text.Append(CultureInfo.InvariantCulture, $"\n## Every cell beside `{baseline}`\n\nFor orientation, unadjusted.\n\n| T | method | difference | 95 % interval | pairs |\n| ---: | --- | ---: | ---: | ---: |\n");
        foreach (ExperimentCellResults cell in table.Cells)
        {
            if (cell.Method != baseline && table.Plan.StudentSteps.Contains(cell.Steps) && cell.Method != ExperimentCells.Linear && table.Compare(cell.Method, baseline, cell.Steps) is { } found)
                text.Append(CultureInfo.InvariantCulture, $"| {cell.Steps} | {cell.Method} | {Signed(found.Mean)} | {Signed(found.Low)} … {Signed(found.High)} | {found.Pairs} |\n");
        }
    }

    private static void Tuning(ExperimentTable table, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## Tuning\n\n{table.Plan.Methods[0].Candidates.Count} settings a cell and fold, one run each (seed {table.Plan.Seeds.Tuning}), chosen on the fold's validation part alone. Mean validation accuracy over folds, and in how many folds a setting was chosen.\n\n| T | method | setting | validation | trials | runs chosen for |\n| ---: | --- | --- | ---: | ---: | ---: |\n");
        foreach (var group in table.Tuned.GroupBy(r => (r.Steps, r.Method, r.Candidate)).OrderBy(g => g.Key.Steps).ThenBy(g => g.Key.Method, StringComparer.Ordinal).ThenBy(g => g.Key.Candidate, StringComparer.Ordinal))
        {
            int chosen = table.Tested.Count(r => r.Steps == group.Key.Steps && r.Method == group.Key.Method && r.Candidate == group.Key.Candidate);
            text.Append(CultureInfo.InvariantCulture, $"| {group.Key.Steps} | {group.Key.Method} | {group.Key.Candidate} | {Percent(group.Average(r => r.ValidationAccuracy!.Value))} | {group.Count()} | {chosen} |\n");
        }
    }

    private static string Percent(double share) => (100 * share).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Signed(double share) => (100 * share).ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture);
}
