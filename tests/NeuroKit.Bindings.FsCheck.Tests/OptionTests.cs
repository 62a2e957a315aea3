using NeuroKit.Bindings.PropertyTests.Fixtures;
using NeuroKit.Bindings.PropertyTests.Running;
using Xunit;

namespace NeuroKit.Bindings.PropertyTests;

public class OptionTests
{
    [Fact]
    public Task A_property_runs_a_hundred_times() =>
        PassesAsync<OptionFixtures.Plain>(nameof(OptionFixtures.Plain.RunsByDefault), calls: 100);

    [Fact]
    public Task MaxTest_says_how_often_it_runs() =>
        PassesAsync<OptionFixtures.Plain>(nameof(OptionFixtures.Plain.RunsSeventeenTimes), calls: 17);

    [Fact]
    public Task The_class_sets_options_for_its_properties() =>
        PassesAsync<OptionFixtures.Grouped>(nameof(OptionFixtures.Grouped.RunsAsTheClassSays), calls: 23, quiet: true);

    [Fact]
    public Task The_method_wins_over_the_class() =>
        PassesAsync<OptionFixtures.Grouped>(nameof(OptionFixtures.Grouped.RunsAsTheMethodSays), calls: 11);

    [Fact]
    public Task The_outer_class_sets_options_for_nested_ones() =>
        PassesAsync<OptionFixtures.Grouped.Nested>(
            nameof(OptionFixtures.Grouped.Nested.RunsAsTheOuterClassSays), calls: 23, quiet: true);

    [Fact]
    public Task The_inner_class_wins_over_the_outer() =>
        PassesAsync<OptionFixtures.Grouped.NestedWithItsOwn>(
            nameof(OptionFixtures.Grouped.NestedWithItsOwn.RunsAsTheInnerClassSays), calls: 7, quiet: true);

    [Fact]
    public Task The_base_class_sets_options_for_derived_ones() =>
        PassesAsync<OptionFixtures.Derived>(nameof(OptionFixtures.Derived.RunsAsTheBaseClassSays), calls: 23, quiet: true);

    [Fact]
    public Task The_assembly_sets_options_for_all() =>
        IsExhaustedAsync<OptionFixtures.Plain>(
            nameof(OptionFixtures.Plain.IsRejectedAsTheAssemblySays), AssemblyProperties.MaxRejected);

    [Fact]
    public Task The_class_wins_over_the_assembly() =>
        IsExhaustedAsync<OptionFixtures.Grouped>(nameof(OptionFixtures.Grouped.IsRejectedAsTheClassSays), maxRejected: 5);

    [Fact]
    public Task The_method_wins_over_the_assembly() =>
        IsExhaustedAsync<OptionFixtures.Plain>(nameof(OptionFixtures.Plain.IsRejectedThreeTimes), maxRejected: 3);

    [Theory]
    [InlineData(nameof(OptionFixtures.Generated.TakesTheClassGenerator))]
    [InlineData(nameof(OptionFixtures.Generated.PrefersTheMethodGenerator))]
    [InlineData(nameof(OptionFixtures.Generated.PrefersTheFirstGenerator))]
    public async Task The_nearest_generator_of_a_type_is_used(string property)
    {
        PropertyRun run = await PropertyRunner.RunAsync<OptionFixtures.Generated>(property);

        Assert.True(run.Message.Length == 0, run.Message);
        Assert.Equal(PropertyOutcome.Passed, run.Outcome);
    }

    [Fact]
    public async Task Sizes_bound_the_values()
    {
        PropertyRun zero = await PropertyRunner.RunAsync<OptionFixtures.Plain>(nameof(OptionFixtures.Plain.GetsOnlyZero));
        PropertyRun large = await PropertyRunner.RunAsync<OptionFixtures.Plain>(nameof(OptionFixtures.Plain.GetsNothingLarge));

        Assert.Equal(PropertyOutcome.Passed, zero.Outcome);
        Assert.Equal(PropertyOutcome.Failed, large.Outcome);
        Assert.Equal("200", large.Shrunk.TrimStart('-'));
    }

    [Fact]
    public async Task Verbose_writes_the_arguments_of_each_test()
    {
        PropertyRun run = await PropertyRunner.RunAsync<OptionFixtures.Plain>(nameof(OptionFixtures.Plain.SaysAll));

        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["0:", "1:", "2:"], lines.Where(line => line.EndsWith(':')));
        Assert.Equal("Ok, passed 3 tests.", lines[^1]);
    }

    [Fact]
    public async Task Quiet_properties_write_nothing()
    {
        PropertyRun run = await PropertyRunner.RunAsync<OptionFixtures.Plain>(nameof(OptionFixtures.Plain.SaysNothing));

        Assert.Equal(PropertyOutcome.Passed, run.Outcome);
        Assert.Equal("", run.Output.Trim());
    }

    [Fact]
    public async Task A_skipped_property_is_not_called()
    {
        PropertyRun run = await PropertyRunner.RunAsync<OptionFixtures.Plain>(nameof(OptionFixtures.Plain.IsSkipped));

        Assert.Equal(PropertyOutcome.Skipped, run.Outcome);
        Assert.Equal("not today", run.Message);
        Assert.Equal("a property with a name", run.DisplayName);
        Assert.Equal(0, Calls.Of(nameof(OptionFixtures.Plain.IsSkipped)));
    }

    [Fact]
    public async Task Parallel_tests_run_at_the_same_time()
    {
        PropertyRun run = await PropertyRunner.RunAsync<OptionFixtures.Parallel>(nameof(OptionFixtures.Parallel.MeetsTheOtherCall));

        Assert.True(run.Message.Length == 0, run.Message);
        Assert.Equal(PropertyOutcome.Passed, run.Outcome);
    }

    private static async Task PassesAsync<TFixture>(string property, int calls, bool quiet = false)
    {
        PropertyRun run = await PropertyRunner.RunAsync<TFixture>(property);

        Assert.Equal(PropertyOutcome.Passed, run.Outcome);
        Assert.Equal(calls, Calls.Of(property));
        Assert.Equal(quiet ? "" : $"Ok, passed {calls} tests.", run.Output.Trim());
    }

    private static async Task IsExhaustedAsync<TFixture>(string property, int maxRejected)
    {
        PropertyRun run = await PropertyRunner.RunAsync<TFixture>(property);

        Assert.Equal(PropertyOutcome.Failed, run.Outcome);
        Assert.Contains("Arguments exhausted after 0 tests.", run.Message, StringComparison.Ordinal);
        Assert.Equal(maxRejected, Calls.Of(property));
    }
}
