using System.Text.Json;
using NeuroKit.Training;

namespace NeuroKit.Distill.Experiments;

/// <summary>The course of a cell's runs: the accuracy on the training part by epoch, as the runs' metrics have it.</summary>
/// <param name="Method">The cell.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Accuracies">The mean over runs, an epoch a value. A run that ended before counts where it has a value.</param>
/// <param name="Runs">The runs with metrics.</param>
internal sealed record ExperimentCurve(string Method, int Steps, IReadOnlyList<double> Accuracies, int Runs)
{
    /// <summary>The curves of all cells whose runs were trained.</summary>
    public static IReadOnlyList<ExperimentCurve> Read(ExperimentTable table, ExperimentFolder folder)
    {
        var curves = new List<ExperimentCurve>();
        foreach (ExperimentCellResults cell in table.Cells)
        {
            double[][] runs = [.. cell.Runs.Select(run => folder.Metrics(run.Job)).Where(File.Exists).Select(Epochs).Where(run => run.Length > 0)];
            if (runs.Length == 0)
                continue;
            double[] means = [.. Enumerable.Range(0, runs.Max(r => r.Length)).Select(i => runs.Where(r => r.Length > i).Average(r => r[i]))];
            curves.Add(new ExperimentCurve(cell.Method, cell.Steps, means, runs.Length));
        }

        return curves;
    }

    private static double[] Epochs(string path)
    {
        var accuracies = new List<double>();
        foreach (string line in File.ReadLines(path))
        {
            try
            {
                using JsonDocument json = JsonDocument.Parse(line);
                if (json.RootElement.GetProperty("event").GetString() == "epoch")
                    accuracies.Add(json.RootElement.GetProperty("accuracy").GetDouble());
            }
            catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new TrainingException($"{path}: is damaged: {e.Message}", e);
            }
        }

        return [.. accuracies];
    }
}
