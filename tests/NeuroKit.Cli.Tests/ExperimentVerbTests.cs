using System.Security.Cryptography;
using NeuroKit.Training.Runtime;
using NeuroKit.Training.Tests.Runs;

namespace NeuroKit.Cli.Tests;

/// <summary>experiment as a stranger types it, on a few written digits.</summary>
public sealed class ExperimentVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ExperimentVerbTests() => DigitFiles.Write(_folder["data"], train: 6, test: 2);

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void ItStopsInTimeGoesOnAndReportsAlone()
    {
        bool isThere = TorchRuntime.IsAvailable(out string reason);
        Skip.IfNot(isThere, reason);
        string plan = Plan("main", "none", "undistilled");
        string[] work = ["experiment", plan, "--data", _folder["data"], "--out", _folder["out"]];
        // Before hours of work: a reading that is not there.
        ToolRun.Of([.. work, "--report", _folder["report"], "--reading", _folder["nowhere.md"]]).Fails(1, "nowhere.md");
        Assert.False(Directory.Exists(_folder["out"]));
        // Next to no time: what is not done is no failure.
        ToolRun.Of([.. work, "--max-minutes", "0.0001"]).Succeeds();
        ToolRun whole = ToolRun.Of(work).Succeeds();
        Assert.Contains("main: 4 of 4 runs are finished", whole.Error, StringComparison.Ordinal);
        ToolRun.Of("experiment", plan, "--out", _folder["out"], "--report", _folder["report"], "--reading", _folder.Write("reading.md", "It says little.\n")).Succeeds();
        string page = File.ReadAllText(Path.Combine(_folder["report"], "distillation.md"));
        Assert.Contains("the table is whole", page, StringComparison.Ordinal);
        Assert.EndsWith("## Reading\n\nIt says little.\n", page, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_folder["report"], "curves-main-t1.svg")));

        string beside = Plan("beside", "ann", "artificial");
        ToolRun.Of("experiment", beside, "--data", _folder["data"], "--out", _folder["out2"]).Succeeds();
        ToolRun.Of("experiment", plan, "--out", _folder["out"], "--report", _folder["both"], "--with", $"{beside}={_folder["out2"]}").Succeeds();
        page = File.ReadAllText(Path.Combine(_folder["both"], "distillation.md"));
        Assert.Contains($"--with {beside}={_folder["out2"]}`", page, StringComparison.Ordinal);
        Assert.Contains("| 1 | ann |", page, StringComparison.Ordinal);

        // The other plan's folder is not this plan's.
        ToolRun.Of("experiment", plan, "--out", _folder["out2"], "--report", _folder["wrong"]).Fails(1, "was begun with another plan");
        Assert.False(Directory.Exists(_folder["wrong"]));
    }

    [Fact]
    public void WhatIsAskedForMustBeSaid()
    {
        ToolRun.Of("experiment", "plan.json", "--out", _folder["out"]).Fails(2, "--data ROOT");
        ToolRun.Of("experiment", "plan.json", "--out", _folder["out"], "--data", _folder["data"], "--with", "a=b").Fails(2, "--report FOLDER");
        ToolRun.Of("experiment", "plan.json", "--out", _folder["out"], "--report", _folder["report"], "--with", "a").Fails(2, "--with: found 'a'");
    }

    private string Plan(string name, string method, string kind)
    {
        string protocol = _folder.Write("protocol.md", "declared\n");
        return _folder.Write(name + ".json", $$"""
            {
              "name": "{{name}}",
              "protocol": { "path": "protocol.md", "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(protocol)))}}" },
              "dataset": { "id": "n-mnist", "folds": 2, "trainingRecordings": 20, "validationRecordings": 10 },
              "teacherSteps": 1, "studentSteps": [1],
              "network": { "id": "sew-small" },
              "optimizer": { "id": "adam", "learningRate": 0.002 },
              "training": { "epochs": 1, "batchSize": 10 },
              "seeds": { "teacher": [], "student": [1, 2], "tuning": 101 },
              "methods": [{ "id": "{{method}}", "kind": "{{kind}}", "candidates": [{ "name": "a", "loss": { "id": "ce" } }] }],
              "hypotheses": [],
              "linear": false
            }
            """);
    }
}
