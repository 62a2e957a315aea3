using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using NeuroKit.Training.Tests;
using NeuroKit.Training.Tests.Runs;

namespace NeuroKit.Distill.Tests.Supervision;

/// <summary>What the tests of whole distillations share: a small data set in files, and recipes made small enough for it.</summary>
public abstract class SmallRun : TrainingTest
{
    protected SmallRun()
    {
        Folder = TemporaryFolder();
        Data = Path.Combine(Folder, "data");
        DigitFiles.Write(Data, train: 3, test: 1);
    }

    protected string Folder { get; }

    protected string Data { get; }

    protected static NetworkRecipe Relu { get; } = new("sew-small", Activation: Activation.Relu);

    /// <summary>A shipped recipe with a teacher of 4 steps and students of 2 and 1, two epochs of four batches.</summary>
    protected static DistillRecipe Small(string id = "bkd-sew-small-n-mnist")
    {
        var recipe = DistillRecipe.Load(id);
        return recipe with
        {
            Dataset = recipe.Dataset with { Validation = new ValidationRecipe(1 / 3.0) },
            Frames = recipe.Frames with { Size = "16x16" }, // an eighth of the work
            Training = recipe.Training with { Epochs = 2, BatchSize = 5, Threads = 1 },
            Checkpoint = new CheckpointRecipe(3),
            Distillation = recipe.Distillation with { Teacher = new TeacherRecipe(4), Students = [2, 1] },
        };
    }

    /// <summary>A recipe with other students and losses, read anew so that its rules hold.</summary>
    protected static DistillRecipe With(Func<DistillationRecipe, DistillationRecipe> change, DistillRecipe? of = null)
    {
        DistillRecipe recipe = of ?? Small();
        recipe = recipe with { Distillation = change(recipe.Distillation) };
        return DistillRecipe.Parse(System.Text.Encoding.UTF8.GetBytes(recipe.ToJson()), "changed.json");
    }

    protected static DistillationLossOptions Loss(string id) => new()
    {
        Id = id,
        Features = id.Contains("bkd", StringComparison.Ordinal) || id.Contains("kdsnn", StringComparison.Ordinal) || id.Contains("lasnn", StringComparison.Ordinal) || id.Contains("at", StringComparison.Ordinal)
            ? new FeatureLossOptions { Pairs = [new FeaturePair("block3.out")] }
            : null,
    };

    protected DistillationResult Execute(DistillRecipe recipe, string name, DistillationRunOptions? options = null, CancellationToken cancellationToken = default)
        => DistillationRun.Execute(recipe, Data, At(name), (options ?? new DistillationRunOptions()) with { AllowWorseTeacher = true }, cancellationToken);

    /// <summary>Carries a recipe out, interrupted after some progress each time, and goes on to the end.</summary>
    protected DistillationResult ExecuteInterrupted(DistillRecipe recipe, string name, params int[] after)
    {
        foreach (int told in after)
        {
            using var stop = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() => Execute(recipe, name, new DistillationRunOptions { Resumes = true, Progress = new Stopper(stop, told) }, stop.Token));
        }

        return Execute(recipe, name, new DistillationRunOptions { Resumes = true });
    }

    protected static string Digest(string run)
    {
        using var model = TrainedModel.Open(run);
        return WeightDigest.Of(model.Network);
    }

    protected static string[] Digests(DistillationResult result) => [Digest(result.Teacher), .. result.Students.Select(student => Digest(student.Folder))];

    protected string At(params string[] names) => Path.Combine([Folder, .. names]);

    protected sealed class Stopper(CancellationTokenSource stop, int after) : IProgress<TrainingProgress>
    {
        private int _told;

        public void Report(TrainingProgress value)
        {
            if (++_told == after)
                stop.Cancel();
        }
    }
}
