using System.Globalization;
using NeuroKit.Cli.Distill;
using NeuroKit.Cli.Training;
using NeuroKit.Distill.Sweeps;
using NeuroKit.Training.Analysis;
using NeuroKit.Training.Reports;
using NeuroKit.Training.Runs;

namespace NeuroKit.Cli.Analyze;

/// <summary>Carries <c>analyze</c> out.</summary>
internal static class AnalyzeWork
{
    public static int Run(ToolConsole console, AnalyzeRequest request, CancellationToken cancellationToken)
    {
        string root = Path.GetFullPath(request.Run);
        string page = Path.GetFullPath(request.Out ?? Path.Combine(root, "analysis.html"));
        if (SweepResults.IsSweep(root))
            return Sweep(console, root, page, request.AsJson);
        List<RunAnalysis> analyses = [];
        IReadOnlyList<string> classes = [];
        foreach (string folder in Runs(root))
        {
            using TrainedModel model = TorchStart.Open(folder, request.Device);
            console.Note($"measuring {folder}");
            classes = model.Info.Classes;
            string name = folder == root ? Path.GetFileName(root) : Path.GetRelativePath(root, folder).Replace('\\', '/');
            analyses.Add(RunAnalysis.Measure(model, request.Part, request.Data, name, cancellationToken: cancellationToken));
        }

        RunReportPage.Write(AnalysisPage.Report(Title(analyses), analyses, classes), page);
        if (request.AsJson)
            WriteJson(console, request, page, analyses);
        else
            WriteTables(console, page, analyses);
        return ExitCode.Fine;
    }

    // What the settings' runs wrote; nothing is measured anew.
    private static int Sweep(ToolConsole console, string root, string page, bool asJson)
    {
        SweepResults results = SweepResults.Read(root);
        RunReportPage.Write(results.ToReport(), page);
        SweepText.Write(console, results, asJson, page);
        if (!asJson)
            console.Note($"wrote {page}");
        return ExitCode.Fine;
    }

    // A run itself, or those in a distillation's folder, whose teacher comes first as it has the most steps.
    private static IEnumerable<string> Runs(string root)
    {
        if (new RunFolder(root).Exists || !Directory.Exists(root))
            return [root];
        string[] within = [.. Directory.EnumerateFiles(root, "run.json", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 3 })
            .Select(file => Path.GetDirectoryName(file)!)
            .Where(folder => new RunFolder(folder).Exists)
            .OrderByDescending(folder => Path.GetFileName(folder).StartsWith("teacher", StringComparison.Ordinal)).ThenBy(folder => folder, StringComparer.Ordinal)];
        return within.Length > 0 ? within : [root];
    }

    private static string Title(List<RunAnalysis> analyses) => analyses.Count == 1
        ? $"{analyses[0].Network} on {analyses[0].Dataset}, analysed"
        : string.Create(CultureInfo.InvariantCulture, $"{analyses.Count} networks on {analyses[0].Dataset}, analysed");

    private static void WriteTables(ToolConsole console, string page, List<RunAnalysis> analyses)
    {
        TableOutput.Write(console.Out, console.OutputIsTerminal, ["network", ">T", ">recordings", ">accuracy", ">last step alone", ">firing rate", ">energy mJ"],
            [.. analyses.Select(a => (string[])
            [
                a.Name, Number(a.Evaluation.BySteps.Count), Number(a.Evaluation.Samples), Percent(a.Evaluation.Accuracy),
                a.Evaluation.BySteps.Count == 0 ? "" : Percent(a.Evaluation.BySteps[^1].Alone),
                a.Energy is { } energy ? Percent(energy.MeanFiringRate) : "", a.Energy is { } e ? e.Millijoules.ToString("0.####", CultureInfo.InvariantCulture) : "",
            ])]);
        foreach (RunAnalysis analysis in analyses.Where(a => a.Evaluation.BySteps.Count > 1))
        {
            console.Out.WriteLine();
            TableOutput.Write(console.Out, console.OutputIsTerminal, [$"step of {analysis.Name}", ">alone", ">mean so far"],
                [.. analysis.Evaluation.BySteps.Select(s => (string[])[Number(s.Step), Percent(s.Alone), Percent(s.SoFar)])]);
        }

        console.Note($"wrote {page}");
    }

    private static void WriteJson(ToolConsole console, AnalyzeRequest request, string page, List<RunAnalysis> analyses)
        => JsonOutput.Write(console.Out, json =>
        {
            json.WriteStartObject();
            json.WriteString("run", request.Run);
            json.WriteString("part", request.Part);
            json.WriteString("page", page);
            json.WriteStartArray("networks");
            foreach (RunAnalysis analysis in analyses)
                AnalysisWriter.WriteJson(analysis, json);
            json.WriteEndArray();
            json.WriteEndObject();
        });

    private static string Number(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");
}
