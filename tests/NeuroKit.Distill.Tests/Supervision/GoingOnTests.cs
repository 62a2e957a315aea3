using System.Text.Json;
using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Distill.Sweeps;
using NeuroKit.Training;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Tests.Supervision;

/// <summary>What a folder says of its distillation before the first step, and that nothing else goes on there.</summary>
public sealed class GoingOnTests : SmallRun
{
    private static readonly DistillationRunOptions s_resumes = new() { Resumes = true };

    // A teacher of 2 steps and a student of 1, one epoch of four batches, soft labels alone.
    private static DistillRecipe Tiny => With(
        d => d with { Teacher = new TeacherRecipe(2), Students = [1], Loss = new DistillationLossOptions { Id = "ld", Logits = new LogitLossOptions { Temperature = 2 } } },
        Small() with { Training = Small().Training with { Epochs = 1 }, Checkpoint = new CheckpointRecipe(1) });

    private string Teacher { get => field ??= Execute(Tiny, "first").Teacher; }

    [SkippableFact]
    public void Another_recipe_does_not_go_on()
    {
        Interrupt(Tiny, "out");
        Assert.Equal(Tiny.ToJson(), File.ReadAllText(At("out", "recipe.json")));
        DistillationInfo info = DistillationInfo.Read(At("out", "student-t1"))!; // before the end
        Assert.Equal(("ld", Teacher, BinSharing.Exact, StudentInitialization.Fresh), (info.Method, info.Teacher, info.Bins, info.Initialization));
        Assert.Equal(Tiny.ToJson(), info.Recipe!.ToJson());
        string kept = File.ReadAllText(At("out", "student-t1", "distillation.json"));
        Refuses(Tiny with { Distillation = Tiny.Distillation with { Loss = Tiny.Distillation.Loss with { Logits = Tiny.Distillation.Loss.Logits! with { Temperature = 8 } } } }, "distillation.loss.logits.temperature was 2 and is 8 now");
        Refuses(With(d => d with { Loss = new DistillationLossOptions { Id = "wsld" } }, Tiny), "distillation.loss.id was \"ld\" and is \"wsld\" now");
        Refuses(Tiny with { Distillation = Tiny.Distillation with { Bins = BinSharing.Nested } }, "distillation.bins was \"exact\" and is \"nested\" now");
        Refuses(Tiny with { Distillation = Tiny.Distillation with { Initialization = StudentInitialization.Teacher } }, "distillation.initialization was \"fresh\" and is \"teacher\" now");
        Refuses(Tiny with { Optimizer = Tiny.Optimizer with { LearningRate = 0.5 } }, "optimizer.learningRate");
        Refuses(With(d => d with { Supervision = SupervisionKind.Joint }, Tiny), "distillation.supervision", given: false);
        Assert.Equal(kept, File.ReadAllText(At("out", "student-t1", "distillation.json")));

        // Other words are the same recipe; the teacher's weights lie elsewhere.
        Directory.Move(At("first", "teacher"), At("moved"));
        DistillationResult result = Execute(Tiny with { Description = "in other words" }, "out", s_resumes with { Teacher = At("moved") });
        Assert.Equal(Digest(At("first", "student-t1")), Digest(result.Students[0].Folder));

        void Refuses(DistillRecipe other, string words, bool given = true)
            => Assert.Contains(words, Assert.Throws<TrainingException>(() => Execute(other, "out", s_resumes with { Teacher = given ? Teacher : null })).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Another_teacher_does_not_go_on()
    {
        Interrupt(Tiny, "out");
        string other = Execute(Tiny with { Training = Tiny.Training with { Seed = 77 } }, "other").Teacher;
        Assert.Contains("another teacher: sha256 was", Message(s_resumes with { Teacher = other }), StringComparison.Ordinal);
        Assert.Contains($"go on with --teacher {Teacher}", Message(s_resumes), StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("out", "teacher")));
        // A record that was damaged is no teacher's.
        File.WriteAllText(At("out", "teacher.json"), "{}");
        Assert.Contains("teacher.json: is damaged", Message(s_resumes with { Teacher = Teacher }), StringComparison.Ordinal);
        File.Delete(At("out", "teacher.json"));
        Execute(Tiny, "out", s_resumes with { Teacher = Teacher }); // its student's own file says who taught

        string Message(DistillationRunOptions options) => Assert.Throws<TrainingException>(() => Execute(Tiny, "out", options)).Message;
    }

    [SkippableTheory]
    [InlineData(SupervisionKind.Frozen)]
    [InlineData(SupervisionKind.Chain)]
    [InlineData(SupervisionKind.Joint)]
    public void What_is_finished_is_not_written_again(SupervisionKind kind)
    {
        DistillRecipe recipe = With(d => d with
        {
            Supervision = kind,
            Students = kind == SupervisionKind.Chain ? [] : [1],
            Stages = kind == SupervisionKind.Chain ? [new DistillationStage([1])] : null,
            Weights = kind == SupervisionKind.Joint ? JointWeights.Shared : null,
        }, Tiny);
        DistillationResult first = Execute(recipe, "out");
        (string, DateTime)[] before = Written();
        DistillationResult again = Execute(recipe, "out", s_resumes);
        Assert.Equal(before, Written());
        Assert.Equal(first.Students.Select(s => (s.Folder, s.Steps, s.Teacher, s.Result.TestAccuracy)), again.Students.Select(s => (s.Folder, s.Steps, s.Teacher, s.Result.TestAccuracy)));
        Assert.Null(again.Outlook);
        DistillRecipe other = With(d => d with { Loss = d.Loss with { Logits = d.Loss.Logits! with { Temperature = 3 } } }, recipe);
        Assert.Contains("temperature was 2 and is 3", Assert.Throws<TrainingException>(() => Execute(other, "out", s_resumes)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Written());

        (string, DateTime)[] Written()
            => [.. Directory.EnumerateFiles(At("out"), "*", SearchOption.AllDirectories).Where(f => Path.GetFileName(f) != ".lock").Order(StringComparer.Ordinal).Select(f => (f, File.GetLastWriteTimeUtc(f)))];
    }

    [SkippableFact]
    public void A_student_that_is_finished_stays_while_another_goes_on()
    {
        DistillRecipe recipe = With(d => d with { Teacher = new TeacherRecipe(4), Students = [2, 1] }, Tiny);
        DistillationResult whole = Execute(recipe, "out", new DistillationRunOptions { Teacher = null });
        File.Delete(new RunFolder(whole.Students[1].Folder).Result); // as after a kill between the two
        DateTime written = File.GetLastWriteTimeUtc(new RunFolder(whole.Students[0].Folder).Metrics);
        string digest = Digest(whole.Students[1].Folder);
        DistillationResult resumed = Execute(recipe, "out", s_resumes);
        Assert.Equal(written, File.GetLastWriteTimeUtc(new RunFolder(whole.Students[0].Folder).Metrics));
        Assert.Equal([2, 1], resumed.Students.Select(s => s.Steps));
        Assert.Equal(digest, Digest(resumed.Students[1].Folder));
    }

    [SkippableFact]
    public void Nothing_is_begun_where_something_else_is()
    {
        string[] data = [.. Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        var sweep = Sweep("ld", "2,4");
        foreach (bool resumes in new[] { false, true })
        {
            var options = new DistillationRunOptions { Resumes = resumes };
            Assert.Contains("is not empty and holds no distillation", Assert.Throws<TrainingException>(() => Execute(Tiny, "data", options)).Message, StringComparison.Ordinal);
            Assert.Contains("is not empty", Assert.Throws<TrainingException>(() => SweepRun.Execute(sweep, Data, Data, options)).Message, StringComparison.Ordinal);
        }

        Assert.Equal(data, Directory.EnumerateFileSystemEntries(Data, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
        File.WriteAllText(At("file"), "");
        Assert.Contains("file: is a file", Assert.Throws<TrainingException>(() => Execute(Tiny, "file")).Message, StringComparison.Ordinal);
        Assert.Contains("file: is a file", Assert.Throws<TrainingException>(() => SweepRun.Execute(sweep, Data, At("file"))).Message, StringComparison.Ordinal);
        Assert.Contains("holds a run", Assert.Throws<TrainingException>(() => DistillationRun.Execute(Tiny, Data, Teacher)).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_teacher_that_is_refused_leaves_nothing_behind()
    {
        DistillRecipe other = Tiny with { Dataset = Tiny.Dataset with { Validation = new ValidationRecipe(1 / 3.0, 2) } };
        Assert.Contains("may have learnt from what its students are tested on", Assert.Throws<TrainingException>(() => Execute(other, "out", new DistillationRunOptions { Teacher = Teacher })).Message, StringComparison.Ordinal);
        DistillRecipe larger = Tiny with { Frames = Tiny.Frames with { Size = "17x17" } };
        Assert.Contains("17x17", Assert.Throws<TrainingException>(() => Execute(larger, "out", new DistillationRunOptions { Teacher = Teacher })).Message, StringComparison.Ordinal);
        // One of a recipe of its own, before it is trained for nothing.
        File.WriteAllText(At("own.json"), other.ToTeacher().ToJson());
        DistillRecipe named = With(d => d with { Teacher = new TeacherRecipe(Recipe: At("own.json")) }, Tiny);
        Assert.Contains("may have learnt", Assert.Throws<TrainingException>(() => Execute(named, "out")).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("out")));
    }

    [SkippableFact]
    public void What_was_known_before_is_kept_class_by_class()
    {
        DistillRecipe recipe = With(d => d with { Supervision = SupervisionKind.Chain, Teacher = new TeacherRecipe(4), Students = [], Stages = [new DistillationStage([2]), new DistillationStage([1])] }, Tiny);
        var told = new List<DistillationOutlook>();
        DistillationResult result = Execute(recipe, "out", new DistillationRunOptions { Outlook = told.Add });
        Assert.Equal(2, told.Count);
        foreach ((DistilledStudent student, int stage) in result.Students.Select((s, i) => (s, i)))
        {
            DistillationInfo info = DistillationInfo.Read(student.Folder)!;
            Assert.Equal(stage + 1, info.Stage);
            Assert.Equal(2, info.Recipe!.Distillation.Stages!.Count);
            StudentOutlook outlook = info.Outlook!;
            Assert.Equal((told[stage].Part, told[stage].Teacher.Accuracy, told[stage].Students[0].Accuracy), (outlook.Part, outlook.TeacherAccuracy, outlook.UntrainedAccuracy));
            Assert.Equal(told[stage].Classes, outlook.Classes);
            Assert.Equal(told[stage].Teacher.PerClass, outlook.TeacherPerClass.Select(share => share ?? double.NaN));
            Assert.Equal(told[stage].Students[0].PerClass, outlook.UntrainedPerClass.Select(share => share ?? double.NaN));
            string page = File.ReadAllText(new RunFolder(student.Folder).Report);
            foreach (string words in new[] { "Before the first step, validation part", "this student, untrained", "taught by", $"sew-small, T = {(stage == 0 ? 4 : 2)}", $"method ld, chain, stage {stage + 1}", info.Teacher, "distillation" })
                Assert.Contains(words, page, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public void A_joint_teacher_of_one_weight_set_says_who_moved_it()
    {
        DistillationResult shared = Execute(With(d => d with { Supervision = SupervisionKind.Joint, Weights = JointWeights.Shared }, Tiny), "shared");
        DistillationInfo info = DistillationInfo.Read(shared.Teacher)!;
        Assert.Equal(("ld", SupervisionKind.Joint, JointWeights.Shared, Digest(shared.Teacher)), (info.Method, info.Supervision, info.Weights, info.TeacherSha256));
        Assert.Equal([1], info.Students);
        Assert.Null(DistillationInfo.Read(shared.Students[0].Folder)!.Students);
        Assert.Contains("learnt with its students", File.ReadAllText(new RunFolder(shared.Teacher).Report), StringComparison.Ordinal);
        // One with weights of its own learns what it learns alone.
        DistillationResult separate = Execute(With(d => d with { Supervision = SupervisionKind.Joint }, Tiny), "separate");
        Assert.Null(DistillationInfo.Read(separate.Teacher));
    }

    [Theory]
    [InlineData("{}", "missing")]
    [InlineData("null", "null")]
    [InlineData("""{"method": null}""", "method")]
    [InlineData("{", "damaged")]
    public void A_damaged_note_of_who_taught_is_told(string json, string words)
    {
        File.WriteAllText(At("distillation.json"), json);
        string message = Assert.Throws<TrainingException>(() => DistillationInfo.Read(Folder)).Message;
        Assert.StartsWith(At("distillation.json"), message, StringComparison.Ordinal);
        Assert.Contains(words, message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Another_sweep_does_not_go_on()
    {
        SweepRun.Execute(Sweep("ld", "2,4"), Data, At("sweep"), new DistillationRunOptions { AllowWorseTeacher = true });
        string student = At("sweep", "temperature=2", "student-t1", "distillation.json");
        string kept = File.ReadAllText(student);
        Assert.Contains("distillation.loss.id was \"ld\" and is \"wsld\" now", Message(Sweep("wsld", "2,4")), StringComparison.Ordinal);
        Assert.Contains("another sweep", Message(Sweep("ld", "2,8")), StringComparison.Ordinal);
        Assert.Contains("another teacher", Message(Sweep("ld", "2,4"), s_resumes with { Teacher = Teacher, AllowWorseTeacher = true }, seed: 5), StringComparison.Ordinal);
        Assert.Equal(2, SweepRun.Execute(Sweep("ld", "2,4"), null, At("sweep"), s_resumes with { AllowWorseTeacher = true }).Rows.Count);
        Assert.Equal(kept, File.ReadAllText(student));

        // One of an earlier version does not say its recipes; it is read, not gone on with.
        string record = At("sweep", "sweep.json");
        using (var json = JsonDocument.Parse(File.ReadAllText(record)))
        {
            File.WriteAllText(record, JsonSerializer.Serialize(new
            {
                recipe = json.RootElement.GetProperty("recipe"),
                axes = json.RootElement.GetProperty("axes"),
                settings = json.RootElement.GetProperty("settings").EnumerateArray().Select(s => new { folder = s.GetProperty("folder"), values = s.GetProperty("values") }).ToArray(),
            }));
        }

        Assert.Equal(2, SweepResults.Read(At("sweep")).Rows.Count);
        Assert.Contains("does not say the recipes", Message(Sweep("ld", "2,4")), StringComparison.Ordinal);

        string Message(RecipeSweep sweep, DistillationRunOptions? options = null, int? seed = null)
        {
            if (seed is { } other) // a teacher of other weights
                options = options! with { Teacher = Execute(Tiny with { Training = Tiny.Training with { Seed = other } }, "seed").Teacher };
            return Assert.Throws<TrainingException>(() => SweepRun.Execute(sweep, Data, At("sweep"), options ?? s_resumes)).Message;
        }
    }

    private RecipeSweep Sweep(string loss, string temperatures)
    {
        File.WriteAllText(At("swept.json"), (loss == "ld" ? Tiny : With(d => d with { Loss = new DistillationLossOptions { Id = loss, Logits = new LogitLossOptions { Temperature = 2 } } }, Tiny)).ToJson());
        return RecipeSweep.Create(At("swept.json"), [SweepAxis.Parse("distillation.loss.logits.temperature=" + temperatures)]);
    }

    // Stopped in the student's first steps.
    private void Interrupt(DistillRecipe recipe, string name)
    {
        using var stop = new CancellationTokenSource();
        var options = new DistillationRunOptions { Teacher = Teacher, Progress = new Stopper(stop, 2) };
        Assert.ThrowsAny<OperationCanceledException>(() => Execute(recipe, name, options, stop.Token));
        Assert.True(File.Exists(new RunFolder(At(name, "student-t1")).LastCheckpoint));
    }
}
