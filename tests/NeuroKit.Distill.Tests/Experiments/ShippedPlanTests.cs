using System.Security.Cryptography;
using System.Text;
using NeuroKit.Distill.Experiments;
using NeuroKit.Training.Networks;

namespace NeuroKit.Distill.Tests.Experiments;

/// <summary>The plans under docs/results: folders were begun with them and must go on.</summary>
public sealed class ShippedPlanTests
{
    /// <summary>The digest with every default said, which lies in each folder that was begun. A new key with a default of its own would change it.</summary>
    [Theory]
    [InlineData("n-mnist-small.plan.json", "8b94f3a58f78f5623401dd65d77291a57b88080a61f1ebd5c10fb33860c12375")]
    public void A_plan_is_written_as_when_its_folder_was_begun(string plan, string digest)
        => Assert.Equal(digest, ExperimentFolder.Sha256(Encoding.UTF8.GetBytes(ExperimentPlan.Load(PathOf(plan)).ToJson())));

    [Theory]
    [InlineData("n-mnist-small.plan.json")]
    [InlineData("n-mnist-small-rates.plan.json")]
    [InlineData("n-mnist-small-rates-baselines.plan.json")]
    [InlineData("fashion-dvs.plan.json")]
    public void A_plan_holds_its_protocols_digest(string plan)
    {
        ExperimentProtocol protocol = ExperimentPlan.Load(PathOf(plan)).Protocol;
        Assert.Equal(protocol.Sha256, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(PathOf(protocol.Path)))));
    }

    [Fact]
    public void The_baselines_are_of_the_main_plans_folds_and_course()
    {
        ExperimentPlan main = ExperimentPlan.Load(PathOf("n-mnist-small-rates.plan.json"));
        ExperimentPlan beside = ExperimentPlan.Load(PathOf("n-mnist-small-rates-baselines.plan.json"));
        Assert.Equal((main.Dataset, main.Optimizer, main.Schedule, main.Training, main.Network), (beside.Dataset, beside.Optimizer, beside.Schedule, beside.Training, beside.Network));
        Assert.Equal((main.Seeds.Tuning, main.Methods[0].Candidates.Count), (beside.Seeds.Tuning, beside.Methods[0].Candidates.Count));
        Assert.Equal(main.Seeds.Student, beside.Seeds.Student);
        Assert.Equal([1], beside.FrameSteps);
        Assert.Equal(Activation.Relu, beside.NetworkOf(beside.Methods[0]).Activation);
        Assert.Equal(10, ExperimentJob.List(beside).Count(job => !job.IsTuning));
    }

    [Fact]
    public void Fashion_is_run_with_what_the_digits_were_tuned_from_and_nothing_is_tuned()
    {
        ExperimentPlan digits = ExperimentPlan.Load(PathOf("n-mnist-small-rates.plan.json"));
        ExperimentPlan fashion = ExperimentPlan.Load(PathOf("fashion-dvs.plan.json"));
        ExperimentPlan untuned = digits with
        {
            Name = fashion.Name,
            Protocol = fashion.Protocol,
            Dataset = fashion.Dataset,
            Hypotheses = [],
            Methods = [.. digits.Methods.Select(m => m with { Candidates = [m.Candidates.Single(c => c.LearningRate == 0.004)] })],
        };
        Assert.Equal(untuned.ToJson(), fashion.ToJson());
        Assert.DoesNotContain(ExperimentJob.List(fashion), job => job.IsTuning);
    }

    internal static string PathOf(string file)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "docs", "results", file);
            if (File.Exists(path))
                return path;
        }

        throw new FileNotFoundException("no folder above the tests holds docs/results", file);
    }
}
