using System.Globalization;
using System.Text;
using NeuroKit.Training;

namespace NeuroKit.Distill.Experiments;

/// <summary>
/// Writes what experiments' folders hold: <c>results.json</c> for programs, <c>distillation.md</c> with its <c>curves-….svg</c> for people. Nothing is
/// trained or tested for it.
/// </summary>
public static class ExperimentReport
{
    /// <summary>Writes the files out of the finished runs of one plan.</summary>
    /// <param name="planPath">The plan.</param>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="destination">Where they go; made where it is missing.</param>
    /// <param name="command">The command that makes them, which they name.</param>
    /// <param name="reading">Remarks to put at the end of the page, as Markdown; null: none, and the page says so.</param>
    /// <exception cref="TrainingException">The folder was begun with another plan or protocol, or never, or a run's result is damaged.</exception>
    public static void Write(string planPath, string folder, string destination, string command, string? reading = null)
        => Write([new ExperimentReportSource(planPath, folder)], destination, command, reading);

    /// <summary>Writes the files out of the finished runs of several plans, one behind the other. Each keeps its own family of hypotheses.</summary>
    /// <param name="sources">The plans and their folders.</param>
    /// <param name="destination">Where they go; made where it is missing.</param>
    /// <param name="command">The command that makes them, which they name.</param>
    /// <param name="reading">Remarks to put at the end of the page, as Markdown; null: none, and the page says so.</param>
    /// <exception cref="TrainingException">A folder was begun with another plan or protocol, or never; a run's result is damaged; or two plans have the same cell.</exception>
    public static void Write(IReadOnlyList<ExperimentReportSource> sources, string destination, string command, string? reading = null)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentOutOfRangeException.ThrowIfZero(sources.Count, nameof(sources));
        ExperimentTable[] tables = [.. sources.Select(source => Read(source))];
        RefuseTwice(tables);
        Directory.CreateDirectory(destination);
        var page = new StringBuilder();
        for (int i = 0; i < tables.Length; i++)
        {
            var pictures = new List<string>();
            foreach (IGrouping<int, ExperimentCurve> group in ExperimentCurve.Read(tables[i], new ExperimentFolder(sources[i].Folder)).GroupBy(c => c.Steps))
            {
                string title = string.Create(CultureInfo.InvariantCulture, $"T = {group.Key}: training accuracy by epoch, mean over runs");
                string name = string.Create(CultureInfo.InvariantCulture, $"curves-{Path.GetFileName(sources[i].Plan).Split('.')[0]}-t{group.Key}.svg");
                ExperimentFolder.Write(Path.Combine(destination, name), CurvePicture.Draw(title, [.. group]));
                pictures.Add($"![{title}]({name})");
            }

            page.Append(ExperimentPage.Write(tables[i], i == 0 ? $"`{command}`" : "the same command", pictures)).Append('\n');
        }

        page.Append("## Reading\n\n");
        page.Append(reading is null ? "None was given (`--reading FILE`): what the figures mean is left to whoever reads them.\n" : reading.Trim() + "\n");
        ExperimentFolder.Write(Path.Combine(destination, "results.json"), ExperimentResultsJson.Write(tables));
        ExperimentFolder.Write(Path.Combine(destination, "distillation.md"), page.ToString());
    }

    private static ExperimentTable Read(ExperimentReportSource source)
    {
        ExperimentPlan plan = ExperimentPlan.Load(source.Plan);
        var place = new ExperimentFolder(source.Folder);
        ExperimentRecord begun = place.Check(plan);
        string runs = Path.Combine(place.Path, "runs");
        string[] names = Directory.Exists(runs) ? [.. Directory.EnumerateDirectories(runs).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)] : [];
        return new ExperimentTable(plan, [.. names.Select(place.Read).OfType<ExperimentRunResult>()]) { ProtocolCommit = begun.ProtocolCommit };
    }

    private static void RefuseTwice(ExperimentTable[] tables)
    {
        var twice = tables.SelectMany(t => t.Cells.Select(c => (t.Plan.Dataset.Id, t.Plan.Dataset.TrainingRecordings, c.Method, c.Steps)))
            .GroupBy(c => c).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
            throw new TrainingException($"two plans have the cell {twice.Key.Method} at T = {twice.Key.Steps} on {twice.Key.TrainingRecordings} recordings of {twice.Key.Id}; report them apart");
    }
}
