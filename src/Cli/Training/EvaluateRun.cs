using System.Globalization;
using NeuroKit.Training;
using NeuroKit.Training.Runs;

namespace NeuroKit.Cli.Training;

/// <summary>Carries <c>evaluate</c> out.</summary>
internal static class EvaluateRun
{
    public static int Run(ToolConsole console, string runFolder, string part, string? data, string device, bool asJson, CancellationToken cancellationToken)
    {
        using TrainedModel model = TorchStart.Open(runFolder, device);
        EvaluationResult result = model.Evaluate(part, data, cancellationToken);
        long[][] confusion = result.Confusion();
        if (asJson)
            WriteJson(console, model, part, result, confusion);
        else
            WriteTable(console, model, part, result, confusion);
        return ExitCode.Fine;
    }

    private static void WriteTable(ToolConsole console, TrainedModel model, string part, EvaluationResult result, long[][] confusion)
    {
        List<string[]> rows = [];
        for (int label = 0; label < confusion.Length; label++)
        {
            long[] row = confusion[label];
            long samples = row.Sum();
            int mistaken = Enumerable.Range(0, row.Length).Where(other => other != label).MaxBy(other => row[other]);
            bool isMistaken = row.Length > 1 && row[mistaken] > 0;
            rows.Add(
            [
                model.Info.Classes[label], Number(samples), samples == 0 ? "" : Percent((double)row[label] / samples),
                isMistaken ? $"{model.Info.Classes[mistaken]} ({Number(row[mistaken])})" : "",
            ]);
        }

        rows.Add(["all", Number(result.Samples), Percent(result.Accuracy), ""]);
        TableOutput.Write(console.Out, console.OutputIsTerminal, [$"class ({part})", ">recordings", ">accuracy", "most often taken for"], rows);
    }

    private static void WriteJson(ToolConsole console, TrainedModel model, string part, EvaluationResult result, long[][] confusion)
        => JsonOutput.Write(console.Out, json =>
        {
            json.WriteStartObject();
            json.WriteString("run", model.Folder.Path);
            json.WriteString("part", part);
            json.WriteNumber("samples", result.Samples);
            json.WriteNumber("correct", result.Correct);
            json.WriteNumber("accuracy", result.Accuracy);
            json.WriteNumber("loss", result.Loss);
            json.WriteStartArray("classes");
            foreach (string name in model.Info.Classes)
                json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteStartArray("perClass");
            foreach (double share in result.PerClass)
            {
                if (double.IsNaN(share))
                    json.WriteNullValue();
                else
                    json.WriteNumberValue(share);
            }

            json.WriteEndArray();
            json.WriteStartArray("confusion");
            foreach (long[] row in confusion)
            {
                json.WriteStartArray();
                foreach (long count in row)
                    json.WriteNumberValue(count);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");
}
