using System.Text.Json;

namespace NeuroKit.Cli.Tests;

/// <summary>One command line, run in this process: its exit code and what it wrote.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public static ToolRun Of(params string[] args) => Of(default, args);

    public static ToolRun Of(CancellationToken cancellationToken, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = Tool.RunAsync(args, new ToolConsole(output, error), cancellationToken).GetAwaiter().GetResult();
        return new ToolRun(code, output.ToString(), error.ToString());
    }

    public JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Output);
        return document.RootElement.Clone();
    }

    public ToolRun Succeeds()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Error}");
        return this;
    }

    /// <summary>It failed as the user's fault or the file's: this code, nothing on output, and a message that holds these words in one line.</summary>
    public ToolRun Fails(int code, params string[] words)
    {
        Assert.Equal(code, ExitCode);
        Assert.Empty(Output);
        Assert.DoesNotContain("   at ", Error, StringComparison.Ordinal);
        foreach (string word in words)
            Assert.Contains(word, Error, StringComparison.Ordinal);
        return this;
    }
}
