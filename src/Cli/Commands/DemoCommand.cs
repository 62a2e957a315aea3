using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using NeuroKit.Cli.Demo;
using NeuroKit.Events.Datasets;
using NeuroKit.Training.Runtime;

namespace NeuroKit.Cli.Commands;

/// <summary><c>demo</c>: from pictures to events to frames, in one go.</summary>
internal sealed class DemoCommand : Command
{
    private readonly ToolConsole _console;
    private readonly Option<bool> _yes = new("--yes") { Description = "Install Debian's package of Fashion-MNIST without asking where it is missing." };
    private readonly Option<bool> _quick = new("--quick") { Description = "End with a shorter training: about one minute instead of three." };
    private readonly Option<bool> _noTraining = new("--no-training") { Description = "End with frames and pictures, before networks learn." };
    private readonly Option<bool> _json = CommonOptions.Json("Print the table as a JSON object.");
    private int _quarters; // of the progress, said so far

    public DemoCommand(ToolConsole console)
        : base("demo", "Make a small data set of simulated recordings, turn it into frames, show them, and let a network of 16 steps teach networks of 8 and 4.")
    {
        _console = console;
        Add(_yes);
        Add(_quick);
        Add(_noTraining);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        await FashionMnistPackage.EnsureAsync(_console, parsed.GetValue(_yes), cancellationToken).ConfigureAwait(false);
        string folder = Path.Combine(ToolFolders.Artifacts, "demo");
        var run = new DemoRun(folder);
        FashionDvsResult made = MakeDataSet(run, cancellationToken);
        _console.Note(made.AlreadyPresent
            ? $"data set: {run.DataSetFolder} (made before)"
            : string.Create(CultureInfo.InvariantCulture, $"data set: {run.DataSetFolder} ({made.Recordings:N0} recordings, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s)"));
        IReadOnlyList<DemoClass> classes = run.Show(made.Dataset, cancellationToken);
        bool isJson = parsed.GetValue(_json);
        if (!isJson)
        {
            // Before the networks, which take minutes and may be interrupted: what is there can be used.
            WriteTable(run, classes);
            WriteNext(run, classes);
        }

        (DemoOutcome? outcome, bool failed) = Distill(run, made.Dataset, classes, parsed, cancellationToken);
        if (isJson)
            WriteJson(run, classes, outcome);
        else if (outcome is not null)
            WriteNetworks(outcome);
        _console.Note(string.Create(CultureInfo.InvariantCulture, $"done in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s"));
        return failed ? ExitCode.SomeFailed : ExitCode.Fine;
    }

    private (DemoOutcome? Outcome, bool Failed) Distill(
        DemoRun run, EventDataset dataset, IReadOnlyList<DemoClass> classes, ParseResult parsed, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_noTraining))
            return (null, false);
        if (!IsTrainingPossible(out string reason))
        {
            _console.Warn($"the demo ends before networks learn: {reason}");
            return (null, false);
        }

        bool isQuick = parsed.GetValue(_quick);
        string folder = Path.Combine(run.Folder, isQuick ? "distillation-quick" : "distillation");
        try
        {
            DemoOutcome outcome = new DemoDistillation(folder, run.DataSetFolder, isQuick, _console).Run(cancellationToken);
            run.WritePage(dataset, classes, outcome);
            return (outcome, false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Failure.IsExpected(exception))
        {
            // Frames and pictures are whole all the same.
            _console.Fail($"the demo's networks: {Failure.Line(exception)}");
            return (null, true);
        }
    }

    private FashionDvsResult MakeDataSet(DemoRun run, CancellationToken cancellationToken)
        => _console.ErrorIsTerminal
            ? ProgressBar.Run(_console.Error, "simulating the event camera", report =>
                run.MakeDataSet(new Report(p => report(p.Done, p.Total)), cancellationToken))
            : run.MakeDataSet(new Report(PlainProgress), cancellationToken);

    // A line every quarter.
    private void PlainProgress(FashionDvsProgress progress)
    {
        int quarter = progress.Total / 4;
        if (progress.Done == 0)
            _console.Note(string.Create(CultureInfo.InvariantCulture, $"simulating {progress.Total:N0} recordings"));
        else if (quarter > 0 && progress.Done / quarter > _quarters)
            _console.Note(string.Create(CultureInfo.InvariantCulture, $"  {25 * (_quarters = progress.Done / quarter)} %"));
    }

    private void WriteTable(DemoRun run, IReadOnlyList<DemoClass> classes)
    {
        var rows = classes.Select(c => Row(c.Name, c.Recordings, c.Events, c.MegaEventsPerSecond)).ToList();
        long events = classes.Sum(c => c.Events);
        rows.Add(Row("all", classes.Sum(c => c.Recordings), events, events / classes.Sum(c => c.Seconds) / 1e6));
        TableOutput.Write(_console.Out, _console.OutputIsTerminal, ["class", ">recordings", ">events", ">Mevents/s"], rows);
    }

    private void WriteNext(DemoRun run, IReadOnlyList<DemoClass> classes)
    {
        string shown = ToolFolders.Shortest(Path.Combine(run.Folder, classes[^1].Shown));
        string data = ToolFolders.Shortest(run.DataSetFolder);
        string tool = ToolFolders.Command;
        _console.Out.WriteLine($"""

            Page with pictures:  {ToolFolders.Shortest(run.Page)}
            Frame tensors:       {ToolFolders.Shortest(run.FramesFolder)}

            What to try next:
              {tool} info {shown}
              {tool} frames {shown} boots.png --bins 8 --by time
              {tool} frames {shown} boots.npy --bins 16,8,4 --nested
              {tool} convert {shown} boots.npz
              {tool} simulate --fashion-mnist train:7 shirt.aedat --path cifar10-dvs
              {tool} distill bkd-sew-small-fashion-dvs --data {data} --out runs/fashion
            """);
    }

    private void WriteNetworks(DemoOutcome outcome)
    {
        _console.Out.WriteLine();
        TableOutput.Write(_console.Out, _console.OutputIsTerminal, ["network", ">alone", ">with the teacher"],
        [
            [string.Create(CultureInfo.InvariantCulture, $"teacher, T = {outcome.TeacherSteps}"), Percent(outcome.TeacherAccuracy), ""],
            .. outcome.Students.Select(s => (string[])[string.Create(CultureInfo.InvariantCulture, $"student, T = {s.Steps}"), Percent(s.Alone), Percent(s.Distilled)]),
        ]);
        _console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"One run each on {outcome.TestRecordings:N0} test recordings: a difference of a few per cent is chance."));
        _console.Out.WriteLine();
        _console.Out.WriteLine($"Networks:            {ToolFolders.Shortest(outcome.Page)}");
    }

    // In a method of its own: the libraries of networks are loaded here, and only if they are there.
    private static bool IsTrainingPossible(out string reason) => TorchRuntime.IsAvailable(out reason);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    private static string[] Row(string name, int recordings, long events, double speed) =>
    [
        name, recordings.ToString("N0", CultureInfo.InvariantCulture), events.ToString("N0", CultureInfo.InvariantCulture),
        speed.ToString("0.0", CultureInfo.InvariantCulture),
    ];

    private void WriteJson(DemoRun run, IReadOnlyList<DemoClass> classes, DemoOutcome? outcome)
        => JsonOutput.Write(_console.Out, json =>
        {
            json.WriteStartObject();
            json.WriteString("page", run.Page);
            json.WriteString("dataSet", run.DataSetFolder);
            json.WriteString("frames", run.FramesFolder);
            json.WriteStartArray("classes");
            foreach (DemoClass each in classes)
            {
                json.WriteStartObject();
                json.WriteNumber("label", each.Label);
                json.WriteString("class", each.Name);
                json.WriteNumber("recordings", each.Recordings);
                json.WriteNumber("events", each.Events);
                json.WriteNumber("megaEventsPerSecond", Math.Round(each.MegaEventsPerSecond, 3));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WritePropertyName("distillation");
            if (outcome is null)
                json.WriteNullValue();
            else
                WriteJson(json, outcome);
            json.WriteEndObject();
        });

    private static void WriteJson(Utf8JsonWriter json, DemoOutcome outcome)
    {
        json.WriteStartObject();
        json.WriteString("page", outcome.Page);
        json.WriteNumber("testRecordings", outcome.TestRecordings);
        json.WriteNumber("teacherSteps", outcome.TeacherSteps);
        json.WriteNumber("teacherAccuracy", outcome.TeacherAccuracy);
        json.WriteStartArray("students");
        foreach (DemoStudent student in outcome.Students)
        {
            json.WriteStartObject();
            json.WriteNumber("steps", student.Steps);
            json.WriteNumber("aloneAccuracy", student.Alone);
            json.WriteNumber("distilledAccuracy", student.Distilled);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // Progress<T> would post to other threads, after the end too.
    private sealed class Report(Action<FashionDvsProgress> report) : IProgress<FashionDvsProgress>
    {
        void IProgress<FashionDvsProgress>.Report(FashionDvsProgress value) => report(value);
    }
}
