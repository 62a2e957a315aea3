using System.Globalization;
using NeuroKit.Cli.Training;
using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training.Analysis;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Reports;
using NeuroKit.Training.Runs;

namespace NeuroKit.Cli.Demo;

/// <summary>
/// The demo's end: a teacher of 16 steps, students of 8 and 4 beside it, and the same students alone. The only class of <c>demo</c> that
/// touches the libraries of networks.
/// </summary>
/// <param name="folder">Where the runs go; what is finished there is not repeated.</param>
/// <param name="dataSet">The data set's folder.</param>
/// <param name="isQuick">Whether with fewer recordings and epochs.</param>
/// <param name="console">Who is told of progress.</param>
internal sealed class DemoDistillation(string folder, string dataSet, bool isQuick, ToolConsole console)
{
    /// <summary>The recipe that it is a short form of.</summary>
    public const string FullRecipe = "bkd-sew-small-fashion-dvs";

    private const int QuickEpochs = 3;
    private const int QuickPerClass = 60;
    private const int Epochs = 6;

    /// <summary>The threads of an operation; null: one a core.</summary>
    public int? Threads { get; init; }

    /// <summary>The page.</summary>
    public string Page { get; } = Path.Combine(folder, "report.html");

    /// <summary>Trains all, or goes on with what an earlier call began, and writes the page.</summary>
    /// <exception cref="CommandFailedException">libtorch is not there; the message says which command mends it.</exception>
    public DemoOutcome Run(CancellationToken cancellationToken)
    {
        TorchStart.Prepare();
        DistillRecipe recipe = Recipe(isQuick);
        recipe = recipe with { Training = recipe.Training with { Threads = Threads } };
        DistillationResult distilled = Distil(recipe, cancellationToken);
        var students = new List<DemoStudent>();
        foreach (DistilledStudent student in distilled.Students)
        {
            console.Note(string.Create(CultureInfo.InvariantCulture, $"the student of {student.Steps} steps alone, for comparison"));
            RunResult alone = Alone(recipe.ToStudent(student.Steps), Alone(student.Steps), cancellationToken);
            students.Add(new DemoStudent(student.Steps, alone.TestAccuracy, student.Result.TestAccuracy));
        }

        RunResult teacher = RunResult.Read(distilled.Teacher);
        var outcome = new DemoOutcome(Page, distilled.TeacherSteps, teacher.TestAccuracy, teacher.TestSamples, students);
        WritePage(outcome, [distilled.Teacher, .. distilled.Students.SelectMany(s => new[] { s.Folder, Alone(s.Steps) })], cancellationToken);
        return outcome;
    }

    internal static DistillRecipe Recipe(bool isQuick)
    {
        DistillRecipe full = DistillRecipe.Load(FullRecipe);
        return full with
        {
            Name = isQuick ? "demo-quick" : "demo",
            Dataset = full.Dataset with { LimitPerClass = isQuick ? QuickPerClass : null },
            Training = full.Training with { Epochs = isQuick ? QuickEpochs : Epochs },
        };
    }

    private DistillationResult Distil(DistillRecipe recipe, CancellationToken cancellationToken)
    {
        console.Note(string.Create(CultureInfo.InvariantCulture, $"a teacher of {recipe.Distillation.Teacher.Steps} steps, then students of {string.Join(" and ", recipe.Distillation.Students)} beside it"));
        using var progress = new TrainingLines(console);
        return DistillationRun.Execute(
            recipe, dataSet, folder, new DistillationRunOptions { Resumes = true, AllowWorseTeacher = true, Progress = progress }, cancellationToken);
    }

    private RunResult Alone(Recipe recipe, string place, CancellationToken cancellationToken)
    {
        var run = new RunFolder(place);
        if (run.Exists && File.Exists(run.Result))
            return RunResult.Read(place);
        var options = new TrainingRunOptions { LinearBaseline = false };
        using TrainingRun training = run.Exists ? TrainingRun.Resume(recipe, dataSet, place, options) : TrainingRun.Create(recipe, dataSet, place, options);
        using var progress = new TrainingLines(console);
        return training.Fit(progress, cancellationToken);
    }

    private string Alone(int steps) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"alone-t{steps}"));

    private void WritePage(DemoOutcome outcome, IEnumerable<string> runs, CancellationToken cancellationToken)
    {
        List<RunAnalysis> analyses = [];
        IReadOnlyList<string> classes = [];
        foreach (string run in runs)
        {
            using TrainedModel model = TrainedModel.Open(run);
            classes = model.Info.Classes;
            analyses.Add(RunAnalysis.Measure(model, dataRoot: dataSet, cancellationToken: cancellationToken));
        }

        RunReport report = AnalysisPage.Report("Sixteen steps teach eight and four", analyses, classes);
        RunReportPage.Write(report with
        {
            Notes =
            [
                string.Create(CultureInfo.InvariantCulture, $"One run each on {outcome.TestRecordings:N0} test recordings: a difference of a few per cent is chance. It shows how the parts go together, not that one way is better."),
                .. report.Notes,
            ],
            RecipeJson = File.ReadAllText(Path.Combine(folder, "recipe.json")),
        }, Page);
    }
}
