using System.Globalization;
using System.Text.Json;
using NeuroKit.Training;
using NeuroKit.Training.Reports;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Sweeps;

/// <summary>What a sweep has given so far.</summary>
/// <param name="Recipe">The recipe's identifier or file.</param>
/// <param name="Axes">What varies.</param>
/// <param name="Settings">The settings of the sweep.</param>
/// <param name="Rows">A row for each student whose run is finished, setting by setting.</param>
public sealed record SweepResults(string Recipe, IReadOnlyList<SweepAxis> Axes, int Settings, IReadOnlyList<SweepRow> Rows)
{
    /// <summary>Whether a folder holds a sweep.</summary>
    /// <param name="folder">The folder.</param>
    public static bool IsSweep(string folder) => SweepRecord.IsIn(folder);

    /// <summary>Reads a sweep's folder, without libtorch.</summary>
    /// <param name="folder">The sweep's folder.</param>
    /// <exception cref="TrainingException">It holds no sweep, or a damaged run.</exception>
    public static SweepResults Read(string folder)
    {
        SweepRecord record = SweepRecord.Read(folder);
        var rows = new List<SweepRow>();
        foreach (SweepRecord.Setting setting in record.Settings)
        {
            string inner = Path.Combine(folder, setting.Folder);
            if (!Directory.Exists(inner))
                continue;
            var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 };
            foreach (string path in Directory.EnumerateFiles(inner, "result.json", options).Order(StringComparer.Ordinal))
            {
                var run = new RunFolder(Path.GetDirectoryName(path)!);
                string name = Path.GetRelativePath(inner, run.Path).Replace('\\', '/');
                if (!run.Exists || name.Split('/')[^1].StartsWith("teacher", StringComparison.Ordinal))
                    continue;
                RunResult result = RunResult.Read(run.Path);
                rows.Add(new SweepRow(
                    setting.Folder, setting.Values, name, NeuroKit.Training.Recipes.Recipe.Load(run.Recipe).Frames.Steps, result.BestValidationAccuracy, result.TestAccuracy, result.LastTestAccuracy));
            }
        }

        return new SweepResults(record.Recipe, record.Axes, record.Settings.Count, rows);
    }

    /// <summary>A page of charts, an axis each, and the table.</summary>
    public RunReport ToReport() => new()
    {
        Title = "Sweep of " + Recipe,
        Subtitle = string.Create(CultureInfo.InvariantCulture, $"{Rows.Select(r => r.Setting).Distinct().Count()} of {Settings} settings are finished."),
        ChartsHeading = "Accuracy by setting",
        Charts = [.. Axes.Select((axis, i) => Chart(axis, i))],
        Tables =
        [
            new("Settings", [.. Axes.Select(a => a.Key), "student", "validation", "test", "test, last epoch"],
                [.. Rows.Select(r => (IReadOnlyList<string>)[.. r.Values.Select(SweepAxis.Text), r.Student, Percent(r.ValidationAccuracy), Percent(r.TestAccuracy), Percent(r.LastTestAccuracy)])]),
        ],
        Notes =
        [
            Rows.Any(r => r.ValidationAccuracy is not null)
                ? "Charts show the validation part, which a setting may be chosen by; the test part is in the table and chooses nothing."
                : "There is no validation part: charts show the test part at the last epoch. A setting chosen by it is chosen on what it is measured on.",
            "One run a setting: differences smaller than those between seeds say nothing.",
        ],
    };

    private ReportChart Chart(SweepAxis axis, int number)
    {
        bool isNumeric = axis.Values.All(v => v.ValueKind == JsonValueKind.Number);
        string names = string.Join(", ", axis.Values.Select((v, i) => string.Create(CultureInfo.InvariantCulture, $"{i + 1}: {SweepAxis.Text(v)}")));
        IEnumerable<IGrouping<string, SweepRow>> curves = Rows.GroupBy(row => string.Join(", ",
            row.Values.Where((_, i) => i != number).Select((v, i) => $"{Axes[i < number ? i : i + 1].Key.Split('.')[^1]} {SweepAxis.Text(v)}").Prepend(row.Student)));
        return new(
            axis.Key, isNumeric ? axis.Key.Split('.')[^1] : names, "accuracy, %",
            [.. curves.Select(c => new ReportCurve(c.Key, [.. c.Select(row => (X: Place(row.Values[number]), Y: 100 * (row.ValidationAccuracy ?? row.LastTestAccuracy))).OrderBy(p => p.X)]))]);

        double Place(JsonElement value) => isNumeric ? value.GetDouble() : 1 + axis.Values.Select(v => v.GetRawText()).ToList().IndexOf(value.GetRawText());
    }

    private static string Percent(double? share) => share is { } value ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.00} %") : "";
}
