using System.Globalization;
using NeuroKit.Training.Runs;

namespace NeuroKit.Cli.Training;

/// <summary>Carries <c>predict</c> out.</summary>
internal static class PredictRun
{
    public static int Run(ToolConsole console, string runFolder, string[] files, string device, bool asJson, CancellationToken cancellationToken)
    {
        using TrainedModel model = TorchStart.Open(runFolder, device);
        var predictions = new List<Prediction>();
        int failed = 0;
        foreach (string file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                predictions.Add(model.Predict(file));
            }
            catch (Exception exception) when (Failure.IsExpected(exception))
            {
                failed++;
                console.Fail(Failure.Line(exception, file));
            }
        }

        if (asJson)
            WriteJson(console, predictions);
        else if (predictions.Count > 0)
            TableOutput.Write(console.Out, console.OutputIsTerminal, ["recording", "class", ">probability"], [.. predictions.Select(p => (string[])[p.Path, p.ClassName, Percent(p.Probabilities[p.Label])])]);
        return failed == 0 ? ExitCode.Fine : failed == files.Length ? ExitCode.Failed : ExitCode.SomeFailed;
    }

    private static void WriteJson(ToolConsole console, List<Prediction> predictions)
        => JsonOutput.Write(console.Out, json =>
        {
            json.WriteStartArray();
            foreach (Prediction prediction in predictions)
            {
                json.WriteStartObject();
                json.WriteString("file", prediction.Path);
                json.WriteNumber("label", prediction.Label);
                json.WriteString("class", prediction.ClassName);
                json.WriteNumber("probability", prediction.Probabilities[prediction.Label]);
                json.WriteStartArray("probabilities");
                foreach (float share in prediction.Probabilities)
                    json.WriteNumberValue(share);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    private static string Percent(float share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");
}
