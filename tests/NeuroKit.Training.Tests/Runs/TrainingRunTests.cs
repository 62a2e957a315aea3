using System.Text.Json;
using NeuroKit.Training.Layers;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using NeuroKit.Training.Weights;

namespace NeuroKit.Training.Tests.Runs;

public sealed class TrainingRunTests : TrainingTest
{
    private readonly string _folder;
    private readonly string _data;

    public TrainingRunTests()
    {
        _folder = TemporaryFolder();
        _data = Path.Combine(_folder, "data");
        DigitFiles.Write(_data, train: 6, test: 2);
    }

    private static Recipe Recipe { get; } = new(
        "tiny",
        new DatasetRecipe("n-mnist", Validation: new ValidationRecipe(1 / 3.0)),
        new FramesRecipe(FrameRuleKind.Count, 4),
        new NetworkRecipe("sew-small"),
        new OptimizerRecipe(OptimizerKind.AdamW, 1e-2),
        new TrainingRecipe(2, 10, DropLast: true, Threads: 1),
        Loss: new LossRecipe(LossKind.TemporalEfficient),
        Augmentation: new AugmentationRecipe("flip"),
        Checkpoint: new CheckpointRecipe(3));

    [SkippableFact]
    public void A_run_writes_what_it_did()
    {
        using TrainingRun run = TrainingRun.Create(Recipe, _data, At("run"));
        var told = new List<TrainingProgress>();
        RunResult result = run.Fit(new Told(told));
        Assert.Equal((40, 20, 20), (run.Info.TrainSamples, run.Info.ValidationSamples, run.Info.TestSamples));
        Assert.Equal(8, result.Steps);
        Assert.Equal(20, result.TestSamples);
        Assert.NotNull(result.BestValidationAccuracy);
        Assert.True(result.LinearTestAccuracy > 0.5, $"the linear classifier recognised {result.LinearTestAccuracy}");
        Assert.Equal((2, 4), (told[^1].Epoch, told[^1].Batches));

        RunFolder folder = run.Folder;
        Assert.Equal(run.Recipe.ToJson(), File.ReadAllText(folder.Recipe));
        JsonElement info = Json(folder.Run);
        Assert.Equal("official", info.GetProperty("split").GetString());
        Assert.Equal(1, info.GetProperty("threads").GetInt32());
        Assert.Equal(34, info.GetProperty("height").GetInt32());
        JsonElement[] predictions = [.. File.ReadLines(folder.Predictions).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal(20, predictions.Length);
        Assert.Equal(result.TestCorrect, predictions.Count(p => p.GetProperty("label").GetInt32() == p.GetProperty("predicted").GetInt32()));
        Assert.StartsWith("Test/", predictions[0].GetProperty("id").GetString(), StringComparison.Ordinal);
        string[] events = [.. File.ReadLines(folder.Metrics).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!)];
        Assert.Equal(["epoch", "epoch", "test", "test"], events.Where(e => e != "step"));
        Assert.Equal(8, events.Count(e => e == "step"));
        using (SpikingNetwork read = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 34, 34, 10)))
        {
            WeightFile.Load(read, folder.Weights);
            Assert.All(read.state_dict().Zip(run.Network.state_dict()), pair => Assert.True(BitEqual(pair.First.Value, pair.Second.Value)));
        }

        Assert.Equal(20, Json(folder.Energy).GetProperty("samples").GetInt32());
        Assert.Equal(result.TestAccuracy, Json(folder.Result).GetProperty("testAccuracy").GetDouble());
    }

    [SkippableFact]
    public void A_trained_model_evaluates_and_predicts_as_its_run_did()
    {
        using (TrainingRun run = TrainingRun.Create(Recipe, _data, At("run"), new TrainingRunOptions { LinearBaseline = false }))
            run.Fit();
        using TrainedModel model = TrainedModel.Open(At("run"));
        EvaluationResult test = model.Evaluate();
        string[] lines = [.. File.ReadLines(model.Folder.Predictions)];
        Assert.Equal(lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("predicted").GetInt32()), test.Predictions.Select(p => p.Predicted));
        foreach (int i in new[] { 0, 7, 19 })
        {
            JsonElement told = JsonDocument.Parse(lines[i]).RootElement;
            Prediction prediction = model.Predict(Path.Combine(_data, told.GetProperty("id").GetString()!));
            Assert.Equal(told.GetProperty("predicted").GetInt32(), prediction.Label);
            Assert.Equal(told.GetProperty("probability").GetDouble(), prediction.Probabilities[prediction.Label], 1e-5);
            Assert.Equal(1, prediction.Probabilities.Sum(), 1e-5);
        }

        Assert.Equal(40, model.Evaluate("train").Samples);
        Assert.Throws<ArgumentException>(() => model.Evaluate("tests"));
    }

    [SkippableTheory]
    [InlineData(FrameCache.None)]
    [InlineData(FrameCache.Memory)]
    public void A_cancelled_run_is_resumed_to_the_same_end(FrameCache cache)
    {
        Recipe recipe = Recipe with { Frames = Recipe.Frames with { Cache = cache } };
        var options = new TrainingRunOptions { LinearBaseline = false, EnergySamples = 0 };
        using (TrainingRun whole = TrainingRun.Create(Recipe, _data, At("whole"), options))
            whole.Fit();
        using var cancel = new CancellationTokenSource();
        using (TrainingRun killed = TrainingRun.Create(recipe, _data, At("killed"), options with { Callbacks = [new Canceller(cancel, 5)] }))
            Assert.ThrowsAny<OperationCanceledException>(() => killed.Fit(cancellationToken: cancel.Token));
        Assert.False(File.Exists(Path.Combine(At("killed"), "result.json")));
        string halfWritten = Path.Combine(At("killed"), "checkpoints", ".last.ckpt.0.tmp");
        File.WriteAllText(halfWritten, "half");
        using (TrainingRun resumed = TrainingRun.Resume(recipe, null, At("killed"), options))
            resumed.Fit();
        Assert.False(File.Exists(halfWritten));
        // The cache changes nothing either.
        Assert.Equal(File.ReadAllBytes(Path.Combine(At("whole"), "checkpoints", "best.ckpt")), File.ReadAllBytes(Path.Combine(At("killed"), "checkpoints", "best.ckpt")));
        Assert.Equal(File.ReadAllText(Path.Combine(At("whole"), "predictions.jsonl")), File.ReadAllText(Path.Combine(At("killed"), "predictions.jsonl")));
    }

    [SkippableFact]
    public void A_folder_with_a_run_is_left_alone()
    {
        using (TrainingRun run = TrainingRun.Create(Recipe, _data, At("run"), new TrainingRunOptions { LinearBaseline = false, EnergySamples = 0 }))
            run.Fit();
        TrainingException error = Assert.Throws<TrainingException>(() => TrainingRun.Create(Recipe, _data, At("run")));
        Assert.Contains("--resume", error.Message, StringComparison.Ordinal);
        Assert.Contains("is not empty", Assert.Throws<TrainingException>(() => TrainingRun.Create(Recipe, _data, _folder)).Message, StringComparison.Ordinal);
        Assert.Contains("holds no run", Assert.Throws<TrainingException>(() => TrainingRun.Resume(Recipe, _data, _folder)).Message, StringComparison.Ordinal);
        using (TrainingRun.Create(Recipe, _data, At("begun")))
        {
        }

        Assert.Contains("no checkpoint yet", Assert.Throws<TrainingException>(() => TrainedModel.Open(At("begun"))).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_run_is_not_resumed_by_another_recipe_or_on_other_recordings()
    {
        using (TrainingRun.Create(Recipe, _data, At("run")))
        {
        }

        Recipe other = Recipe with { Training = Recipe.Training with { BatchSize = 20 }, Description = "other words" };
        string message = Assert.Throws<TrainingException>(() => TrainingRun.Resume(other, _data, At("run"))).Message;
        Assert.Contains("training.batchSize was 10 and is 20 now", message, StringComparison.Ordinal);
        using (TrainingRun.Resume(Recipe with { Description = "other words", Training = Recipe.Training with { Threads = null } }, _data, At("run")))
        {
        }

        File.Delete(Path.Combine(_data, "Train", "3", "00002.bin"));
        Assert.Contains("other recordings", Assert.Throws<TrainingException>(() => TrainingRun.Resume(null, null, At("run"))).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_wrong_recipe_leaves_no_folder()
    {
        Refused<RecipeException>(Recipe with { Dataset = new DatasetRecipe("n-mnits") }, "dataset.id");
        Refused<RecipeException>(Recipe with { Dataset = Recipe.Dataset with { Split = "oficial" } }, "dataset.split");
        Refused<RecipeException>(Recipe with { Augmentation = new AugmentationRecipe("flp") }, "augmentation.clip");
        Refused<ArgumentException>(Recipe with { Frames = Recipe.Frames with { Size = "4x4" }, Network = new NetworkRecipe("sew-small", SewConnection.And) }, "sew-small");

        void Refused<TException>(Recipe recipe, string said)
            where TException : Exception
        {
            Assert.Contains(said, Assert.ThrowsAny<TException>(() => TrainingRun.Create(recipe, _data, At("none"))).Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(At("none")));
        }
    }

    [SkippableFact]
    public void Frames_are_resized_and_classes_limited()
    {
        Recipe recipe = Recipe with { Frames = Recipe.Frames with { Size = "16x24" }, Dataset = Recipe.Dataset with { LimitPerClass = 3 } };
        using TrainingRun run = TrainingRun.Create(recipe, _data, At("run"), new TrainingRunOptions { LinearBaseline = false });
        Assert.Equal((16, 24), (run.Info.Width, run.Info.Height));
        Assert.Equal((20, 10, 20), (run.Info.TrainSamples, run.Info.ValidationSamples, run.Info.TestSamples));
        run.Fit();
        using TrainedModel model = TrainedModel.Open(At("run"));
        string path = Path.Combine(_data, "Test", "0", "01000.bin");
        Assert.Equal(model.Evaluate().Predictions[0].Probability, model.Predict(path).Probabilities.Max(), 1e-5);
    }

    [SkippableFact]
    public void Frames_of_varying_number_are_trained_on_by_their_lengths()
    {
        Recipe recipe = Recipe with { Frames = new FramesRecipe(FrameRuleKind.Duration, DurationMicroseconds: 30_000) };
        using TrainingRun run = TrainingRun.Create(recipe, _data, At("run"), new TrainingRunOptions { LinearBaseline = false });
        Assert.Equal(20, run.Fit().TestSamples);
        Assert.False(File.Exists(run.Folder.Energy));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static JsonElement Json(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return document.RootElement.Clone();
    }

    private sealed class Told(List<TrainingProgress> list) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => list.Add(value);
    }

    private sealed class Canceller(CancellationTokenSource source, long step) : TrainerCallback
    {
        public override void OnStep(Trainer trainer, StepMetrics metrics)
        {
            if (metrics.Step == step)
                source.Cancel();
        }
    }
}
