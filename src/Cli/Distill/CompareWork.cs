using System.Globalization;
using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Cli.Distill;

/// <summary>Carries <c>compare</c> out: reads what runs wrote, without libtorch.</summary>
internal static class CompareWork
{
    public static int Run(ToolConsole console, string[] folders, bool asJson)
    {
        ComparedRun[] runs = [.. folders.SelectMany(Expand).Select(Read)];
        if (asJson)
            WriteJson(console, runs);
        else
            Write(console, runs);
        foreach (string note in Differences(runs))
            console.Warn(note);
        return ExitCode.Fine;
    }

    // A distillation's folder stands for its teacher and its students, those of a chain stage by stage.
    private static IEnumerable<string> Expand(string folder)
    {
        if (new RunFolder(folder).Exists || !Directory.Exists(folder))
            return [folder];
        string[] inner =
        [
            .. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
                .SelectMany(IEnumerable<string> (inner) => new RunFolder(inner).Exists ? [inner] : RunsIn(inner)),
        ];
        // Who teaches first comes first: the stages of a chain before its teacher would read the wrong way round.
        inner = [.. inner.OrderBy(run => Path.GetFileName(run) == "teacher" ? 0 : 1)];
        return inner.Length > 0 ? inner : [folder];
    }

    private static IEnumerable<string> RunsIn(string folder)
        => Directory.EnumerateDirectories(folder).Where(run => new RunFolder(run).Exists).Order(StringComparer.Ordinal);

    private static ComparedRun Read(string path)
    {
        var folder = new RunFolder(path);
        folder.RequireRun();
        var recipe = Recipe.Load(folder.Recipe);
        DistillationInfo? teacher = DistillationInfo.Read(folder.Path);
        RunResult? result = File.Exists(folder.Result) ? RunResult.Read(folder.Path) : null;
        return new ComparedRun(
            path, recipe.Network.Describe(), recipe.Frames.Steps, teacher?.Method ?? (recipe.Loss.Id == LossKind.TemporalEfficient ? "tet" : "none"), Describe(teacher), recipe.Training.Seed,
            result, RunInfo.Read(folder.Path));
    }

    private static string Describe(DistillationInfo? taught)
    {
        if (taught is null)
            return "";
        if (taught.Students is { } students)
            return $"joint, one weight set with T = {string.Join(", ", students)}";
        string kind = taught.Weights == JointWeights.Shared ? "joint, one weight set" : taught.Supervision.ToString().ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{kind}, by {taught.TeacherNetwork}, T = {taught.TeacherSteps}");
    }

    private static void Write(ToolConsole console, ComparedRun[] runs)
    {
        double? first = runs[0].Result?.TestAccuracy;
        List<string[]> rows = [.. runs.Select(run => (string[])
        [
            run.Path, run.Network, run.Steps?.ToString(CultureInfo.InvariantCulture) ?? "varies", run.Method, run.Supervision, run.Seed.ToString(CultureInfo.InvariantCulture),
            run.Result is null ? "not finished" : Percent(run.Result.TestAccuracy), Percent(run.Result?.LastTestAccuracy), Percent(run.Result?.BestValidationAccuracy),
            ReferenceEquals(run, runs[0]) || run.Result is null || first is not { } base0 ? "" : Signed(run.Result.TestAccuracy - base0),
        ])];
        TableOutput.Write(
            console.Out, console.OutputIsTerminal, ["run", "network", ">T", "method", "taught", ">seed", ">test", ">last epoch", ">best validation", ">to the first"], rows);
    }

    private static void WriteJson(ToolConsole console, ComparedRun[] runs) => JsonOutput.Write(console.Out, json =>
    {
        json.WriteStartArray();
        foreach (ComparedRun run in runs)
        {
            json.WriteStartObject();
            json.WriteString("run", run.Path);
            json.WriteString("network", run.Network);
            if (run.Steps is { } steps)
                json.WriteNumber("steps", steps);
            json.WriteString("method", run.Method);
            if (run.Supervision.Length > 0)
                json.WriteString("taught", run.Supervision);
            json.WriteNumber("seed", run.Seed);
            if (run.Result is { } result)
            {
                json.WriteNumber("testAccuracy", result.TestAccuracy);
                json.WriteNumber("lastTestAccuracy", result.LastTestAccuracy);
                if (result.BestValidationAccuracy is { } best)
                    json.WriteNumber("bestValidationAccuracy", best);
                json.WriteNumber("testSamples", result.TestSamples);
                if (runs[0].Result is { } first)
                    json.WriteNumber("difference", result.TestAccuracy - first.TestAccuracy);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    // Figures on other recordings stand side by side, they do not compare.
    private static IEnumerable<string> Differences(ComparedRun[] runs)
        => runs.Skip(1).Where(run => run.Info.IndexDigest != runs[0].Info.IndexDigest)
            .Select(run => $"{run.Path}: was trained and tested on other recordings than {runs[0].Path}; their difference says nothing");

    private static string Percent(double? share) => share is { } value ? string.Create(CultureInfo.InvariantCulture, $"{100 * value:0.00} %") : "";

    private static string Signed(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:+0.00;-0.00;0.00}");
}
