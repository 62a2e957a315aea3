using NeuroKit.Bindings.PropertyTests.Fixtures;
using NeuroKit.Bindings.PropertyTests.Running;
using Xunit;

namespace NeuroKit.Bindings.PropertyTests;

public class ReplayTests
{
    [Theory]
    [InlineData(nameof(FailingFixtures.Replayed.FromTheStart), "Falsifiable, after 94 tests (2 shrinks)")]
    [InlineData(nameof(FailingFixtures.Replayed.InParentheses), "Falsifiable, after 94 tests (2 shrinks)")]
    [InlineData(nameof(FailingFixtures.Replayed.AtTheFailingStep), "Falsifiable, after 1 test (2 shrinks)")]
    public async Task A_seed_gives_the_counterexample_it_is_known_for(string property, string summary)
    {
        PropertyRun run = await PropertyRunner.RunAsync<FailingFixtures.Replayed>(property);

        Assert.Contains(summary, run.Message, StringComparison.Ordinal);
        Assert.Equal("86", run.Original);
        Assert.Equal("80", run.Shrunk);
    }

    [Fact]
    public async Task The_printed_seeds_repeat_the_failure()
    {
        PropertyRun first = await RunAsync(seed: null);
        PropertyRun other = await RunAsync(seed: null);
        PropertyRun again = await RunAsync(first.RunSeed);
        PropertyRun withoutParentheses = await RunAsync(first.RunSeed.Trim('(', ')'));
        PropertyRun step = await RunAsync(first.StepSeed);

        Assert.NotEqual(first.Original, other.Original);
        Assert.Equal(first.Message, again.Message);
        Assert.Equal(first.Message, withoutParentheses.Message);
        Assert.Equal((first.Original, first.Shrunk), (step.Original, step.Shrunk));
    }

    private static async Task<PropertyRun> RunAsync(string? seed)
    {
        ReplayingPropertyAttribute.Seed = seed;
        PropertyRun run = await PropertyRunner.RunAsync<ReplayFixture.Property>(nameof(ReplayFixture.Property.HasFewValues));
        Assert.Equal(PropertyOutcome.Failed, run.Outcome);
        return run;
    }
}
