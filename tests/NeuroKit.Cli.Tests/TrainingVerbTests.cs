using System.Diagnostics;
using NeuroKit.Training.Recipes;
using NeuroKit.Training.Runs;
using NeuroKit.Training.Runtime;
using NeuroKit.Training.Tests.Runs;
using TorchSharp;

namespace NeuroKit.Cli.Tests;

/// <summary>train, evaluate, predict, energy and export as a stranger types them.</summary>
public sealed class TrainingVerbTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();

    public TrainingVerbTests() => DigitFiles.Write(_folder["data"], train: 6, test: 2);

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void WhatWasTrainedIsEvaluatedWithAsManyThreads()
    {
        NeedTorch();
        ToolRun.Of("train", Recipe(epochs: 1), "--data", _folder["data"], "--out", _folder["run"], "--json").Succeeds();
        RunResult result = RunResult.Read(_folder["run"]);
        string recording = Path.Combine(_folder["data"], "Test", "3", "01000.bin");
        foreach (string[] verb in (string[][])[["evaluate", _folder["run"]], ["predict", _folder["run"], recording], ["energy", _folder["run"], "--samples", "4"], ["export", _folder["run"]]])
        {
            torch.set_num_threads(2); // the run computed with one
            ToolRun run = ToolRun.Of([.. verb, "--json"]).Succeeds();
            Assert.Equal(1, torch.get_num_threads());
            if (verb[0] == "evaluate")
                Assert.Equal(result.TestAccuracy, run.Json().GetProperty("accuracy").GetDouble());
        }
    }

    [SkippableFact]
    public void ADeviceThatIsNotThereIsOneLine()
    {
        NeedTorch();
        foreach (string verb in (string[])["evaluate", "predict", "energy"])
            ToolRun.Of([verb, _folder["run"], .. verb == "predict" ? [_folder["data"]] : Array.Empty<string>(), "--device", "cdua"]).Fails(2, "--device: 'cdua'", "did you mean 'cuda'?");
        Skip.If(torch.cuda.is_available(), "there is a CUDA device");
        using (TrainingRun.Create(NeuroKit.Training.Recipes.Recipe.Load(Recipe(epochs: 1)), _folder["data"], _folder["run"]))
        {
        }

        foreach (string verb in (string[])["evaluate", "predict", "energy"])
        {
            ToolRun run = ToolRun.Of([verb, _folder["run"], .. verb == "predict" ? [_folder["data"]] : Array.Empty<string>(), "--device", "cuda"]).Fails(1, "--device cuda", "no CUDA device");
            Assert.Equal(1, run.Error.Count(c => c == '\n'));
        }
    }

    [SkippableFact]
    public void AKilledTrainingLeavesItsFolderToTheNextOne()
    {
        NeedTorch();
        Skip.If(OperatingSystem.IsWindows(), "a process is killed as on Unix");
        string[] train = ["train", Recipe(epochs: 2000), "--data", _folder["data"], "--out", _folder["run"]];
        using Process process = Start(train);
        string checkpoint = new RunFolder(_folder["run"]).LastCheckpoint;
        while (!File.Exists(checkpoint) && !process.HasExited)
            Thread.Sleep(20);
        Assert.False(process.HasExited);
        foreach (string[] second in (string[][])[train, [.. train, "--resume"]])
        {
            // Without --resume it is told that there is a run; with it, that somebody is at work.
            ToolRun refused = ToolRun.Of(second).Fails(1, _folder["run"], second.Length == train.Length ? "holds a run already" : "another process is training in it");
            Assert.Equal(1, refused.Error.Count(c => c == '\n'));
        }

        process.Kill(); // SIGKILL
        Assert.True(process.WaitForExit(s_limit));
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        ToolRun next = ToolRun.Of(soon.Token, [.. train, "--resume"]);
        Assert.Equal(130, next.ExitCode);
        Assert.DoesNotContain("another process", next.Error, StringComparison.Ordinal);
        ToolRun.Of("evaluate", _folder["run"]).Succeeds();
    }

    [Fact]
    public void ARecipeMistypedIsToldOnce()
    {
        ToolRun near = ToolRun.Of("train", "sew-small-n-mnits", "--data", _folder["data"], "--out", _folder["run"]).Fails(2, "did you mean 'sew-small-n-mnist'?");
        ToolRun far = ToolRun.Of("train", "xyz", "--data", _folder["data"], "--out", _folder["run"]).Fails(2, "known are");
        Assert.Single(Occurrences(near.Error, "sew-small-n-mnist"));
        foreach (string id in NeuroKit.Training.Recipes.Recipe.Ids)
            Assert.Single(Occurrences(far.Error, id));
        Assert.False(Directory.Exists(_folder["run"]));

        // As a whole: identifiers begin with one another.
        static string[] Occurrences(string text, string word)
            => [.. text.Split([' ', ',', ';', '\'', '(', ')', '?', '.', '\n'], StringSplitOptions.RemoveEmptyEntries).Where(part => part == word)];
    }

    [SkippableFact]
    public void ABrokenRecordingAndMissingDataAreOneLine()
    {
        NeedTorch();
        ToolRun missing = ToolRun.Of("train", Recipe(epochs: 1), "--data", _folder["none"], "--out", _folder["run"]).Fails(1, _folder["none"]);
        Assert.Equal(1, missing.Error.Count(c => c == '\n'));
        string broken = Path.Combine(_folder["data"], "Train", "3", "00002.bin");
        File.WriteAllBytes(broken, File.ReadAllBytes(broken)[..^2]);
        ToolRun run = ToolRun.Of("train", Recipe(epochs: 1), "--data", _folder["data"], "--out", _folder["run"]).Fails(1, "00002.bin");
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        // Nothing was learnt yet: once the recording is mended, the same command begins.
        File.Delete(broken);
        ToolRun.Of("train", Recipe(epochs: 1), "--data", _folder["data"], "--out", _folder["run"]).Succeeds();
    }

    private static void NeedTorch()
    {
        bool isThere = TorchRuntime.IsAvailable(out string reason);
        Skip.IfNot(isThere, reason);
    }

    private string Recipe(int epochs) => _folder.Write("recipe.json", new Recipe(
        "tiny",
        new DatasetRecipe("n-mnist", Validation: new ValidationRecipe(1 / 3.0)),
        new FramesRecipe(FrameRuleKind.Count, 2, Cache: FrameCache.Memory),
        new NetworkRecipe("sew-small"),
        new OptimizerRecipe(OptimizerKind.AdamW, 1e-2),
        new TrainingRecipe(epochs, 20, DropLast: true, Threads: 1),
        Checkpoint: new CheckpointRecipe(1)).ToJson());

    private static Process Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "neurokit.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
