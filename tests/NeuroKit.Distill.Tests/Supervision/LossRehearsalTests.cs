using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Distill.Supervision;
using NeuroKit.Training.Recipes;
using static TorchSharp.torch;

namespace NeuroKit.Distill.Tests.Supervision;

/// <summary>What cannot go together is told before a teacher is trained.</summary>
public sealed class LossRehearsalTests : SmallRun
{
    [SkippableTheory]
    [InlineData("bkd", "block9.out", null, "block9.out")]
    [InlineData("bkd", "block1.out", "block3.out", "the same height and width")]
    [InlineData("bkd", "block3.out", "block9.out", "block9.out")]
    public void Features_that_do_not_fit(string loss, string student, string? teacher, string said)
    {
        DistillRecipe recipe = With(d => d with { Loss = new DistillationLossOptions { Id = loss, Features = new FeatureLossOptions { Pairs = [new FeaturePair(student, teacher)] } } });
        RecipeException refused = Assert.Throws<RecipeException>(() => Execute(recipe, "out"));
        Assert.Equal("distillation.loss", refused.Key);
        Assert.Contains(said, refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("out")), "nothing was begun");
    }

    [SkippableFact]
    public void Steps_that_do_not_fit()
    {
        var causal = new DistillationLossOptions { Id = "tser", Logits = new LogitLossOptions { TeacherSteps = TeacherSteps.CausalPrefix } };
        DistillRecipe recipe = With(d => d with { Teacher = new TeacherRecipe(2), Students = [4], Loss = causal });
        RecipeException refused = Assert.Throws<RecipeException>(() => Execute(recipe, "out"));
        Assert.StartsWith("bkd-sew-small-n-mnist: distillation.loss: found 2 steps of the teacher for 4", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("out")), "nothing was begun");
    }

    [SkippableFact]
    public void A_later_stage_of_a_chain()
    {
        DistillRecipe recipe = With(d => d with
        {
            Supervision = SupervisionKind.Chain,
            Students = [],
            Loss = Loss("ld"),
            Stages = [new DistillationStage([2]), new DistillationStage([1], new DistillationLossOptions { Id = "bkd", Features = new FeatureLossOptions { Pairs = [new FeaturePair("block9.out")] } })],
        });
        RecipeException refused = Assert.Throws<RecipeException>(() => Execute(recipe, "out"));
        Assert.Equal("distillation.stages[1].loss", refused.Key);
        Assert.False(Directory.Exists(At("out")), "nothing was begun");
    }

    [SkippableFact]
    public void Nothing_is_drawn_from_torchs_generator()
    {
        manual_seed(3);
        using Tensor before = random.get_rng_state();
        LossRehearsal.Check(new DistillationPlace(With(d => d with { Loss = Loss("ld+bkd") }), Data, At("out"), new DistillationRunOptions()));
        using Tensor after = random.get_rng_state();
        Assert.True(BitEqual(before, after));
    }
}
