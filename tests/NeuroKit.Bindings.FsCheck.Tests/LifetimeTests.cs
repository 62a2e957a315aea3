using NeuroKit.Bindings.PropertyTests.Fixtures;
using NeuroKit.Bindings.PropertyTests.Running;
using Xunit;

namespace NeuroKit.Bindings.PropertyTests;

public class LifetimeTests
{
    [Fact]
    public async Task The_test_class_lives_for_all_tests_of_one_property()
    {
        await PropertyRunner.RunAsync<LifetimeFixtures.Disposed>(nameof(LifetimeFixtures.Disposed.IsAlive));

        Assert.Equal(["created", "called", "called", "called", "disposed"], LifetimeFixtures.Events);
    }

    [Fact]
    public async Task Class_fixture_and_output_are_given_to_the_constructor()
    {
        PropertyRun run = await PropertyRunner.RunAsync<LifetimeFixtures.WithFixture>(
            nameof(LifetimeFixtures.WithFixture.WritesWhatTheFixtureSays));

        Assert.True(run.Message.Length == 0, run.Message);
        Assert.Equal(
            ["from the fixture", "Ok, passed 1 test."],
            run.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_constructor_that_throws_fails_the_property()
    {
        PropertyRun run = await PropertyRunner.RunAsync<LifetimeFixtures.BrokenConstructor>(
            nameof(LifetimeFixtures.BrokenConstructor.IsNeverCalled));

        Assert.Equal(PropertyOutcome.Failed, run.Outcome);
        Assert.Contains("no instance today", run.Message, StringComparison.Ordinal);
        Assert.Equal(0, Calls.Of(nameof(LifetimeFixtures.BrokenConstructor.IsNeverCalled)));
    }

    [Fact]
    public async Task A_static_property_needs_no_instance()
    {
        PropertyRun run = await PropertyRunner.RunAsync<LifetimeFixtures.BrokenConstructor>(
            nameof(LifetimeFixtures.BrokenConstructor.NeedsNoInstance));

        Assert.Equal(PropertyOutcome.Passed, run.Outcome);
        Assert.Equal(4, Calls.Of(nameof(LifetimeFixtures.BrokenConstructor.NeedsNoInstance)));
    }
}
