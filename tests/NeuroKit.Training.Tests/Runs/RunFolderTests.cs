using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;

namespace NeuroKit.Training.Tests.Runs;

/// <summary>Whose a run's folder is, and what a killed process leaves in it.</summary>
public sealed class RunFolderTests : TrainingTest
{
    private readonly string _folder;
    private readonly string _data;

    public RunFolderTests()
    {
        _folder = TemporaryFolder();
        _data = Path.Combine(_folder, "data");
        DigitFiles.Write(_data, train: 6, test: 2);
    }

    private static TrainingRunOptions Quick { get; } = new() { LinearBaseline = false, EnergySamples = 0 };

    private static Recipe Recipe { get; } = new(
        "tiny",
        new DatasetRecipe("n-mnist", Validation: new ValidationRecipe(1 / 3.0)),
        new FramesRecipe(FrameRuleKind.Count, 2, Cache: FrameCache.Memory),
        new NetworkRecipe("sew-small"),
        new OptimizerRecipe(OptimizerKind.AdamW, 1e-2),
        new TrainingRecipe(1, 20, DropLast: true, Threads: 1));

    [SkippableFact]
    public void Only_one_trains_in_a_folder()
    {
        using (TrainingRun first = TrainingRun.Create(Recipe, _data, At("run"), Quick))
        {
            Refused(() => TrainingRun.Create(Recipe, _data, At("run"), Quick));
            Refused(() => TrainingRun.Resume(null, null, At("run"), Quick));
            first.Fit();
            Refused(() => TrainingRun.Resume(null, null, At("run"), Quick));
        }

        using TrainingRun next = TrainingRun.Resume(null, null, At("run"), Quick);
        Assert.Equal(2, next.Fit().Steps);

        static void Refused(Func<TrainingRun> make)
            => Assert.Contains("another process is training in it", Assert.Throws<TrainingException>(make).Message, StringComparison.Ordinal);
    }

    /// <summary>What is there, in the order in which it comes to be there; <c>~</c> marks what has not taken its place.</summary>
    [SkippableTheory]
    [InlineData("")]
    [InlineData(".lock")]
    [InlineData(".lock checkpoints")]
    [InlineData(".lock checkpoints ~run.json")]
    [InlineData(".lock checkpoints run.json")]
    [InlineData(".lock checkpoints run.json ~recipe.json")]
    [InlineData(".lock checkpoints run.json recipe.json")]
    [InlineData(".lock checkpoints run.json recipe.json metrics.jsonl")]
    [InlineData(".lock checkpoints run.json recipe.json metrics.jsonl ~checkpoints/last.ckpt")]
    [InlineData("run.json recipe.json")]
    [InlineData("checkpoints recipe.json")]
    public void A_beginning_that_was_killed_is_begun_again(string left)
    {
        using (TrainingRun.Create(Recipe, _data, At("whole"), Quick))
        {
        }

        foreach (bool resumes in new[] { false, true })
        {
            string run = At(resumes ? "resumed" : "begun");
            Leave(run, left);
            using TrainingRun made = resumes && new RunFolder(run).Exists ? TrainingRun.Resume(Recipe, _data, run, Quick) : TrainingRun.Create(Recipe, _data, run, Quick);
            if (resumes)
                Assert.Equal(2, made.Fit().Steps);
            Assert.DoesNotContain(Directory.GetFiles(run, "*", SearchOption.AllDirectories), file => file.EndsWith(".tmp", StringComparison.Ordinal));
            Assert.Equal(File.ReadAllText(Path.Combine(At("whole"), "recipe.json")), File.ReadAllText(Path.Combine(run, "recipe.json")));
        }
    }

    [SkippableFact]
    public void What_is_not_of_a_beginning_is_left_alone()
    {
        Keeps("is not empty and holds no run", "notes.txt");
        Keeps("is not empty and holds no run", "recipe.json", "checkpoints/last.ckpt");
        Keeps("is not empty and holds no run", "recipe.json", "notes.txt");
        Keeps("run.json: is damaged", "run.json");

        void Keeps(string said, params string[] files)
        {
            string run = At("other");
            foreach (string file in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(run, file))!);
                File.WriteAllText(Path.Combine(run, file), "mine");
            }

            Assert.Contains(said, Assert.Throws<TrainingException>(() => TrainingRun.Create(Recipe, _data, run, Quick)).Message, StringComparison.Ordinal);
            Assert.All(files, file => Assert.Equal("mine", File.ReadAllText(Path.Combine(run, file))));
            Directory.Delete(run, recursive: true);
        }
    }

    [SkippableFact]
    public void Recordings_that_moved_are_found_from_then_on()
    {
        using (TrainingRun run = TrainingRun.Create(Recipe, _data, At("run"), Quick))
            run.Fit();
        Directory.Move(_data, At("moved"));
        Assert.ThrowsAny<Events.NeuroKitException>(() => TrainingRun.Resume(null, null, At("run"), Quick));
        using (TrainingRun run = TrainingRun.Resume(null, At("moved"), At("run"), Quick))
            run.Fit();
        Assert.Equal(At("moved"), RunInfo.Read(At("run")).DataRoot);
        using TrainedModel model = TrainedModel.Open(At("run"));
        Assert.Equal(20, model.Evaluate().Samples);
    }

    [SkippableFact]
    public void Seconds_are_those_of_all_processes()
    {
        RunResult first;
        using (TrainingRun run = TrainingRun.Create(Recipe, _data, At("run"), Quick with { Callbacks = [new Slow()] }))
            first = run.Fit();
        // Nothing is left to train: the second process only tests.
        using TrainingRun again = TrainingRun.Resume(null, null, At("run"), Quick);
        RunResult second = again.Fit();
        Assert.True(first.Seconds >= 1, $"{first.Seconds} s");
        Assert.True(second.Seconds >= 1, $"{second.Seconds} s after {first.Seconds} s");
        Assert.Equal(first.TestCorrect, second.TestCorrect);
    }

    [SkippableFact]
    public void Recordings_in_memory_are_decoded_once()
    {
        // The linear classifier sees them without augmentation and without the batches' loss of the last ones.
        Recipe recipe = Recipe with { Augmentation = new AugmentationRecipe("flip"), Training = Recipe.Training with { BatchSize = 15 } };
        using (TrainingRun run = TrainingRun.Create(recipe, _data, At("read"), new TrainingRunOptions { EnergySamples = 0 }))
        {
            Assert.Equal(2, run.Fit().Steps);
        }

        using TrainingRun unread = TrainingRun.Create(recipe, _data, At("unread"), new TrainingRunOptions { EnergySamples = 0, Callbacks = [new Remover(Path.Combine(_data, "Train"))] });
        RunResult result = unread.Fit();
        Assert.False(Directory.Exists(Path.Combine(_data, "Train")));
        Assert.Equal(RunResult.Read(At("read")) with { Seconds = 0, PerClass = [], Confusion = [] }, result with { Seconds = 0, PerClass = [], Confusion = [] });
    }

    [SkippableFact]
    public void A_run_says_whether_it_repeats_to_the_bit()
    {
        using TrainingRun run = TrainingRun.Create(Recipe, _data, At("run"), Quick);
        Assert.Null(run.Info.NotRepeatable);
        Skip.IfNot(TorchSharp.torch.cuda.is_available(), "there is no CUDA device");
        using TrainingRun there = TrainingRun.Create(Recipe, _data, At("there"), Quick with { Device = TorchSharp.torch.CUDA });
        Assert.Contains("only the CPU repeats", RunInfo.Read(At("there")).NotRepeatable, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder, name);

    private void Leave(string run, string left)
    {
        Directory.CreateDirectory(run);
        foreach (string entry in left.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string path = Path.Combine(run, entry.TrimStart('~'));
            if (entry[0] == '~')
                File.WriteAllText(Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp"), "{ hal");
            else if (entry == "checkpoints")
                Directory.CreateDirectory(path);
            else if (entry == "metrics.jsonl")
                File.WriteAllText(path, "{\"event\":\"step\",\"ep");
            else
                File.Copy(Path.Combine(At("whole"), entry), path);
        }
    }

    private sealed class Slow : TrainerCallback
    {
        public override void OnStart(Trainer trainer) => Thread.Sleep(1000);
    }

    private sealed class Remover(string folder) : TrainerCallback
    {
        public override void OnStep(Trainer trainer, StepMetrics step)
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }
}
