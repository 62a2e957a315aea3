using System.Text.Json;
using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using NeuroKit.Training.Tests;
using NeuroKit.Training.Tests.Runs;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Supervision;

public sealed class DistillationRunTests : TrainingTest
{
    private readonly string _folder = Directory.CreateTempSubdirectory("neurokit-distill").FullName;
    private readonly string _data;

    public DistillationRunTests()
    {
        _data = Path.Combine(_folder, "data");
        DigitFiles.Write(_data, train: 3, test: 1);
    }

    [SkippableTheory]
    [InlineData("bkd-sew-small-n-mnist")]
    [InlineData("tser-sew-small-n-mnist")]
    public void A_recipe_runs_from_teacher_to_students(string id)
    {
        var told = new List<DistillationOutlook>();
        var notes = new List<string>();
        DistillationResult result = DistillationRun.Execute(Small(id), _data, At("out"), new DistillationRunOptions { Outlook = told.Add, Note = notes.Add, AllowWorseTeacher = true });
        DistillationOutlook outlook = Assert.Single(told);
        Assert.Equal(("validation", 10, 2), (outlook.Part, outlook.Classes.Count, outlook.Students.Count));
        Assert.True(result.Cached);
        Assert.Equal([2, 1], result.Students.Select(s => s.Steps));
        foreach (DistilledStudent student in result.Students)
        {
            // A run like any other: what is left of the distillation is a note.
            using var model = TrainedModel.Open(student.Folder);
            Assert.Equal(student.Result.TestAccuracy, model.Evaluate().Accuracy);
            DistillationInfo info = DistillationInfo.Read(student.Folder)!;
            Assert.Equal((4, true, Path.Combine(_folder, "out", "teacher")), (info.TeacherSteps, info.Cached, info.Teacher));
            Assert.Equal(info.Method, info.Loss.Id);
            JsonElement[] epochs = [.. File.ReadLines(Path.Combine(student.Folder, "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).Where(e => e.GetProperty("event").GetString() == "epoch")];
            Assert.Equal(2, epochs.Length);
            Assert.All(epochs, epoch => Assert.Equal(epoch.GetProperty("loss").GetDouble(), epoch.GetProperty("terms").GetProperty("total").GetDouble(), 0.02));
            Assert.All(epochs, epoch => Assert.Equal(id.StartsWith("bkd", StringComparison.Ordinal) ? "ce ld bkd total" : "ce kl entropy total", string.Join(" ", epoch.GetProperty("terms").EnumerateObject().Select(t => t.Name))));
        }

        // Again with its teacher given, and without its answers kept: the same weights.
        DistillRecipe uncached = Small(id);
        uncached = uncached with { Distillation = uncached.Distillation with { Cache = TeacherCaching.Off } };
        DistillationResult again = DistillationRun.Execute(uncached, _data, At("again"), new DistillationRunOptions { Teacher = result.Teacher, AllowWorseTeacher = true });
        Assert.False(again.Cached);
        foreach ((DistilledStudent first, DistilledStudent second) in result.Students.Zip(again.Students))
            Assert.Equal(Digest(first.Folder), Digest(second.Folder));
    }

    [SkippableFact]
    public void Interrupted_and_gone_on_with_equals_undisturbed()
    {
        DistillRecipe recipe = Small("bkd-sew-small-n-mnist");
        DistillationResult whole = DistillationRun.Execute(recipe, _data, At("whole"), new DistillationRunOptions { AllowWorseTeacher = true });
        foreach (int after in new[] { 3, 7, 11 })
        {
            using var stop = new CancellationTokenSource();
            var options = new DistillationRunOptions { Resumes = true, AllowWorseTeacher = true, Progress = new Stopper(stop, after) };
            Assert.ThrowsAny<OperationCanceledException>(() => DistillationRun.Execute(recipe, _data, At("killed"), options, stop.Token));
        }

        DistillationResult resumed = DistillationRun.Execute(recipe, null, At("killed"), new DistillationRunOptions { Resumes = true, AllowWorseTeacher = true });
        Assert.Equal(whole.Students.Select(s => Digest(s.Folder)), resumed.Students.Select(s => Digest(s.Folder)));
        foreach ((DistilledStudent undisturbed, DistilledStudent killed) in whole.Students.Zip(resumed.Students))
            Assert.Equal(Course(undisturbed.Folder), Course(killed.Folder));
        Assert.Contains("--resume", Assert.Throws<TrainingException>(() => DistillationRun.Execute(recipe, _data, At("killed"))).Message, StringComparison.Ordinal);

        // The seconds are the process's own.
        static IEnumerable<string> Course(string run)
            => File.ReadLines(new RunFolder(run).Metrics).Select(line => System.Text.RegularExpressions.Regex.Replace(line, ",\"seconds\":[^,}]*", ""));
    }

    [SkippableFact]
    public void Augmented_recordings_are_not_kept()
    {
        DistillRecipe recipe = Small("bkd-sew-small-n-mnist") with { Augmentation = new AugmentationRecipe("flip", new MixupRecipe(0.5)) };
        var notes = new List<string>();
        DistillationResult result = DistillationRun.Execute(recipe, _data, At("out"), new DistillationRunOptions { Note = notes.Add, AllowWorseTeacher = true });
        Assert.False(result.Cached);
        Assert.Contains("varied at random", Assert.Single(notes), StringComparison.Ordinal);
        Assert.False(File.Exists(At("out/teacher-cache.bin")));
    }

    [SkippableFact]
    public void A_teacher_of_other_recordings_is_refused()
    {
        DistillRecipe recipe = Small("bkd-sew-small-n-mnist");
        DistillationResult made = DistillationRun.Execute(recipe, _data, At("out"), new DistillationRunOptions { AllowWorseTeacher = true });
        DistillRecipe other = recipe with { Dataset = recipe.Dataset with { Validation = new ValidationRecipe(1 / 3.0, 2) } };
        string message = Assert.Throws<TrainingException>(() => DistillationRun.Execute(other, _data, At("other"), new DistillationRunOptions { Teacher = made.Teacher })).Message;
        Assert.Contains("may have learnt from what its students are tested on", message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_teacher_that_knows_nothing_is_refused()
    {
        DistillRecipe recipe = Small("bkd-sew-small-n-mnist");
        string teacher = DistillationRun.Execute(recipe, _data, At("out"), new DistillationRunOptions { AllowWorseTeacher = true }).Teacher;
        using (var model = TrainedModel.Open(teacher))
        {
            using IDisposable quiet = no_grad();
            foreach (TorchSharp.Modules.Parameter parameter in model.Network.parameters())
                parameter.zero_();
            model.Network.save(model.Folder.BestCheckpoint);
        }

        string message = Assert.Throws<TrainingException>(() => DistillationRun.Execute(recipe, _data, At("other"), new DistillationRunOptions { Teacher = teacher })).Message;
        Assert.Contains("nothing to teach", message, StringComparison.Ordinal);
    }

    private static DistillRecipe Small(string id)
    {
        var recipe = DistillRecipe.Load(id);
        return recipe with
        {
            Dataset = recipe.Dataset with { Validation = new ValidationRecipe(1 / 3.0) },
            Frames = recipe.Frames with { Size = "16x16" }, // a quarter of the work
            Training = recipe.Training with { Epochs = 2, BatchSize = 5, Threads = 1 },
            Checkpoint = new CheckpointRecipe(3),
            Distillation = recipe.Distillation with { Teacher = new TeacherRecipe(4), Students = [2, 1] },
        };
    }

    private static string Digest(string run)
    {
        using var model = TrainedModel.Open(run);
        return WeightDigest.Of(model.Network);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private sealed class Stopper(CancellationTokenSource stop, int after) : IProgress<TrainingProgress>
    {
        private int _told;

        public void Report(TrainingProgress value)
        {
            if (++_told == after)
                stop.Cancel();
        }
    }
}
