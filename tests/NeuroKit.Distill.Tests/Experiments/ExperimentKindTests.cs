using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NeuroKit.Distill.Experiments;
using NeuroKit.Training;
using NeuroKit.Training.Data;
using NeuroKit.Training.Networks;
using NeuroKit.Training.Runs;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Experiments;

/// <summary>What single runs of an experiment do.</summary>
public sealed class ExperimentKindTests : ExperimentTest
{
    [SkippableFact]
    public void A_warm_start_begins_from_its_teachers_weights()
    {
        string plan = WritePlan(p =>
        {
            // Hardly a step is taken: where it began is where it ends.
            p["methods"]![1] = JsonNode.Parse("""{ "id": "warm-start", "kind": "warm-start", "candidates": [{ "name": "a", "loss": { "id": "ce" }, "learningRate": 1e-9 }] }""");
            p["methods"]!.AsArray().RemoveAt(2);
            p["hypotheses"] = new JsonArray();
            p["linear"] = false;
        });
        Work(plan, "out", null);
        using SpikingNetwork teacher = Weights("teacher-t2-f0-s11");
        using SpikingNetwork warm = Weights("warm-start-t1-f0-s1-of11");
        using SpikingNetwork cold = Weights("none-t1-f0-s1");
        Assert.True(Distance(warm, teacher) < 1e-6);
        Assert.True(Distance(cold, teacher) > 0.01);
        Assert.Equal(11, Result("warm-start-t1-f0-s1-of11").GetProperty("teacherSeed").GetInt32());

        SpikingNetwork Weights(string job)
        {
            SpikingNetwork network = SpikingNetworks.Create("sew-small", new NetworkOptions(2, 34, 34, 10));
            CheckpointFile.ReadWeights(At($"out/runs/{job}/last.ckpt"), network);
            return network;
        }

        static double Distance(SpikingNetwork a, SpikingNetwork b)
            => a.parameters().Zip(b.parameters()).Max(pair => (pair.First - pair.Second).abs().max().item<float>());
    }

    [SkippableFact]
    public void A_run_whose_loss_is_no_number_counts_as_chance()
    {
        string plan = WritePlan(p =>
        {
            p["methods"] = JsonNode.Parse("""
                [{ "id": "none", "kind": "undistilled", "candidates": [{ "name": "a", "loss": { "id": "ce" } }, { "name": "b", "loss": { "id": "ce" } }] },
                 { "id": "self", "kind": "self", "candidates": [{ "name": "a", "loss": { "id": "ld" } }, { "name": "b", "loss": { "id": "ld" } }] }]
                """);
            // Each step makes the weights greater by 20 orders of magnitude.
            p["optimizer"] = JsonNode.Parse("""{ "id": "sgd", "learningRate": 1, "weightDecay": 1e20 }""");
            p["training"]!["epochs"] = 3;
            p["hypotheses"] = new JsonArray();
            p["seeds"]!["teacher"] = new JsonArray();
            p["linear"] = false;
        });
        Work(plan, "out", null);
        JsonElement run = Result("none-t1-f0-s1");
        Assert.True(run.GetProperty("diverged").GetBoolean());
        Assert.Equal(0.1, run.GetProperty("testAccuracy").GetDouble());
        Assert.Equal(0.1, Result("tune-none-a-t1-f0").GetProperty("validationAccuracy").GetDouble());
        ExperimentReport.Write(plan, At("out"), At("report"), "neurokit experiment");
        Assert.True(Result("self-t1-f1-s2-of1").GetProperty("diverged").GetBoolean()); // what would teach it has no numbers
        Assert.Equal(["none", "self"], Cells("report").Select(c => c.GetProperty("method").GetString()));
        Assert.All(Cells("report"), c => Assert.Equal([0.1, 0.1, 0.1, 0.1], c.GetProperty("accuracies").EnumerateArray().Select(a => a.GetDouble())));
    }

    [SkippableFact]
    public void An_experiment_does_not_go_on_under_a_changed_protocol()
    {
        string plan = WritePlan();
        Assert.ThrowsAny<OperationCanceledException>(() => Work(plan, "out", 4));
        int finished = Directory.GetFiles(At("out"), "result.json", SearchOption.AllDirectories).Length;
        File.AppendAllText(At("protocol.md"), "one more hypothesis\n");
        string message = Assert.Throws<TrainingException>(() => Work(plan, "out", null)).Message;
        Assert.Contains("under a protocol that has changed", message, StringComparison.Ordinal);
        string[] results = Directory.GetFiles(At("out"), "result.json", SearchOption.AllDirectories);
        Assert.All(results.Skip(finished), path => Assert.DoesNotContain("testAccuracy", File.ReadAllText(path), StringComparison.Ordinal));
    }

    [SkippableFact]
    public void Seconds_are_kept_over_processes_and_the_version_is_recorded()
    {
        string plan = WritePlan(p => p["training"]!["epochs"] = 2);
        Assert.ThrowsAny<OperationCanceledException>(() => Work(plan, "out", 3));
        // As if a process had been stopped behind a run's first epoch.
        string job = "none-t1-f0-s1";
        Directory.CreateDirectory(At($"out/runs/{job}"));
        File.WriteAllText(At($"out/runs/{job}/seconds"), "5000.5\n");
        Work(plan, "out", null);
        JsonElement run = Result(job);
        Assert.InRange(run.GetProperty("processorSeconds").GetDouble(), 5000.5, 5400);
        Assert.True(run.GetProperty("countsAllSeconds").GetBoolean());
        Assert.Matches(@"^\d+\.\d+", run.GetProperty("neuroKit").GetString());
        Assert.True(double.Parse(File.ReadAllText(At($"out/runs/{job}/seconds")), CultureInfo.InvariantCulture) > 5000.5);
        // Results of before say neither: they are read, and a resumed one is footnoted.
        string old = At("out/runs/none-t1-f0-s2/result.json");
        JsonNode before = JsonNode.Parse(File.ReadAllText(old))!;
        before.AsObject().Remove("countsAllSeconds");
        before.AsObject().Remove("neuroKit");
        before["resumed"] = true;
        File.WriteAllText(old, before.ToJsonString());
        ExperimentReport.Write(plan, At("out"), At("report"), "neurokit experiment");
        Assert.Contains("\\* 1 of all runs", File.ReadAllText(At("report/distillation.md")), StringComparison.Ordinal);
        Assert.Equal(1, Cells("report").Single(c => c.GetProperty("method").GetString() == "none").GetProperty("runsThatLackSeconds").GetInt32());
    }

    [SkippableFact]
    public void Shuffled_frames_are_the_same_frames_in_another_order()
    {
        ExperimentPlan plan = ExperimentPlan.Load(WritePlan(p => p["teacherSteps"] = 6));
        using ExperimentData data = ExperimentData.Load(plan, DataFolder, CancellationToken.None);
        int[] indices = [.. Enumerable.Range(0, 20)];
        Tensor plain = Frames(data.Batches(6, indices, new MemoryBatchOptions(20)));
        Tensor shuffled = Frames(data.ShuffledBatches(6, indices, new MemoryBatchOptions(20, Seed: 1)));
        Assert.True(BitEqual(shuffled, Frames(data.ShuffledBatches(6, indices, new MemoryBatchOptions(20, Seed: 1)))));
        Assert.False(BitEqual(plain, shuffled));
        var orders = new HashSet<string>();
        for (int i = 0; i < indices.Length; i++)
        {
            // Each frame of the one is found among those of the other.
            Tensor equal = shuffled[i].unsqueeze(1).eq(plain[i].unsqueeze(0)).flatten(2).all(2);
            Assert.True(equal.any(0).all().item<bool>() && equal.any(1).all().item<bool>());
            orders.Add(string.Join(",", equal.to_type(ScalarType.Byte).argmax(1).data<long>().ToArray()));
        }

        Assert.True(orders.Count > 10, "each recording has an order of its own");

        static Tensor Frames(MemoryBatchSource source)
        {
            using (source)
            {
                TensorBatch batch = source.Epoch(0, 0, CancellationToken.None).Single();
                return batch.Frames.clone();
            }
        }
    }
}
