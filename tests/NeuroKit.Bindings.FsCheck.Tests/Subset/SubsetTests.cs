using System.Text.RegularExpressions;
using NeuroKit.Bindings.PropertyTests.Fixtures;
using NeuroKit.Bindings.PropertyTests.Running;
using Xunit;

namespace NeuroKit.Bindings.PropertyTests.Subset;

/// <summary>What the subset does where the package says less: its own messages, and all that xunit does around a fact.</summary>
public partial class SubsetTests
{
    [Fact]
    public async Task Asynchronous_setup_and_teardown_surround_the_tests()
    {
        await PropertyRunner.RunAsync<SubsetFixtures.Asynchronous>(nameof(SubsetFixtures.Asynchronous.IsReady));

        Assert.Equal(["initialized", "before", "called", "called", "after", "disposed"], SubsetFixtures.Events);
    }

    [Fact]
    public async Task A_time_limit_ends_the_property()
    {
        PropertyRun run = await PropertyRunner.RunAsync<SubsetFixtures.Limited>(nameof(SubsetFixtures.Limited.NeverEnds));

        Assert.Equal(PropertyOutcome.Failed, run.Outcome);
        Assert.Equal("Test execution timed out after 200 milliseconds", run.Message);
    }

    [Fact]
    public async Task The_failure_ends_with_the_attribute_that_repeats_it()
    {
        PropertyRun run = await PropertyRunner.RunAsync<FailingFixtures.Falsified>(nameof(FailingFixtures.Falsified.IsBelowFive));

        Match match = AttributePattern.Match(run.Message);
        Assert.True(match.Success, run.Message);
        Assert.Equal(run.RunSeed, $"({match.Groups[1].Value})");
    }

    [Theory]
    [InlineData(nameof(FailingFixtures.NotCheckable.HasNoGenerator), "parameter 'unknown' of type NeuroKit.*INothingMakesThis")]
    [InlineData(nameof(FailingFixtures.NotCheckable.HasNoGeneratorInside), "parameter 'unknown' of type .*List.*The type NeuroKit.*INothingMakesThis is not handled")]
    [InlineData(nameof(FailingFixtures.NotCheckable.GeneratorThrows), "no Broken from")]
    [InlineData(nameof(FailingFixtures.NotCheckable.OwnGeneratorThrows), "the generator is broken")]
    [InlineData(nameof(FailingFixtures.NotCheckable.ReturnsNumber), "System.Int32")]
    public async Task What_cannot_be_checked_says_why(string property, string pattern)
    {
        PropertyRun run = await PropertyRunner.RunAsync<FailingFixtures.NotCheckable>(property);

        Assert.Equal("FsCheck.Xunit.PropertyFailedException", run.ExceptionTypes[0]);
        Assert.Matches(pattern, run.Message);
    }

    [Theory]
    [InlineData(nameof(SubsetFixtures.Awkward.ReturnsValueTask), "returns System.Threading.Tasks.ValueTask, which FsCheck cannot wait for")]
    [InlineData(nameof(SubsetFixtures.Awkward.ReturnsValueTaskOfBool), "Return Task, Task<bool> or Task<Property>.")]
    [InlineData(nameof(SubsetFixtures.Awkward.ReturnsAsyncVoid), "returns async void, which FsCheck cannot wait for")]
    [InlineData(nameof(SubsetFixtures.Awkward.ReplaysNonsense), """Replay = "12,13," is not a seed""")]
    [InlineData(nameof(SubsetFixtures.Awkward.TakesReference), "parameter 'value' of type System.Int32&")]
    [InlineData(nameof(SubsetFixtures.Awkward.TakesSpan), "parameter 'values' of type System.Span`1[System.Int32]")]
    [InlineData(nameof(SubsetFixtures.Awkward.IsGeneric), "parameter 'value' of type T")]
    public async Task What_cannot_work_is_refused_in_words(string property, string words)
    {
        PropertyRun run = await PropertyRunner.RunAsync<SubsetFixtures.Awkward>(property);

        Assert.Equal(PropertyOutcome.Failed, run.Outcome);
        Assert.Contains(words, run.Message, StringComparison.Ordinal);
    }

    [GeneratedRegex("""^Repeat this run with \[Property\(Replay = "(\d+,\d+)"\)\]\.\r?$""", RegexOptions.Multiline)]
    private static partial Regex AttributePattern { get; }
}
