using System.Globalization;
using System.Text.Json;
using NeuroKit.Training.Energy;
using NeuroKit.Training.Reports;

namespace NeuroKit.Training.Runs;

/// <summary>Gathers what a run's page shows: its metrics, figures, rates, energy, recipe and some test recordings with what they were taken for.</summary>
internal static class RunReportBuilder
{
    private const int ShownMistaken = 4;
    private const int ShownRecognised = 4;
    private const int MaxStepPoints = 2000;

    public static RunReport Build(TrainingRun run, RunData data, RunResult result, EvaluationResult test, EnergyReport? energy)
    {
        RunInfo info = run.Info;
        string description = run.Recipe.Description.Length > 0 ? run.Recipe.Description + " " : "";
        return new RunReport
        {
            Title = $"{info.Network} on {info.Dataset}",
            Subtitle = string.Create(CultureInfo.InvariantCulture, $"{description}Frames of {info.Width}x{info.Height}, {info.Frames}; split {info.Split}."),
            Summary = Summary(info, result, energy),
            Charts = Charts(run.Folder.Metrics),
            ClassNames = info.Classes,
            Confusion = test.Confusion(),
            FiringRates = [.. energy?.Layers.Where(l => l.FiringRate is not null).Select(l => new ReportRate(l.Name, l.FiringRate!.Value)) ?? []],
            Energy = energy,
            Samples = Samples(run, data, test),
            RecipeJson = run.Recipe.ToJson(),
            Notes = Notes(run, result),
        };
    }

    private static List<ReportFigure> Summary(RunInfo info, RunResult result, EnergyReport? energy)
    {
        string linear = result.LinearTestAccuracy is { } share ? $"a linear classifier on summed frames: {Percent(share)}" : "";
        List<ReportFigure> figures =
        [
            new("test accuracy", Percent(result.TestAccuracy), Join(string.Create(CultureInfo.InvariantCulture, $"{result.TestCorrect:N0} of {result.TestSamples:N0}"), linear)),
        ];
        if (result.BestEpoch is { } best)
        {
            figures.Add(new("validation accuracy", Percent(result.BestValidationAccuracy ?? 0), string.Create(CultureInfo.InvariantCulture, $"epoch {best + 1} of {result.Epochs}, which it chose")));
            figures.Add(new("test, last epoch", Percent(result.LastTestAccuracy), "no epoch chosen"));
        }

        if (result.BestOnTestAccuracy is { } flattering)
            figures.Add(new("test, best on test", Percent(flattering), "chosen on what it is measured on; for comparison with figures published so"));
        figures.Add(new("parameters", info.Parameters.ToString("N0", CultureInfo.InvariantCulture)));
        if (energy is not null)
            figures.Add(new("energy", string.Create(CultureInfo.InvariantCulture, $"{energy.Millijoules:0.####} mJ a recording"), "estimated"));
        figures.Add(new("time", string.Create(CultureInfo.InvariantCulture, $"{result.Seconds:0} s"), string.Create(CultureInfo.InvariantCulture, $"{info.Threads} threads, {info.Device}")));
        return figures;
    }

    private static List<ReportChart> Charts(string metrics)
    {
        var train = new Series("training");
        var validation = new Series("validation");
        var test = new Series("test");
        var rate = new List<(double, double)>();
        var steps = new List<(double, double)>();
        foreach (string line in File.ReadLines(metrics))
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement json = document.RootElement;
            switch (json.GetProperty("event").GetString())
            {
                case "step":
                    steps.Add((json.GetProperty("step").GetInt64(), json.GetProperty("loss").GetDouble()));
                    break;
                case "epoch":
                    double epoch = json.GetProperty("epoch").GetInt32() + 1;
                    train.Add(epoch, json, "loss", "accuracy");
                    validation.Add(epoch, json, "validationLoss", "validationAccuracy");
                    test.Add(epoch, json, "testLoss", "testAccuracy");
                    rate.Add((epoch, json.GetProperty("learningRate").GetDouble()));
                    break;
            }
        }

        Series[] series = [.. new[] { train, validation, test }.Where(s => s.Loss.Count > 0)];
        return
        [
            new("Accuracy", "epoch", "accuracy, %", [.. series.Select(s => new ReportCurve(s.Name, s.Accuracy))]),
            new("Loss by epoch", "epoch", "loss", [.. series.Select(s => new ReportCurve(s.Name, s.Loss))]),
            new("Training loss by step", "step", "loss", [new ReportCurve("training", Thinned(steps))]),
            new("Learning rate", "epoch", "learning rate", [new ReportCurve("learning rate", rate)]),
        ];
    }

    // A page is looked at: more points than pixels only make it slow. Means of equal runs of steps.
    private static List<(double X, double Y)> Thinned(List<(double X, double Y)> points)
    {
        int run = (points.Count + MaxStepPoints - 1) / MaxStepPoints;
        return run <= 1 ? points : [.. points.Chunk(run).Select(part => (part[^1].X, part.Average(point => point.Y)))];
    }

    private static List<ReportSample> Samples(TrainingRun run, RunData data, EvaluationResult test)
    {
        IEnumerable<SamplePrediction> mistaken = test.Predictions.Where(p => p.Label != p.Predicted).OrderByDescending(p => p.Probability).ThenBy(p => p.Index).Take(ShownMistaken);
        IEnumerable<SamplePrediction> recognised = test.Predictions.Where(p => p.Label == p.Predicted).DistinctBy(p => p.Label).Take(ShownRecognised);
        List<ReportSample> samples = [];
        foreach (SamplePrediction prediction in mistaken.Concat(recognised))
        {
            System.Numerics.Tensors.Tensor<ushort> frames = data.Shown(data.Test[prediction.Index]);
            samples.Add(ReportSample.FromFrames(
                data.Test[prediction.Index].Id, run.Info.Classes[prediction.Label], run.Info.Classes[prediction.Predicted], frames, prediction.Probability));
        }

        return samples;
    }

    private static List<string> Notes(TrainingRun run, RunResult result)
    {
        RunInfo info = run.Info;
        List<string> notes =
        [
            string.Create(CultureInfo.InvariantCulture, $"{info.TrainSamples:N0} recordings to train, {info.ValidationSamples:N0} to validate, {info.TestSamples:N0} to test; one run, seed {info.Seed}."),
            result.BestEpoch is null ? "No validation part: the figures are of the last epoch." : "The epoch was chosen on the validation part.",
            result.BestOnTestEpoch is null
                ? "The test part was measured at the end only, with the last weights and the chosen ones."
                : "The test part was measured after every epoch too, as was asked for; it chose nothing but the figure that says so.",
            $"NeuroKit {info.NeuroKit}, libtorch {info.LibTorch}, {info.Runtime}, {info.System} ({info.Architecture}).",
            $"Digest of the list of recordings {info.IndexDigest[..16]}…, of the recipe {info.RecipeDigest[..16]}….",
        ];
        if (run.Recipe.Source.Length > 0)
            notes.Add("Recipe after: " + run.Recipe.Source);
        notes.AddRange(run.Recipe.Unsaid);
        return notes;
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");

    private static string? Join(string one, string other) => other.Length == 0 ? one : $"{one}; {other}";

    private sealed class Series(string name)
    {
        public string Name { get; } = name;

        public List<(double X, double Y)> Loss { get; } = [];

        public List<(double X, double Y)> Accuracy { get; } = [];

        public void Add(double epoch, JsonElement json, string loss, string accuracy)
        {
            if (!json.TryGetProperty(loss, out JsonElement value))
                return;
            Loss.Add((epoch, value.GetDouble()));
            Accuracy.Add((epoch, 100 * json.GetProperty(accuracy).GetDouble()));
        }
    }
}
