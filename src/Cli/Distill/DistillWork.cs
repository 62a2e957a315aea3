using System.Globalization;
using NeuroKit.Cli.Training;
using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Distill.Sweeps;
using NeuroKit.Training;
using NeuroKit.Training.Runs;
using NeuroKit.Training.Runtime;
using static TorchSharp.torch;

namespace NeuroKit.Cli.Distill;

/// <summary>Carries <c>distill</c> out.</summary>
internal static class DistillWork
{
    public static int Run(ToolConsole console, DistillRequest request, CancellationToken cancellationToken)
    {
        DistillRecipe recipe = LoadRecipe(request.Recipe);
        RecipeSweep? sweep = request.Sweep.Count == 0 ? null : RecipeSweep.Create(request.Recipe, [.. request.Sweep.Select(SweepAxis.Parse)]);
        Device device = TorchStart.Prepare(request.Device);
        if (!TorchRuntime.IsDeterministic(device, out string reason))
            console.Note($"not repeatable to the bit: {reason}");
        DistillationResult result;
        try
        {
            using var progress = new TrainingLines(console);
            var options = new DistillationRunOptions
            {
                Teacher = request.Teacher,
                Resumes = request.Resumes,
                AllowWorseTeacher = request.AllowsWorseTeacher,
                Device = device.type == TorchSharp.DeviceType.CPU ? null : device,
                Progress = progress,
                Outlook = outlook => Show(console, outlook),
                Note = console.Note,
            };
            if (request.CacheLimitMegabytes is { } megabytes)
                options = options with { CacheLimitBytes = megabytes * 1_000_000L };
            if (sweep is not null)
            {
                SweepText.Write(console, SweepRun.Execute(sweep, request.Data, request.Out, options, s => console.Note($"setting {s.Name}"), cancellationToken), request.AsJson);
                return ExitCode.Fine;
            }

            result = DistillationRun.Execute(recipe, request.Data, request.Out, options, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            string[] options =
            [
                .. request.Teacher is { } teacher ? ["--teacher", teacher] : Array.Empty<string>(), .. request.Sweep.SelectMany(text => new[] { "--sweep", text }),
                .. request.AllowsWorseTeacher ? ["--allow-worse-teacher"] : Array.Empty<string>(),
                .. request.CacheLimitMegabytes is { } limit ? ["--cache-limit", limit.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
            ];
            console.Fail(ResumeHint.Of("distill", request.Recipe, request.Data, request.Out, request.Device, request.AsJson, options));
            return ExitCode.Interrupted;
        }

        if (request.AsJson)
            WriteJson(console, result);
        else
            Write(console, result);
        return ExitCode.Fine;
    }

    private static DistillRecipe LoadRecipe(string idOrPath)
    {
        if (idOrPath.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) || File.Exists(idOrPath) || DistillRecipe.Ids.Contains(idOrPath))
            return DistillRecipe.Load(idOrPath);
        throw new UsageException($"there is no distillation recipe or file '{idOrPath}'{Spelling.Hint(idOrPath, [.. DistillRecipe.Ids])}");
    }

    // Class by class, on error output: what is to be learnt and from whom.
    private static void Show(ToolConsole console, DistillationOutlook outlook)
    {
        List<string[]> rows = [.. outlook.Classes.Select((name, label) => Row(name, outlook, result => result.PerClass[label]))];
        rows.Add(Row("all", outlook, result => result.Accuracy));
        TableOutput.Write(
            console.Error, console.ErrorIsTerminal,
            [$"before ({outlook.Part})", ">teacher", .. outlook.Steps.Select(steps => string.Create(CultureInfo.InvariantCulture, $">untrained, T = {steps}"))], rows);
    }

    private static string[] Row(string name, DistillationOutlook outlook, Func<EvaluationResult, double> share)
        => [name, Percent(share(outlook.Teacher)), .. outlook.Students.Select(student => Percent(share(student)))];

    private static void Write(ToolConsole console, DistillationResult result)
    {
        List<string[]> rows = [];
        if (ReadTeacher(result) is { } teacher)
            rows.Add(Row("teacher", result.TeacherSteps, teacher, result.Teacher));
        rows.AddRange(result.Students.Select(student => Row("student", student.Steps, student.Result, student.Folder)));
        TableOutput.Write(console.Out, console.OutputIsTerminal, ["", ">T", ">test", ">last epoch", ">recordings", "run"], rows);
    }

    // A teacher that was given may have been stopped before its end.
    private static RunResult? ReadTeacher(DistillationResult result)
        => File.Exists(new RunFolder(result.Teacher).Result) ? RunResult.Read(result.Teacher) : null;

    private static (double Accuracy, string Part)? Kept(DistillationResult result)
        => DistillationInfo.Read(result.Students[0].Folder)?.Outlook is { } outlook ? (outlook.TeacherAccuracy, outlook.Part) : null;

    private static string[] Row(string role, int steps, RunResult result, string folder) =>
    [
        role, steps.ToString(CultureInfo.InvariantCulture), Percent(result.TestAccuracy), Percent(result.LastTestAccuracy),
        string.Create(CultureInfo.InvariantCulture, $"{result.TestSamples:N0}"), folder,
    ];

    private static void WriteJson(ToolConsole console, DistillationResult result) => JsonOutput.Write(console.Out, json =>
    {
        json.WriteStartObject();
        json.WriteString("teacher", result.Teacher);
        json.WriteNumber("teacherSteps", result.TeacherSteps);
        if (ReadTeacher(result) is { } teacher)
            json.WriteNumber("teacherTestAccuracy", teacher.TestAccuracy);
        // What is finished is not looked at again: its first student's file has it.
        if ((result.Outlook is { } outlook ? (outlook.Teacher.Accuracy, outlook.Part) : Kept(result)) is var (accuracy, part))
        {
            json.WriteNumber("teacherAccuracy", accuracy);
            json.WriteString("teacherPart", part);
        }

        json.WriteBoolean("cached", result.Cached);
        json.WriteStartArray("students");
        foreach (DistilledStudent student in result.Students)
        {
            json.WriteStartObject();
            json.WriteString("run", student.Folder);
            json.WriteNumber("steps", student.Steps);
            json.WriteString("teacher", student.Teacher);
            json.WriteNumber("testAccuracy", student.Result.TestAccuracy);
            json.WriteNumber("lastTestAccuracy", student.Result.LastTestAccuracy);
            json.WriteNumber("testSamples", student.Result.TestSamples);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Percent(double share) => double.IsNaN(share) ? "" : string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.00} %");
}
