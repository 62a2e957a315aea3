using System.Text.RegularExpressions;

namespace NeuroKit.Bindings.PropertyTests.Running;

/// <summary>What xunit reported of one property.</summary>
/// <param name="DisplayName">The test's name.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="ExceptionTypes">The exception that failed it and its inner ones, by full name; empty if it did not fail.</param>
/// <param name="Message">The messages of these exceptions, or the reason for skipping.</param>
/// <param name="Output">What the test wrote.</param>
internal sealed partial record PropertyRun(
    string DisplayName, PropertyOutcome Outcome, string[] ExceptionTypes, string Message, string Output)
{
    /// <summary>The seed of the run, as the first line of the failure gives it, in parentheses.</summary>
    public string RunSeed => RunSeedPattern.Match(Message) is { Success: true } match
        ? match.Groups[1].Value
        : throw new InvalidOperationException($"No seed in: {Message}");

    /// <summary>The seed and size of the failing step, as the failure gives them, in parentheses.</summary>
    public string StepSeed => StepSeedPattern.Match(Message) is { Success: true } match
        ? match.Groups[1].Value
        : throw new InvalidOperationException($"No seed of the failing step in: {Message}");

    /// <summary>The arguments as generated.</summary>
    public string Original => LineAfter("Original:");

    /// <summary>The arguments as shrunk.</summary>
    public string Shrunk => LineAfter("Shrunk:");

    [GeneratedRegex(@"Falsifiable, after \d+ tests? \(\d+ shrinks?\) (\(\d+,\d+\))")]
    private static partial Regex RunSeedPattern { get; }

    [GeneratedRegex(@"Replay directly at failing step with (\(\d+,\d+,\d+\))")]
    private static partial Regex StepSeedPattern { get; }

    private string LineAfter(string heading)
    {
        string[] lines = Message.ReplaceLineEndings("\n").Split('\n');
        int index = Array.IndexOf(lines, heading);
        return index >= 0 ? lines[index + 1] : throw new InvalidOperationException($"No '{heading}' in: {Message}");
    }
}
