using System.Globalization;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Cli.Datasets;

/// <summary>Writes what a verification found.</summary>
internal static class VerificationText
{
    public static void Write(ToolConsole console, DatasetVerificationResult result)
    {
        bool isDivided = result.Classes.Any(c => c.Split is not null);
        var rows = result.Classes.Select(c => Row(isDivided, c.Split, c.ClassName, c.Expected, c.Found, c.Corrupt)).ToList();
        int? expected = result.Classes.All(c => c.Expected is not null) ? result.Classes.Sum(c => c.Expected) : null;
        rows.Add(Row(isDivided, "", "all", expected, result.Classes.Sum(c => c.Found), result.Classes.Sum(c => c.Corrupt)));
        string[] headers = ["class", ">expected", ">found", ">corrupt"];
        TableOutput.Write(console.Out, console.OutputIsTerminal, isDivided ? ["part", .. headers] : headers, rows);
        console.Out.WriteLine();
        if (result.IsWhole)
            console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"everything is as it should be: {result.Samples:N0} samples of {result.Recordings:N0} recordings{Synthetic(result)}"));
        foreach (DatasetProblem problem in result.Problems)
            console.Out.WriteLine($"{Word(problem.Kind)}: {problem}");
        if (!result.IsWhole)
        {
            string counts = string.Join(", ", result.Problems.GroupBy(p => p.Kind).Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Count():N0} {Word(g.Key)}")));
            console.Fail($"{result.Root}: {counts}{Synthetic(result)}");
        }
    }

    public static void WriteJson(TextWriter output, DatasetVerificationResult result) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("dataset", result.Manifest.Id);
        json.WriteBoolean("synthetic", result.Manifest.IsSynthetic);
        json.WriteString("root", result.Root);
        json.WriteBoolean("isWhole", result.IsWhole);
        json.WriteNumber("recordings", result.Recordings);
        json.WriteNumber("samples", result.Samples);
        json.WriteStartArray("classes");
        foreach (DatasetClassCount count in result.Classes)
        {
            json.WriteStartObject();
            json.WriteString("split", count.Split);
            json.WriteNumber("label", count.Label);
            json.WriteString("class", count.ClassName);
            ManifestText.WriteNumber(json, "expected", count.Expected);
            json.WriteNumber("found", count.Found);
            json.WriteNumber("corrupt", count.Corrupt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("problems");
        foreach (DatasetProblem problem in result.Problems)
        {
            json.WriteStartObject();
            json.WriteString("kind", Word(problem.Kind));
            json.WriteString("path", problem.Path);
            json.WriteString("split", problem.Split);
            json.WriteString("class", problem.ClassName);
            json.WriteString("problem", problem.Text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string[] Row(bool isDivided, string? part, string name, int? expected, int found, int corrupt)
    {
        string[] cells = [name, expected is { } number ? ManifestText.Number(number) : "not known", ManifestText.Number(found), ManifestText.Number(corrupt)];
        return isDivided ? [part ?? "", .. cells] : cells;
    }

    private static string Word(DatasetProblemKind kind) => kind == DatasetProblemKind.WrongCount ? "wrong count" : kind.ToString().ToLowerInvariant();

    private static string Synthetic(DatasetVerificationResult result) => result.Manifest.IsSynthetic ? " (synthetic)" : "";
}
