using System.Text.Json.Nodes;
using System.Xml.Linq;
using NeuroKit.Distill.Experiments;
using NeuroKit.Training;

namespace NeuroKit.Distill.Tests.Experiments;

/// <summary>The page and the results, out of folders of results that were written by hand.</summary>
public sealed class ExperimentReportTests : ExperimentTest
{
    [SkippableFact]
    public void Several_plans_are_one_page_each_with_its_own_family()
    {
        string first = Begin("first", p =>
        {
            p["name"] = "first";
            p["linear"] = false;
        });
        string second = Begin("second", p =>
        {
            p["name"] = "second";
            p["linear"] = false;
            p["teacherSteps"] = 3;
            p["methods"]![0]!["id"] = "plain";
            p["methods"]![1]!["id"] = "logits";
            p["methods"]!.AsArray().RemoveAt(2);
            p["hypotheses"] = JsonNode.Parse("""[{ "id": "H1", "method": "logits", "against": "plain", "steps": 1, "claim": "it helps again" }]""");
        });
        // The differences differ in size and not in sign, so that each p is the smallest that there is.
        Results("first", ("none", null, 0.5), ("ld", 11, 0.6), ("self", null, 0.55));
        Results("second", ("plain", null, 0.4), ("logits", 11, 0.6));
        ExperimentReport.Write([new(first, At("first")), new(second, At("second"))], At("report"), "neurokit experiment first --with second");
        string partial = File.ReadAllText(At("report/distillation.md"));
        Assert.Contains("Nothing is tested before the table is whole", partial, StringComparison.Ordinal);
        Assert.Contains("(ld − none, T = 1) | +10.00 | 4 in 2 folds |", partial, StringComparison.Ordinal);
        Assert.DoesNotContain("(Holm)", partial, StringComparison.Ordinal);
        Assert.Contains("its commit was not recorded", partial, StringComparison.Ordinal);
        Assert.Equal(
            [("first", "none"), ("first", "ld"), ("first", "self"), ("second", "plain"), ("second", "logits")],
            Cells("report").Select(c => (c.GetProperty("plan").GetString(), c.GetProperty("method").GetString())));
        Teacher("first", 2, 0.7);
        ExperimentReport.Write(first, At("first"), At("report-first"), "x");
        string whole = File.ReadAllText(At("report-first/distillation.md"));
        // p = 2/10001: twice as much by Holm in a family of two, as it is in one of its own.
        Assert.Contains("(ld − none, T = 1) | +10.00 | +10.00 … +10.00 | 4 in 2 folds | 0.0002 | 0.0004 |", whole, StringComparison.Ordinal);
        Assert.Contains("| H1 | +10.00, +10.00 | 0.0000 |", whole, StringComparison.Ordinal);
        Teacher("second", 3, 0.7);
        ExperimentReport.Write(second, At("second"), At("report-second"), "x");
        Assert.Contains("(logits − plain, T = 1) | +20.00 | +20.00 … +20.00 | 4 in 2 folds | 0.0002 | 0.0002 |", File.ReadAllText(At("report-second/distillation.md")), StringComparison.Ordinal);
        Assert.Contains("# first\n", partial, StringComparison.Ordinal);
        Assert.Contains("# second\n", partial, StringComparison.Ordinal);
        Assert.Contains("None was given", partial, StringComparison.Ordinal);
        Assert.Single(partial.Split("## Reading").Skip(1));

        string twice = Assert.Throws<TrainingException>(() => ExperimentReport.Write([new(first, At("first")), new(first, At("first"))], At("report"), "x")).Message;
        Assert.Contains("two plans have the cell", twice, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void A_student_pairs_with_its_own_teachers_weights()
    {
        string plan = Begin("out", p => p["seeds"]!["teacher"] = new JsonArray(11, 12));
        foreach ((int teacher, double accuracy) in new[] { (11, 0.3), (12, 0.5) })
        {
            Teacher("out", 2, accuracy, seed: teacher);
            Results("out", ("ld", teacher, accuracy + 0.1));
        }

        var folder = new ExperimentFolder(At("out"));
        var table = new ExperimentTable(ExperimentPlan.Load(plan), [.. Directory.GetDirectories(At("out/runs")).Select(p => folder.Read(Path.GetFileName(p))!)]);
        BootstrapEstimate found = table.Compare("ld", "teacher-as-is", 1)!;
        Assert.Equal((8, 0.1, 0.1), (found.Pairs, Math.Round(found.Low, 9), Math.Round(found.High, 9)));
        BootstrapEstimate reverse = table.Compare("teacher-renormalized", "ld", 1)!;
        Assert.Equal((4, -0.1, -0.1), (reverse.Pairs, Math.Round(reverse.Low, 9), Math.Round(reverse.High, 9)));
    }

    [SkippableFact]
    public void A_report_is_of_the_plan_that_its_folder_was_begun_with()
    {
        string plan = Begin("out");
        ExperimentReport.Write(plan, At("out"), At("report"), "x");
        string other = WritePlan(p => p["seeds"]!["tuning"] = 77);
        Assert.Contains("another plan", Assert.Throws<TrainingException>(() => ExperimentReport.Write(other, At("out"), At("report"), "x")).Message, StringComparison.Ordinal);
        Assert.Contains("no experiment was begun", Assert.Throws<TrainingException>(() => ExperimentReport.Write(plan, At("nowhere"), At("report"), "x")).Message, StringComparison.Ordinal);
        string record = At("out/experiment.json");
        plan = WritePlan();
        File.WriteAllText(record, File.ReadAllText(record).Replace(ExperimentPlan.Load(plan).Protocol.Sha256, new string('0', 64), StringComparison.Ordinal));
        Assert.Contains("another protocol", Assert.Throws<TrainingException>(() => ExperimentReport.Write(plan, At("out"), At("report"), "x")).Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Curves_are_means_over_runs_in_a_picture_beside_the_page()
    {
        string plan = Begin("out");
        Results("out", ("none", null, 0.5), ("ld", 11, 0.6));
        Metrics("none-f0-s1-", 0.2, 0.4);
        Metrics("none-f1-s1-", 0.4, 0.8);
        Metrics("ld-f0-s1-11", 0.1, 0.9);
        ExperimentReport.Write(plan, At("out"), At("report"), "x");
        var folder = new ExperimentFolder(At("out"));
        ExperimentRunResult[] results = [.. Directory.GetDirectories(At("out/runs")).Select(p => folder.Read(Path.GetFileName(p))!)];
        IReadOnlyList<ExperimentCurve> curves = ExperimentCurve.Read(new ExperimentTable(ExperimentPlan.Load(plan), results), folder);
        Assert.Equal(["none 2: 0.3 0.6", "ld 1: 0.1 0.9"], curves.Select(c => $"{c.Method} {c.Runs}: {string.Join(" ", c.Accuracies.Select(a => Math.Round(a, 9)))}"));
        XElement picture = XDocument.Load(At("report/curves-plan-t1.svg")).Root!;
        Assert.Contains(picture.Descendants(), e => e.Value == "none, 60.0 % (2)");
        Assert.Contains("(curves-plan-t1.svg)", File.ReadAllText(At("report/distillation.md")), StringComparison.Ordinal);

        void Metrics(string job, params double[] epochs) => File.WriteAllLines(
            At($"out/runs/{job}/metrics.jsonl"),
            epochs.SelectMany((a, i) => (string[])[$$"""{"event":"step","epoch":{{i}},"accuracy":0}""", FormattableString.Invariant($$"""{"event":"epoch","epoch":{{i}},"loss":1,"accuracy":{{a}}}""")]));
    }

    // A teacher's run on each fold and its controls, each as accurate as every other.
    private void Teacher(string folder, int steps, double accuracy, int seed = 11)
    {
        var place = new ExperimentFolder(At(folder));
        foreach (string cell in ExperimentCells.TeacherControls.Prepend(ExperimentCells.Teacher))
        {
            for (int fold = 0; fold < 2; fold++)
            {
                string job = $"{cell}-f{fold}-s{seed}";
                Directory.CreateDirectory(place.RunFolder(job));
                place.Finish(new ExperimentRunResult
                {
                    Job = job,
                    Method = cell,
                    Steps = cell == ExperimentCells.Teacher ? steps : 1,
                    Fold = fold,
                    Seed = seed,
                    TrainingRecordings = 20,
                    TestAccuracy = accuracy,
                    ProcessorSeconds = 1,
                });
            }
        }
    }

    private string Begin(string folder, Action<JsonNode>? change = null)
    {
        string plan = WritePlan(change);
        if (folder != "out")
        {
            File.Move(plan, At(folder + ".json"));
            plan = At(folder + ".json");
        }

        new ExperimentFolder(At(folder)).Begin(ExperimentPlan.Load(plan), At("protocol.md"), "data", "libtorch");
        return plan;
    }

    // Two folds and two seeds of each cell, each run as accurate as every other of it.
    private void Results(string folder, params (string Method, int? Teacher, double Accuracy)[] cells)
    {
        var place = new ExperimentFolder(At(folder));
        foreach ((string method, int? teacher, double accuracy) in cells)
        {
            for (int i = 0; i < 4; i++)
            {
                string job = $"{method}-f{i / 2}-s{(i % 2) + 1}-{teacher}";
                Directory.CreateDirectory(place.RunFolder(job));
                place.Finish(new ExperimentRunResult
                {
                    Job = job,
                    Method = method,
                    Steps = 1,
                    Fold = i / 2,
                    Seed = (i % 2) + 1,
                    TeacherSeed = teacher,
                    TrainingRecordings = 20,
                    TestAccuracy = accuracy,
                    ProcessorSeconds = 1,
                });
            }
        }
    }
}
