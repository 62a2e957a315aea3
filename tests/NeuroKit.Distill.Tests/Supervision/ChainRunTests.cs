using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Tests.Supervision;

public sealed class ChainRunTests : SmallRun
{
    // An artificial network on summed frames teaches 4 steps, which teach 2 and 1.
    private static DistillRecipe Chain => With(d => d with
    {
        Supervision = SupervisionKind.Chain,
        Teacher = new TeacherRecipe(1, Relu, Training: Small().Training with { Epochs = 3 }),
        Students = [],
        Stages = [new DistillationStage([4], Loss("ld")), new DistillationStage([2, 1])],
    });

    [SkippableFact]
    public void Each_stage_teaches_the_next()
    {
        DistillationResult result = Execute(Chain, "out");
        Assert.Equal((At("out", "teacher"), 1), (result.Teacher, result.TeacherSteps));
        Assert.Equal(["stage1/student-t4", "stage2/student-t2", "stage2/student-t1"], result.Students.Select(s => Path.GetRelativePath(At("out"), s.Folder)));
        Assert.Equal(3, RunResult.Read(result.Teacher).Epochs);
        using (var artificial = TrainedModel.Open(result.Teacher))
        {
            Assert.Empty(artificial.Network.Neurons);
            Assert.Equal("sew-small (relu)", artificial.Info.Network);
        }

        DistillationInfo[] infos = [.. result.Students.Select(s => DistillationInfo.Read(s.Folder)!)];
        Assert.All(infos, info => Assert.Equal(SupervisionKind.Chain, info.Supervision));
        Assert.Equal(["ld", "ld+bkd", "ld+bkd"], infos.Select(info => info.Method));
        Assert.Equal([1, 4, 4], infos.Select(info => info.TeacherSteps));
        Assert.Equal([result.Teacher, result.Students[0].Folder, result.Students[0].Folder], infos.Select(info => info.Teacher));
        Assert.Equal(Digest(result.Students[0].Folder), infos[1].TeacherSha256);

        // A stage is what its frozen teacher alone would have made of its students.
        DistillRecipe alone = Chain.ToStage(1);
        Assert.Equal(SupervisionKind.Frozen, alone.Distillation.Supervision);
        DistillationResult same = Execute(alone, "alone", new DistillationRunOptions { Teacher = result.Students[0].Folder });
        Assert.Equal(result.Students.Skip(1).Select(s => Digest(s.Folder)), same.Students.Select(s => Digest(s.Folder)));
    }

    [SkippableFact]
    public void Sixteen_steps_may_teach_eight_and_eight_four()
    {
        DistillRecipe recipe = With(d => d with
        {
            Supervision = SupervisionKind.Chain,
            Teacher = new TeacherRecipe(4),
            Students = [],
            Stages = [new DistillationStage([2], Initialization: StudentInitialization.Teacher), new DistillationStage([1])],
        });
        DistillationResult result = Execute(recipe, "out");
        Assert.Equal([4, 2], result.Students.Select(s => DistillationInfo.Read(s.Folder)!.TeacherSteps));
    }

    [SkippableFact]
    public void Interrupted_and_gone_on_with_equals_undisturbed_and_repeats_nothing()
    {
        DistillationResult whole = Execute(Chain, "whole");
        // In the teacher, in the first stage, in the second.
        DistillationResult resumed = ExecuteInterrupted(Chain, "killed", 5, 16, 15);
        Assert.Equal(Digests(whole), Digests(resumed));

        string first = new RunFolder(resumed.Students[0].Folder).Result;
        DateTime written = File.GetLastWriteTimeUtc(first);
        var notes = new List<string>();
        DistillationResult again = Execute(Chain, "killed", new DistillationRunOptions { Resumes = true, Note = notes.Add });
        Assert.Equal(written, File.GetLastWriteTimeUtc(first));
        Assert.Equal(["stage 1 of 2 is finished", "stage 2 of 2 is finished"], notes);
        Assert.Null(again.Outlook);
        Assert.Equal(resumed.Students.Select(s => s.Result.TestAccuracy), again.Students.Select(s => s.Result.TestAccuracy));

        // What was finished with another recipe is not taken for this one's.
        DistillRecipe longer = Chain with { Training = Chain.Training with { Epochs = 4 } };
        Assert.Contains("training.epochs", Assert.Throws<TrainingException>(() => Execute(longer, "killed", new DistillationRunOptions { Resumes = true })).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_stage_whose_teacher_knows_nothing_is_refused()
    {
        // A teacher that never learns: its rate is next to nothing.
        DistillRecipe recipe = Chain;
        recipe = With(d => d with { Teacher = d.Teacher with { Optimizer = recipe.Optimizer with { LearningRate = 1e-12 }, Training = recipe.Training with { Epochs = 1 } } }, recipe);
        string message = Assert.Throws<TrainingException>(() => DistillationRun.Execute(recipe, Data, At("out"))).Message;
        Assert.Contains("nothing to teach", message, StringComparison.Ordinal);
    }
}
