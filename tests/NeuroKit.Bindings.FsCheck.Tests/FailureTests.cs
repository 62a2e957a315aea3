using NeuroKit.Bindings.PropertyTests.Fixtures;
using NeuroKit.Bindings.PropertyTests.Running;
using Xunit;

namespace NeuroKit.Bindings.PropertyTests;

public class FailureTests
{
    private const string PropertyFailed = "FsCheck.Xunit.PropertyFailedException";

    [Theory]
    [InlineData(nameof(FailingFixtures.Falsified.IsBelowFive))]
    [InlineData(nameof(FailingFixtures.Falsified.AssertsBelowFive))]
    [InlineData(nameof(FailingFixtures.Falsified.ThrowsFromFive))]
    [InlineData(nameof(FailingFixtures.Falsified.IsLabelled))]
    [InlineData(nameof(FailingFixtures.Falsified.IsFalseLater))]
    public async Task A_falsified_property_shows_its_counterexample_shrunk_to_the_smallest(string property)
    {
        PropertyRun run = await PropertyRunner.RunAsync<FailingFixtures.Falsified>(property);

        Assert.Equal(PropertyOutcome.Failed, run.Outcome);
        Assert.Equal(PropertyFailed, run.ExceptionTypes[0]);
        Assert.Contains("Original:", run.Message, StringComparison.Ordinal);
        // A first counterexample that is already the smallest is not printed twice.
        string smallest = run.Message.Contains("Shrunk:", StringComparison.Ordinal) ? run.Shrunk : run.Original;
        Assert.Equal("5", smallest);
        Assert.Matches(@"^\(\d+,\d+\)$", run.RunSeed);
    }

    [Fact]
    public async Task Several_arguments_are_shrunk_together()
    {
        PropertyRun run = await PropertyRunner.RunAsync<FailingFixtures.Falsified>(nameof(FailingFixtures.Falsified.TakesTwo));

        string smallest = run.Message.Contains("Shrunk:", StringComparison.Ordinal) ? run.Shrunk : run.Original;
        Assert.Equal("(5, 0uy)", smallest);
    }

    [Fact]
    public async Task A_property_without_parameters_fails_too()
    {
        PropertyRun run = await PropertyRunner.RunAsync<FailingFixtures.Falsified>(nameof(FailingFixtures.Falsified.TakesNone));

        Assert.Equal(PropertyOutcome.Failed, run.Outcome);
        Assert.Contains("Falsifiable, after 1 test (0 shrinks)", run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_inside_the_property_is_the_inner_exception()
    {
        PropertyRun run = await PropertyRunner.RunAsync<FailingFixtures.Falsified>(nameof(FailingFixtures.Falsified.ThrowsFromFive));

        Assert.Equal([PropertyFailed, "System.InvalidOperationException"], run.ExceptionTypes);
        Assert.Contains("the value 5 is too large", run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_assertion_is_the_inner_exception()
    {
        PropertyRun run = await PropertyRunner.RunAsync<FailingFixtures.Falsified>(nameof(FailingFixtures.Falsified.AssertsBelowFive));

        Assert.Equal([PropertyFailed, "Xunit.Sdk.InRangeException"], run.ExceptionTypes);
        Assert.Contains("Assert.InRange() Failure", run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_fails_falsifies_the_property()
    {
        PropertyRun run = await PropertyRunner.RunAsync<FailingFixtures.Falsified>(nameof(FailingFixtures.Falsified.FailsLater));

        Assert.Equal(PropertyOutcome.Failed, run.Outcome);
        Assert.Contains(typeof(InvalidOperationException).FullName, run.ExceptionTypes);
        Assert.Matches("the value [0-9]+ came too late", run.Message);
    }

    [Fact]
    public async Task The_label_of_a_failed_property_is_named()
    {
        PropertyRun run = await PropertyRunner.RunAsync<FailingFixtures.Falsified>(nameof(FailingFixtures.Falsified.IsLabelled));

        Assert.Contains("Label of failing property: below five", run.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(FailingFixtures.NotCheckable.HasNoGenerator))]
    [InlineData(nameof(FailingFixtures.NotCheckable.HasNoGeneratorInside))]
    [InlineData(nameof(FailingFixtures.NotCheckable.GeneratorThrows))]
    [InlineData(nameof(FailingFixtures.NotCheckable.OwnGeneratorThrows))]
    [InlineData(nameof(FailingFixtures.NotCheckable.ReturnsNumber))]
    public async Task A_property_that_cannot_be_checked_fails(string property)
    {
        PropertyRun run = await PropertyRunner.RunAsync<FailingFixtures.NotCheckable>(property);

        Assert.Equal(PropertyOutcome.Failed, run.Outcome);
        Assert.DoesNotContain("Ok, passed", run.Output, StringComparison.Ordinal);
    }
}
