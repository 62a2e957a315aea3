using System.Globalization;
using System.Text;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using static TorchSharp.torch;

namespace NeuroKit.Cli.Training;

/// <summary>Carries <c>train</c> out.</summary>
internal static class TrainRun
{
    public static int Run(ToolConsole console, TrainRequest request, CancellationToken cancellationToken)
    {
        Recipe recipe = LoadRecipe(request.Recipe);
        Device device = TorchStart.Prepare(request.Device);
        var options = new TrainingRunOptions { Device = device.type == TorchSharp.DeviceType.CPU ? null : device, ReportBestOnTest = request.ReportsBestOnTest };
        bool begins = !request.Resumes || !new RunFolder(request.Out).Exists;
        if (begins && request.Data is null)
            throw new UsageException($"{request.Out} holds no run to resume; to begin it, say the data set's folder: --data ROOT");
        using TrainingRun run = begins
            ? TrainingRun.Create(recipe, request.Data!, request.Out, options)
            : TrainingRun.Resume(recipe, request.Data, request.Out, options);
        Announce(console, run);
        RunResult result;
        try
        {
            using var progress = new TrainingLines(console);
            result = run.Fit(progress, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            console.Fail(ResumeHint.Of("train", request.Recipe, request.Data, request.Out, request.Device, request.AsJson, request.ReportsBestOnTest ? ["--report-best-on-test"] : []));
            return ExitCode.Interrupted;
        }

        if (request.AsJson)
            console.Out.WriteLine(File.ReadAllText(run.Folder.Result, Encoding.UTF8).TrimEnd());
        else
            Write(console, run, result);
        return ExitCode.Fine;
    }

    internal static Recipe LoadRecipe(string idOrPath)
    {
        if (idOrPath.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || File.Exists(idOrPath) || Recipe.Ids.Contains(idOrPath))
            return Recipe.Load(idOrPath);
        throw new UsageException($"there is no recipe or file '{idOrPath}'{Spelling.Hint(idOrPath, [.. Recipe.Ids])}");
    }

    private static void Announce(ToolConsole console, TrainingRun run)
    {
        RunInfo info = run.Info;
        console.Note(string.Create(
            CultureInfo.InvariantCulture,
            $"{info.Network} ({info.Parameters:N0} parameters) on {info.Dataset}, {info.Width}x{info.Height}, {info.Frames}: {info.TrainSamples:N0} to train, {info.ValidationSamples:N0} to validate, {info.TestSamples:N0} to test ({info.Split}); seed {info.Seed}, {info.Threads} {(info.Threads == 1 ? "thread" : "threads")}, {info.Device}"));
        if (info.NotRepeatable is { } reason)
            console.Note($"not repeatable to the bit: {reason}");
    }

    private static void Write(ToolConsole console, TrainingRun run, RunResult result)
    {
        List<string[]> rows = [];
        string chosen = result.BestEpoch is { } epoch ? $"epoch {epoch + 1} of {result.Epochs}, best on validation ({Percent(result.BestValidationAccuracy)})" : "last epoch";
        rows.Add(["test", Percent(result.TestAccuracy), $"{result.TestCorrect:N0} of {result.TestSamples:N0}", chosen]);
        if (result.BestEpoch is not null)
            rows.Add(["test, last epoch", Percent(result.LastTestAccuracy), "", ""]);
        if (result.LinearTestAccuracy is { } linear)
            rows.Add(["test, linear classifier", Percent(linear), "", "on summed frames"]);
        if (result.BestOnTestAccuracy is { } best)
            rows.Add(["test, best on test", Percent(best), "", $"epoch {result.BestOnTestEpoch + 1}, chosen on what it is measured on"]);
        TableOutput.Write(console.Out, console.OutputIsTerminal, ["accuracy", ">", ">", ""], rows);
        console.Note(string.Create(CultureInfo.InvariantCulture, $"{result.Seconds:0.0} s; everything is in {run.Folder.Path}"));
    }

    private static string Percent(double? share) => share is { } value ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.00} %") : "";
}
