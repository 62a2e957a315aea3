using System.Text.Json;
using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Supervision;

public sealed class JointRunTests : SmallRun
{
    [SkippableTheory]
    [InlineData(JointWeights.Separate)]
    [InlineData(JointWeights.Shared)]
    public void Every_number_of_steps_becomes_a_run(JointWeights weights)
    {
        DistillationResult result = Execute(Joint(weights), "out");
        Assert.Null(result.Outlook);
        Assert.Equal([2, 1], result.Students.Select(s => s.Steps));
        foreach (string folder in result.Students.Select(s => s.Folder).Prepend(result.Teacher))
        {
            using var model = TrainedModel.Open(folder);
            RunResult figures = RunResult.Read(folder);
            Assert.Equal(figures.TestAccuracy, model.Evaluate().Accuracy);
            Assert.NotNull(figures.BestValidationAccuracy);
            Assert.Equal(figures.BestValidationAccuracy, model.Evaluate("validation").Accuracy);
            // Its own course: losses and validation by its own number of steps.
            JsonElement[] lines = [.. File.ReadLines(model.Folder.Metrics).Select(line => JsonDocument.Parse(line).RootElement)];
            Assert.Equal(8, lines.Count(line => line.GetProperty("event").GetString() == "step"));
            JsonElement[] epochs = [.. lines.Where(line => line.GetProperty("event").GetString() == "epoch")];
            Assert.Equal(2, epochs.Length);
            Assert.Contains(epochs, epoch => epoch.GetProperty("best").GetBoolean());
            Assert.Equal(figures.BestValidationAccuracy, epochs[figures.BestEpoch!.Value].GetProperty("validationAccuracy").GetDouble());
            Assert.Equal(2, lines.Count(line => line.GetProperty("event").GetString() == "test"));
            // What a student's loss is made of; the teacher's is the task alone.
            Assert.All(epochs, epoch => Assert.Equal(folder != result.Teacher, epoch.TryGetProperty("terms", out _)));
        }

        foreach (DistilledStudent student in result.Students)
        {
            DistillationInfo info = DistillationInfo.Read(student.Folder)!;
            Assert.Equal((SupervisionKind.Joint, weights, 4, result.Teacher), (info.Supervision, info.Weights, info.TeacherSteps, info.Teacher));
            Assert.Null(info.TeacherAccuracy);
            Assert.All(
                File.ReadLines(Path.Combine(student.Folder, "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.GetProperty("event").GetString() == "epoch"),
                epoch => Assert.Equal(epoch.GetProperty("loss").GetDouble(), epoch.GetProperty("terms").GetProperty("total").GetDouble(), 0.02));
        }
    }

    [SkippableFact]
    public void Students_learn_from_the_teacher_in_evaluation_mode()
    {
        using BlockSource source = SmallTask.Source(SmallTask.Batch);
        using SpikingNetwork network = SmallTask.Network(1);
        var request = new ForwardRequest { Features = ["block2.out"] };
        using TensorBatch batch = source.Epoch(0).First();
        using (SpikingOutput learning = network.Forward(batch.Frames, request)) // so that its statistics are no new network's
            Assert.True(learning.Logits.requires_grad);
        string before = WeightDigest.Of(network);
        DistillationSide first = JointObjective.Answer(network, batch.Frames, request), again = JointObjective.Answer(network, batch.Frames, request);
        Assert.True(network.training);
        Assert.Equal(before, WeightDigest.Of(network));
        Assert.False(first.Logits.requires_grad || first.Features["block2.out"].requires_grad);
        Assert.True(BitEqual(first.Logits, again.Logits));
        using (SpikingOutput learning = network.Forward(batch.Frames, request))
            Assert.False(BitEqual(first.Logits, learning.Logits.detach()));
        DistillationSide now = JointObjective.Answer(network, batch.Frames, request);
        network.eval();
        using IDisposable quiet = no_grad();
        using SpikingOutput asUsed = network.Forward(batch.Frames, request);
        Assert.True(BitEqual(now.Logits, asUsed.Logits) && BitEqual(now.Features["block2.out"], asUsed.Features["block2.out"]));
    }

    [SkippableTheory]
    [InlineData("ld+bkd")]
    [InlineData("tet+ld")]
    public void No_gradient_reaches_the_teacher(string loss)
    {
        // Beside two students with every kind of term it learns to the bit what it learns alone, by the task as the loss takes it.
        DistillRecipe recipe = With(d => d with { Loss = Loss(loss) }, Joint(JointWeights.Separate));
        Assert.Equal(loss == "tet+ld" ? LossKind.TemporalEfficient : LossKind.CrossEntropy, recipe.ToTeacher().Loss.Id);
        DistillationResult joint = Execute(recipe, "joint");
        using (TrainingRun alone = TrainingRun.Create(recipe.ToTeacher(), Data, At("alone"), new TrainingRunOptions { LinearBaseline = false }))
            alone.Fit();
        Assert.Equal(Digest(At("alone")), Digest(joint.Teacher));
        // And the students learn something else than alone: somebody taught them.
        using (TrainingRun alone = TrainingRun.Create(recipe.ToStudent(2), Data, At("student"), new TrainingRunOptions { LinearBaseline = false }))
            alone.Fit();
        Assert.NotEqual(Digest(At("student")), Digest(joint.Students[0].Folder));
    }

    [SkippableFact]
    public void Shared_weights_are_one_set()
    {
        DistillationResult result = Execute(Joint(JointWeights.Shared), "out");
        string[] folders = [result.Teacher, .. result.Students.Select(s => s.Folder)];
        Assert.Single(folders.Select(f => Parameters(f)).Distinct());
        // All of one epoch; what normalisation counted is each number's own.
        Assert.Single(folders.Select(f => RunResult.Read(f).BestEpoch).Distinct());
        Assert.Equal(folders.Length, folders.Select(Digest).Distinct().Count());

        // Fewer students give other weights: every number of steps moves them.
        DistillationResult fewer = Execute(With(d => d with { Students = [2] }, Joint(JointWeights.Shared)), "fewer");
        Assert.NotEqual(Parameters(result.Teacher), Parameters(fewer.Teacher));

        static string Parameters(string run)
        {
            using var model = TrainedModel.Open(run);
            return string.Join('\n', model.Network.named_parameters().Select(p => $"{p.name} {Convert.ToHexString(p.parameter.detach().contiguous().bytes)}"));
        }
    }

    [SkippableTheory]
    [InlineData(JointWeights.Separate)]
    [InlineData(JointWeights.Shared)]
    public void Interrupted_and_gone_on_with_equals_undisturbed(JointWeights weights)
    {
        DistillRecipe recipe = Joint(weights);
        DistillationResult whole = Execute(recipe, "whole");
        DistillationResult resumed = ExecuteInterrupted(recipe, "killed", 3, 4, 5);
        Assert.Equal(Digests(whole), Digests(resumed));
        foreach (string run in new[] { "teacher", "student-t2", "student-t1" })
            Assert.Equal(Lines(At("whole", run)), Lines(At("killed", run)));

        // The seconds are the process's own.
        static IEnumerable<string> Lines(string run) => File.ReadLines(new RunFolder(run).Metrics).Select(line => System.Text.RegularExpressions.Regex.Replace(line, ",\"seconds\":[^,}]*", ""));
    }

    [SkippableTheory]
    [InlineData("ld")]
    [InlineData("wsld")]
    [InlineData("tet+ld+bkd")]
    [InlineData("skd+at")]
    [InlineData("tser+bkd")]
    [InlineData("kdsnn")]
    [InlineData("lasnn+bkd")]
    public void Every_loss_goes_with_it(string loss)
    {
        DistillRecipe recipe = With(d => d with { Loss = Loss(loss), Students = [1] }, Joint(JointWeights.Shared));
        DistillationResult result = Execute(recipe with { Training = recipe.Training with { Epochs = 1 } }, "out");
        Assert.Equal(loss, DistillationInfo.Read(Assert.Single(result.Students).Folder)!.Method);
    }

    [SkippableFact]
    public void Recordings_may_be_varied_at_random()
    {
        DistillRecipe recipe = Joint(JointWeights.Separate) with { Augmentation = new AugmentationRecipe("flip", new MixupRecipe(0.5)) };
        DistillationResult whole = Execute(recipe, "whole");
        Assert.Equal(Digests(whole), Digests(ExecuteInterrupted(recipe, "killed", 4)));
    }

    [SkippableFact]
    public void What_does_not_go_with_it_is_refused()
    {
        var notes = new List<string>();
        DistillationResult made = Execute(Joint(JointWeights.Separate), "out", new DistillationRunOptions { Note = notes.Add });
        Assert.Equal(3, notes.Count);
        Assert.Contains("nobody to look at before", notes[0], StringComparison.Ordinal);
        Assert.Matches("^validation: T = 4 .* %, T = 2 .* %, T = 1 .* %$", notes[2]);
        string message = Assert.Throws<TrainingException>(() => Execute(Joint(JointWeights.Separate), "other", new DistillationRunOptions { Teacher = made.Teacher })).Message;
        Assert.Contains("no teacher of before", message, StringComparison.Ordinal);
        Assert.Contains("--resume", Assert.Throws<TrainingException>(() => Execute(Joint(JointWeights.Separate), "out")).Message, StringComparison.Ordinal);
    }

    private static DistillRecipe Joint(JointWeights weights) => With(d => d with { Supervision = SupervisionKind.Joint, Weights = weights });
}
