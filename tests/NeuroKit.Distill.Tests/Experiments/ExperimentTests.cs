using System.Text.Json;
using System.Text.Json.Nodes;
using NeuroKit.Distill.Experiments;
using NeuroKit.Events.Datasets;
using NeuroKit.Training;
using NeuroKit.Training.Recipes;

namespace NeuroKit.Distill.Tests.Experiments;

public sealed class ExperimentTests : ExperimentTest
{
    [SkippableFact]
    public void A_plan_is_worked_through_and_an_interruption_changes_nothing()
    {
        string plan = WritePlan();
        Work(plan, "whole", null);
        // Stopped after every few runs, and gone on with.
        for (int stops = 0; stops < 3; stops++)
            Assert.ThrowsAny<OperationCanceledException>(() => Work(plan, "stopped", 5));
        Work(plan, "stopped", null);
        ExperimentReport.Write(plan, At("whole"), At("report-whole"), "neurokit experiment");
        ExperimentReport.Write(plan, At("stopped"), At("report-stopped"), "neurokit experiment", "What it says.");
        JsonElement[] cells = [.. Cells("report-whole")];
        Assert.Equal(
            cells.Select(c => (c.GetProperty("method").GetString(), c.GetProperty("accuracies").GetRawText())),
            Cells("report-stopped").Select(c => (c.GetProperty("method").GetString(), c.GetProperty("accuracies").GetRawText())));
        // Two folds, two students each, crossed with one teacher; the controls are the teacher's own.
        var counts = cells.ToDictionary(c => c.GetProperty("method").GetString()!, c => c.GetProperty("accuracies").GetArrayLength());
        Assert.Equal(4, counts["none"]);
        Assert.Equal(4, counts["ld"]);
        Assert.Equal(4, counts["self"]);
        Assert.Equal((2, 2, 2, 2), (counts["teacher"], counts["linear"], counts["teacher-as-is"], counts["teacher-renormalized"]));
        Assert.All(cells, c => Assert.Equal(c.GetProperty("accuracies").GetArrayLength(), c.GetProperty("seeds").GetArrayLength()));
        string page = File.ReadAllText(At("report-stopped/distillation.md"));
        Assert.Contains("the table is whole", page, StringComparison.Ordinal);
        Assert.Contains("| H1 |", page, StringComparison.Ordinal);
        Assert.DoesNotContain("no runs yet", page, StringComparison.Ordinal);
        Assert.EndsWith("What it says.\n", page, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void An_artificial_network_sees_one_frame_without_a_teacher()
    {
        string plan = WritePlan(p =>
        {
            p["seeds"]!["teacher"] = new JsonArray();
            p["methods"] = JsonNode.Parse("""[{ "id": "ann", "kind": "artificial", "candidates": [{ "name": "a", "loss": { "id": "ce" } }] }]""");
            p["hypotheses"] = new JsonArray();
            p["studentSteps"] = new JsonArray(2);
            p["linear"] = false;
        });
        Work(plan, "out", null);
        Assert.Equal(
            ["ann-t1-f0-s1", "ann-t1-f0-s2", "ann-t1-f1-s1", "ann-t1-f1-s2"],
            Directory.GetDirectories(At("out/runs")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([], NeuronsOf("ann-t1-f0-s1"));
        ExperimentReport.Write(plan, At("out"), At("report"), "neurokit experiment");
        JsonElement cell = Assert.Single(Cells("report"));
        Assert.Equal(("ann", 1, 4), (cell.GetProperty("method").GetString(), cell.GetProperty("steps").GetInt32(), cell.GetProperty("accuracies").GetArrayLength()));
    }

    [SkippableFact]
    public void Validation_chooses_among_candidates_and_one_alone_is_not_tried()
    {
        Action<JsonNode> undistilled = plan =>
        {
            plan["methods"] = JsonNode.Parse("""[{ "id": "none", "kind": "undistilled", "candidates": [{ "name": "still", "loss": { "id": "ce" }, "learningRate": 1e-9 }, { "name": "moves", "loss": { "id": "ce" } }] }]""");
            plan["hypotheses"] = new JsonArray();
            plan["seeds"]!["teacher"] = new JsonArray();
            plan["linear"] = false;
            plan["training"]!["epochs"] = 8;
        };
        Work(WritePlan(undistilled), "out", null);
        Assert.Equal(
            ["none-t1-f0-s1", "none-t1-f0-s2", "none-t1-f1-s1", "none-t1-f1-s2", "tune-none-moves-t1-f0", "tune-none-moves-t1-f1", "tune-none-still-t1-f0", "tune-none-still-t1-f1"],
            Directory.GetDirectories(At("out/runs")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        for (int fold = 0; fold < 2; fold++)
        {
            double still = Result($"tune-none-still-t1-f{fold}").GetProperty("validationAccuracy").GetDouble();
            double moves = Result($"tune-none-moves-t1-f{fold}").GetProperty("validationAccuracy").GetDouble();
            string chosen = Result($"none-t1-f{fold}-s1").GetProperty("candidate").GetString()!;
            Assert.Equal(moves > still ? "moves" : "still", chosen); // of equals the first
            Assert.True(moves > still, "a network that learns is better than one that does not");
        }

        Work(WritePlan(plan =>
        {
            undistilled(plan);
            plan["methods"]![0]!["candidates"]!.AsArray().RemoveAt(0);
        }), "one", null);
        Assert.Equal(4, Directory.GetDirectories(At("one/runs")).Length);
        ExperimentReport.Write(At("plan.json"), At("one"), At("report"), "neurokit experiment");
        Assert.Contains("None: each cell has the one setting that the plan declares", File.ReadAllText(At("report/distillation.md")), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_plan_of_relu_networks_has_no_spiking_neuron()
    {
        string plan = WritePlan(p => OnlyUndistilled(p, "relu"));
        Work(plan, "out", null);
        Assert.Equal([], NeuronsOf("none-t1-f0-s1"));
        File.Delete(plan);
        plan = WritePlan(p => OnlyUndistilled(p, "spiking"));
        Directory.Delete(At("out"), recursive: true);
        Work(plan, "out", null);
        Assert.Contains("up1.sn.w", NeuronsOf("none-t1-f0-s1"));

        static void OnlyUndistilled(JsonNode plan, string activation)
        {
            plan["network"]!["activation"] = activation;
            plan["methods"] = new JsonArray(plan["methods"]![0]!.DeepClone());
            plan["hypotheses"] = new JsonArray();
            plan["seeds"]!["teacher"] = new JsonArray();
            plan["linear"] = false;
        }
    }

    [SkippableFact]
    public void No_test_recording_under_a_changed_protocol()
    {
        string plan = WritePlan();
        File.AppendAllText(At("protocol.md"), "one more hypothesis\n");
        string message = Assert.Throws<TrainingException>(() => Work(plan, "out", null)).Message;
        Assert.Contains("no test recording is looked at under a protocol that has changed", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(At("out"), "result.json", SearchOption.AllDirectories));
    }

    [SkippableFact]
    public void A_folder_is_of_one_plan_and_itsDataFolder()
    {
        string plan = WritePlan();
        using (ExperimentRunner.Open(plan, DataFolder, At("out")))
        {
        }

        using (ExperimentRunner.Open(plan, DataFolder, At("out")))
        {
        }

        string other = WritePlan(p => p["seeds"]!["tuning"] = 77);
        Assert.Contains("another plan", Assert.Throws<TrainingException>(() => ExperimentRunner.Open(other, DataFolder, At("out"))).Message, StringComparison.Ordinal);
        plan = WritePlan();
        File.Copy(Path.Combine(DataFolder, "Train", "3", "00001.bin"), Path.Combine(DataFolder, "Train", "3", "00002.bin"), overwrite: true);
        Assert.Contains("another data", Assert.Throws<TrainingException>(() => ExperimentRunner.Open(plan, DataFolder, At("out"))).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Folds_share_nothing_and_miss_nothing()
    {
        EventDataset dataset = Catalog.Get("n-mnist").Open(DataFolder);
        ExperimentFold[] folds = ExperimentFold.Divide(dataset, new ExperimentDataset("n-mnist", 4, 30, 20));
        Assert.Equal(Enumerable.Range(0, dataset.Count), folds.SelectMany(f => f.Test).Order());
        foreach (ExperimentFold fold in folds)
        {
            int[] all = [.. fold.Train, .. fold.Validation, .. fold.Test];
            Assert.Equal(all.Length, all.Distinct().Count());
            Assert.All(fold.Train.GroupBy(i => dataset[i].Label), g => Assert.Equal(3, g.Count()));
            Assert.All(fold.Validation.GroupBy(i => dataset[i].Label), g => Assert.Equal(2, g.Count()));
            Assert.Equal(20, fold.Test.Length);
        }

        Assert.Throws<DatasetException>(() => ExperimentFold.Divide(dataset, new ExperimentDataset("n-mnist", 4, 60, 20)));
        Assert.Throws<DatasetException>(() => ExperimentFold.Divide(dataset, new ExperimentDataset("n-mnist", 4, 35, 20)));
    }

    [SkippableTheory]
    [InlineData("methods.1.candidates", "[]", "equal tuning for all")]
    [InlineData("methods.0.kind", "\"warm-start\"", "undistilled")]
    [InlineData("hypotheses.0.method", "\"nothing\"", "known are")]
    [InlineData("hypotheses.0.steps", "3", "studentSteps")]
    [InlineData("protocol.sha256", "\"0\"", "64")]
    [InlineData("seeds.student", "[1]", "another seed")]
    [InlineData("methods.1.candidates.0.loss", "{}", "loss.id")]
    [InlineData("tuning", "1", "is no key")]
    public void A_wrong_plan_is_refused(string key, string value, string said)
    {
        string plan = WritePlan(root =>
        {
            JsonNode at = root;
            string[] names = key.Split('.');
            foreach (string name in names[..^1])
                at = int.TryParse(name, out int index) ? at[index]! : at[name]!;
            at[names[^1]] = JsonNode.Parse(value);
        });
        Assert.Contains(said, Assert.Throws<RecipeException>(() => ExperimentPlan.Load(plan)).Message, StringComparison.Ordinal);
    }
}
