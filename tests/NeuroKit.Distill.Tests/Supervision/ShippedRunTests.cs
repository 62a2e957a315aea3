using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Events.Datasets;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using NeuroKit.Training.Tests;

namespace NeuroKit.Distill.Tests.Supervision;

/// <summary>
/// Every shipped recipe from its first step to its figures, on stand-ins of its data set: one small batch, two steps of the teacher, one of the
/// student. NEUROKIT_LONG=1 adds what is large whatever is made small: the sets of a hundred classes and Wide-7B-Net.
/// </summary>
public sealed class ShippedRunTests : TrainingTest
{
    private static bool IsLong => Environment.GetEnvironmentVariable("NEUROKIT_LONG") == "1";

    [SkippableTheory]
    [InlineData("cifar10-dvs", "spikingformer-2-256-cml", 3, false)]
    [InlineData("dvs-gesture", "spikingformer-2-256-cml", 3, false)]
    [InlineData("n-cars", "spikingformer-2-256-cml", 3, false)]
    [InlineData("n-caltech101", "spikingformer-2-256-cml", 3, true)]
    [InlineData("dvs-lip", "spikingformer-2-256-cml", 3, true)]
    [InlineData("cifar10-dvs", "wide-7b-net", 3, true)]
    public void A_row_of_the_papers_runs(string dataset, string network, int count, bool isLarge)
    {
        DistillRecipe[] rows = [.. DistillRecipe.Ids.Select(DistillRecipe.Load).Where(r => r.Dataset.Id == dataset && r.Network.Id == network)];
        Assert.Equal(count, rows.Length);
        // The rows without a teacher, and the teacher's own.
        Recipe[] alone = [.. Recipe.Ids.Select(Recipe.Load).Where(r => r.Dataset.Id == dataset && r.Network.Id == network)];
        Assert.Equal(dataset == "cifar10-dvs" ? 3 : 2, alone.Length);
        foreach (DistillRecipe row in rows)
            AssertGoesTogether(row);
        Skip.If(isLarge && !IsLong, "NEUROKIT_LONG=1 runs it");

        string folder = TemporaryFolder();
        string data = Path.Combine(folder, "data");
        DatasetSynthesis.Create(dataset, data, new DatasetSynthesisOptions { PerClass = 2 });
        string? teacher = null;
        foreach (DistillRecipe row in rows)
        {
            var options = new DistillationRunOptions { Teacher = teacher, AllowWorseTeacher = true };
            DistillationResult result = DistillationRun.Execute(Tiny(row), data, Path.Combine(folder, row.Name), options);
            teacher ??= result.Teacher;
            Assert.Equal(row.Distillation.Loss.Id, DistillationInfo.Read(result.Students[0].Folder)!.Method);
            Assert.True(File.Exists(new RunFolder(result.Students[0].Folder).Report));
        }

        foreach (Recipe recipe in alone.Take(IsLong ? alone.Length : 1))
        {
            Recipe tiny = recipe with
            {
                Dataset = Tiny(recipe.Dataset),
                Frames = recipe.Frames with { Steps = 1, Size = Size(network) },
                Training = Tiny(recipe.Training, dataset),
            };
            using var run = TrainingRun.Create(tiny, data, Path.Combine(folder, recipe.Name), new TrainingRunOptions { LinearBaseline = false });
            Assert.Equal(1, run.Fit().Epochs);
        }
    }

    // These are small: with all their steps, on a digit a class.
    [SkippableTheory]
    [InlineData("chain-sew-small-n-mnist", 3)]
    [InlineData("joint-sew-small-n-mnist", 2)]
    [InlineData("joint-shared-sew-small-n-mnist", 2)]
    public void A_recipe_of_another_supervision_runs(string id, int students)
    {
        var recipe = DistillRecipe.Load(id);
        string folder = TemporaryFolder();
        string data = Path.Combine(folder, "data");
        DatasetSynthesis.Create("n-mnist", data, new DatasetSynthesisOptions { PerClass = 1 });
        recipe = recipe with { Dataset = Tiny(recipe.Dataset), Frames = recipe.Frames with { Size = "16x16" }, Training = Tiny(recipe.Training, "n-mnist") };
        DistillationResult result = DistillationRun.Execute(recipe, data, Path.Combine(folder, "out"), new DistillationRunOptions { AllowWorseTeacher = true });
        Assert.Equal(students, result.Students.Count);
        Assert.Equal([8, 4], result.Students.TakeLast(2).Select(s => s.Steps));
        Assert.All(result.Students, s => Assert.Equal(10, s.Result.TestSamples));
    }

    // What is heavy to run is light to make: networks, features and losses, the frames' size as the recipe has it.
    private static void AssertGoesTogether(DistillRecipe row)
    {
        var inputs = row.Network.ToOptions(2, row.Network.Id == "wide-7b-net" ? 128 : 32, row.Network.Id == "wide-7b-net" ? 128 : 32, 10);
        using SpikingNetwork student = SpikingNetworks.Create(row.Network.Id, inputs);
        Assert.All(row.Distillation.Loss.Features!.Pairs, pair => Assert.Contains(pair.Student, student.FeatureNames));
        Assert.NotEmpty(row.Source);
        Assert.NotEmpty(row.Unsaid);
        Assert.Equal(row.Frames.Rule, row.ToTeacher().Frames.Rule);
        Assert.Contains("published", row.Description, StringComparison.Ordinal);
        Assert.Equal(LossPreset.Recommended, row.Distillation.Loss.Preset);
    }

    private static DistillRecipe Tiny(DistillRecipe row) => row with
    {
        Dataset = Tiny(row.Dataset),
        Frames = row.Frames with { Size = Size(row.Network.Id) },
        Training = Tiny(row.Training, row.Dataset.Id),
        Distillation = row.Distillation with { Teacher = new TeacherRecipe(2), Students = [1] },
    };

    // Sets that come undivided have too few recordings here for nine tenths of them.
    private static DatasetRecipe Tiny(DatasetRecipe dataset)
        => dataset with { Validation = null, LimitPerClass = 1, Split = dataset.Split == "official" ? dataset.Split : "random(seed=1, ratio=0.5)" };

    private static TrainingRecipe Tiny(TrainingRecipe training, string dataset)
        => training with { Epochs = 1, BatchSize = dataset switch { "n-cars" => 2, "n-caltech101" or "dvs-lip" => 50, _ => 10 } };

    // Wide-7B-Net halves its frames seven times.
    private static string? Size(string network) => network == "wide-7b-net" ? null : "16x16";
}
