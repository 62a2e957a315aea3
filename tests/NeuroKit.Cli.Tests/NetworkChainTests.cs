using System.Text.Json;

namespace NeuroKit.Cli.Tests;

/// <summary>From recordings to networks and back: trained, measured, analysed, used, exported, distilled and compared by the command line alone.</summary>
public sealed class NetworkChainTests : IDisposable
{
    private const string Common = """
        "dataset": { "id": "n-mnist", "split": "official", "validation": { "ratio": 0.34, "seed": 1 } },
        "network": { "id": "sew-small", "connection": "add" },
        "optimizer": { "id": "adam", "learningRate": 0.002 },
        "training": { "epochs": 1, "batchSize": 10, "seed": 1, "threads": 1 }
        """;

    private readonly TemporaryFolder _folder = new();

    public NetworkChainTests() => ToolRun.Of("dataset", "synthesize", "n-mnist", _folder["data"], "--per-class", "6", "--seed", "3").Succeeds();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void ATrainedNetworkIsMeasuredUsedAndExported()
    {
        string run = _folder["run"];
        Train("train", Recipe("tiny.json", """ "frames": { "rule": "count", "steps": 3, "cache": "memory" } """), "--out", run);
        JsonElement evaluated = ToolRun.Of("evaluate", run, "--json").Succeeds().Json();
        double accuracy = evaluated.GetProperty("accuracy").GetDouble();
        int samples = evaluated.GetProperty("samples").GetInt32();

        JsonElement analysis = ToolRun.Of("analyze", run, "--json").Succeeds().Json();
        JsonElement network = Assert.Single(analysis.GetProperty("networks").EnumerateArray());
        Assert.Equal(("sew-small", samples, accuracy), (network.GetProperty("network").GetString(), network.GetProperty("samples").GetInt32(), network.GetProperty("accuracy").GetDouble()));
        JsonElement[] steps = [.. network.GetProperty("bySteps").EnumerateArray()];
        Assert.Equal(3, steps.Length);
        Assert.Equal(accuracy, steps[^1].GetProperty("soFar").GetDouble());
        Assert.Contains(network.GetProperty("featureMeans").EnumerateArray(), f => f.GetProperty("feature").GetString() == "block3.out");
        JsonElement energy = ToolRun.Of("energy", run, "--json").Succeeds().Json();
        Assert.Equal(Math.Min(64, samples), network.GetProperty("sampledRecordings").GetInt32());
        Assert.Equal(Math.Min(64, samples), energy.GetProperty("samples").GetInt32());
        Assert.Equal(energy.GetProperty("millijoules").GetDouble(), network.GetProperty("energy").GetProperty("millijoules").GetDouble());
        string page = File.ReadAllText(Path.Combine(run, "analysis.html"));
        Assert.Contains("Accuracy by step", page, StringComparison.Ordinal);
        Assert.Contains("Accuracy by step", File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);
        Assert.Contains("mean so far", ToolRun.Of("analyze", run, "--part", "validation").Succeeds().Output, StringComparison.Ordinal);

        string recording = Directory.EnumerateFiles(_folder["data"], "*.bin", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        Assert.Contains(Path.GetFileName(recording), ToolRun.Of("predict", run, recording).Succeeds().Output, StringComparison.Ordinal);
        ToolRun.Of("export", run).Succeeds();
        ToolRun.Of("analyze", run, "--part", "tset").Fails(ExitCode.Usage, "tset");
        ToolRun.Of("analyze", _folder["data"]).Fails(ExitCode.Failed, "holds no run");
        ToolRun.Of("analyze", _folder["nothing"]).Fails(ExitCode.Failed, "holds no run");
    }

    [SkippableFact]
    public void ADistillationIsComparedAndAnalysedSideBySide()
    {
        string run = _folder["distilled"];
        string recipe = Recipe("distil.json", """
            "frames": { "rule": "count", "cache": "memory" },
            "distillation": { "teacher": { "steps": 4 }, "students": [2], "loss": { "id": "ld+bkd", "features": { "pairs": [{ "student": "block3.out" }] } } }
            """);
        Train("distill", recipe, "--out", run, "--allow-worse-teacher");
        Assert.Contains("student-t2", ToolRun.Of("compare", Path.Combine(run, "teacher"), Path.Combine(run, "student-t2")).Succeeds().Output, StringComparison.Ordinal);
        JsonElement analysis = ToolRun.Of("analyze", run, "--json").Succeeds().Json();
        Assert.Equal(["teacher", "student-t2"], analysis.GetProperty("networks").EnumerateArray().Select(n => n.GetProperty("name").GetString()));
        Assert.Contains("Accuracy of each step", File.ReadAllText(Path.Combine(run, "analysis.html")), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void ASweepHasOneTeacherAndIsDrawn()
    {
        string run = _folder["sweep"];
        string recipe = Recipe("sweep.json", """
            "frames": { "rule": "count", "cache": "memory" },
            "distillation": { "teacher": { "steps": 3 }, "students": [2], "loss": { "id": "ld", "logits": { "temperature": 2 } } }
            """);
        const string key = "distillation.loss.logits.temperature";
        Train("distill", recipe, "--out", run, "--allow-worse-teacher", "--sweep", key + "=1,4");
        Assert.True(File.Exists(Path.Combine(run, "teacher", "result.json")));
        Assert.False(Directory.Exists(Path.Combine(run, "temperature=1", "teacher")));
        JsonElement analysis = ToolRun.Of("analyze", run, "--json").Succeeds().Json();
        Assert.Equal(key, Assert.Single(analysis.GetProperty("axes").EnumerateArray()).GetString());
        JsonElement[] rows = [.. analysis.GetProperty("rows").EnumerateArray()];
        Assert.Equal([1, 4], rows.Select(r => r.GetProperty("values")[0].GetInt32()));
        Assert.All(rows, r => Assert.Equal("student-t2", r.GetProperty("student").GetString()));
        string[] temperatures = [.. new[] { "temperature=1", "temperature=4" }.Select(s => File.ReadAllText(Path.Combine(run, s, "student-t2", "distillation.json")))];
        Assert.NotEqual(temperatures[0], temperatures[1]);
        Assert.Contains("Accuracy by setting", File.ReadAllText(Path.Combine(run, "analysis.html")), StringComparison.Ordinal);
        ToolRun.Of("distill", recipe, "--data", _folder["data"], "--out", run, "--sweep", key + "=1,4").Fails(ExitCode.Failed, "--resume");
        ToolRun.Of("distill", recipe, "--data", _folder["data"], "--out", run, "--resume", "--sweep", key + "=1,8").Fails(ExitCode.Failed, "another sweep");
        ToolRun.Of("distill", recipe, "--data", _folder["data"], "--out", run, "--resume", "--allow-worse-teacher", "--sweep", key + "=1,4").Succeeds();
    }

    private void Train(string verb, string recipe, params string[] arguments)
    {
        ToolRun run = ToolRun.Of([verb, recipe, "--data", _folder["data"], .. arguments]);
        Skip.If(run.ExitCode == 1 && run.Error.Contains("libtorch", StringComparison.Ordinal), run.Error);
        run.Succeeds();
    }

    private string Recipe(string name, string more)
    {
        File.WriteAllText(_folder[name], $$"""{ "name": "tiny", {{Common}}, {{more}} }""");
        return _folder[name];
    }
}
