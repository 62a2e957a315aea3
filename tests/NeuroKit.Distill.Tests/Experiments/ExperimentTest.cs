using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeuroKit.Distill.Experiments;
using NeuroKit.Training.Tests;
using NeuroKit.Training.Tests.Runs;

namespace NeuroKit.Distill.Tests.Experiments;

/// <summary>A tiny experiment: two folds of a few written digits, one epoch a run.</summary>
public abstract class ExperimentTest : TrainingTest
{
    private readonly string _folder;

    protected ExperimentTest()
    {
        _folder = TemporaryFolder();
        DigitFiles.Write(DataFolder, train: 6, test: 2);
    }

    protected string DataFolder => At("data");

    protected void Work(string plan, string folder, int? runs)
    {
        using var stop = new CancellationTokenSource();
        using ExperimentRunner runner = ExperimentRunner.Open(plan, DataFolder, At(folder), CancellationToken.None);
        int finished = 0;
        runner.Work(new Counter(() =>
        {
            if (++finished == runs)
                stop.Cancel();
        }), stop.Token);
        Assert.Equal(runner.Runs, runner.Finished);
    }

    // The weights of the run's network that belong to spiking neurons: each has the leak of its own.
    protected string[] NeuronsOf(string job)
    {
        string checkpoint = Encoding.Latin1.GetString(File.ReadAllBytes(At($"out/runs/{job}/last.ckpt")));
        return [.. new[] { "up1.sn.w", "block1.unit1.sn.w" }.Where(name => checkpoint.Contains(name, StringComparison.Ordinal))];
    }

    protected IEnumerable<JsonElement> Cells(string report)
        => JsonDocument.Parse(File.ReadAllText(At(Path.Combine(report, "results.json")))).RootElement.GetProperty("cells").EnumerateArray();

    protected string WritePlan(Action<JsonNode>? change = null)
    {
        string protocol = At("protocol.md");
        File.WriteAllText(protocol, "declared\n");
        JsonNode plan = JsonNode.Parse($$"""
            {
              "name": "tiny",
              "protocol": { "path": "protocol.md", "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(protocol)))}}" },
              "dataset": { "id": "n-mnist", "folds": 2, "trainingRecordings": 20, "validationRecordings": 10 },
              "teacherSteps": 2, "studentSteps": [1],
              "network": { "id": "sew-small" },
              "optimizer": { "id": "adam", "learningRate": 0.002 },
              "training": { "epochs": 1, "batchSize": 10 },
              "seeds": { "teacher": [11], "student": [1, 2], "tuning": 101 },
              "methods": [
                { "id": "none", "kind": "undistilled", "candidates": [{ "name": "a", "loss": { "id": "ce" } }] },
                { "id": "ld", "kind": "distilled", "candidates": [{ "name": "a", "loss": { "id": "ld" } }] },
                { "id": "self", "kind": "self", "candidates": [{ "name": "a", "loss": { "id": "ld" } }] }
              ],
              "hypotheses": [{ "id": "H1", "method": "ld", "against": "none", "steps": 1, "claim": "it helps" }, { "id": "H2", "method": "ld", "against": "self", "steps": 1, "claim": "more steps help" }]
            }
            """)!;
        change?.Invoke(plan);
        string path = At("plan.json");
        File.WriteAllText(path, plan.ToJsonString());
        return path;
    }

    protected JsonElement Result(string job) => JsonDocument.Parse(File.ReadAllText(At($"out/runs/{job}/result.json"))).RootElement;

    protected string At(string name) => Path.Combine(_folder, name);

    private sealed class Counter(Action onRun) : IProgress<ExperimentRunResult>
    {
        public void Report(ExperimentRunResult value) => onRun();
    }
}
