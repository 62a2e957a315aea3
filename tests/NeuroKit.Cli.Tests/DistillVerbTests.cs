using System.Diagnostics;
using System.Text.Json;
using NeuroKit.Cli.Training;

namespace NeuroKit.Cli.Tests;

/// <summary>What <c>distill</c> says when it is interrupted or misdirected, and that what it says can be typed.</summary>
public sealed class DistillVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public DistillVerbTests() => ToolRun.Of("dataset", "synthesize", "n-mnist", Data, "--per-class", "3", "--seed", "3").Succeeds();

    private string Data => _folder["its data"];

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("frozen", "student-t2", "frozen, by sew-small, T = 3")]
    [InlineData("joint", "teacher", "joint, one weight set with T = 2")]
    public void WhatIsSaidAtAnInterruptionGoesOn(string kind, string run, string taught)
    {
        Skip.If(OperatingSystem.IsWindows(), "the command is taken apart by a Unix shell");
        string place = _folder["it's a run"];
        string recipe = Recipe(kind == "joint" ? """ "supervision": "joint", "weights": "shared", """ : "");
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        ToolRun first = ToolRun.Of(stopped.Token, "distill", recipe, "--data", Data, "--out", place, "--allow-worse-teacher", "--json");
        Skip.If(first.ExitCode == 1 && first.Error.Contains("libtorch", StringComparison.Ordinal), first.Error);
        Assert.Equal(130, first.ExitCode);
        string hint = first.Error.Split("go on with: neurokit ")[1].Trim();
        Assert.Equal($"distill {recipe} --data '{Data}' --allow-worse-teacher --out '{place.Replace("'", "'\\''", StringComparison.Ordinal)}' --resume --json", hint);
        if (kind == "joint")
            Assert.Equal((run, "ld", taught, false), Compared(place, run));

        JsonElement result = ToolRun.Of(Words(hint)).Succeeds().Json();
        Assert.Equal(2, Assert.Single(result.GetProperty("students").EnumerateArray()).GetProperty("steps").GetInt32());
        Assert.Equal((run, "ld", taught, true), Compared(place, run));
        // Once more: nothing is left to do, and the same is said.
        Assert.Equal(result.GetRawText(), ToolRun.Of(Words(hint)).Succeeds().Json().GetRawText());
        ToolRun.Of(["distill", Recipe(""" "bins": "nested", """ + (kind == "joint" ? """ "supervision": "joint", "weights": "shared", """ : "")), "--out", place, "--resume"])
            .Fails(ExitCode.Failed, "distillation.bins was \"exact\" and is \"nested\" now");
    }

    [SkippableFact]
    public void WordsAreQuotedWhereAShellWouldTakeThemApart()
    {
        Skip.If(OperatingSystem.IsWindows(), "its shells quote otherwise");
        Assert.Equal(
            "interrupted; go on with: neurokit train sew-small --data 'my data' --sweep 'a.b=[{\"c\":1}]' --out '' --resume --device cuda:0",
            ResumeHint.Of("train", "sew-small", "my data", "", "cuda:0", false, ["--sweep", "a.b=[{\"c\":1}]"]));
    }

    [SkippableFact]
    public void AFolderThatIsNoneIsOneLine()
    {
        string file = _folder.Write("file", "");
        foreach (string[] more in (string[][])[[], ["--sweep", "distillation.loss.logits.temperature=1,2"]])
        {
            ToolRun run = ToolRun.Of(["distill", Recipe(""), "--data", Data, "--out", file, .. more]);
            Skip.If(run.Error.Contains("libtorch", StringComparison.Ordinal), run.Error);
            run.Fails(ExitCode.Failed, $"{file}: is a file");
            ToolRun.Of(["distill", Recipe(""), "--data", Data, "--out", Data, .. more]).Fails(ExitCode.Failed, "is not empty");
        }

        Assert.False(File.Exists(Path.Combine(Data, "recipe.json")) || Directory.Exists(Path.Combine(Data, "teacher")));
    }

    private static (string Run, string? Method, string? Taught, bool IsFinished) Compared(string place, string run)
    {
        JsonElement found = ToolRun.Of("compare", place, "--json").Succeeds().Json().EnumerateArray().Single(r => Path.GetFileName(r.GetProperty("run").GetString()) == run);
        return (run, found.GetProperty("method").GetString(), found.TryGetProperty("taught", out JsonElement taught) ? taught.GetString() : null, found.TryGetProperty("testAccuracy", out _));
    }

    private static string[] Words(string line)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"for word in {line}; do printf '%s\\n' \"$word\"; done"]) { RedirectStandardOutput = true };
        using var shell = Process.Start(start)!;
        string output = shell.StandardOutput.ReadToEnd();
        shell.WaitForExit();
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private string Recipe(string more) => _folder.Write("tiny.json", $$"""
        {
          "name": "tiny",
          "dataset": { "id": "n-mnist", "split": "official", "validation": { "ratio": 0.34, "seed": 1 } },
          "frames": { "rule": "count", "cache": "memory" },
          "network": { "id": "sew-small", "connection": "add" },
          "optimizer": { "id": "adam", "learningRate": 0.002 },
          "training": { "epochs": 1, "batchSize": 10, "seed": 1, "threads": 1 },
          "distillation": { {{more}} "teacher": { "steps": 3 }, "students": [2], "loss": { "id": "ld" } }
        }
        """);
}
