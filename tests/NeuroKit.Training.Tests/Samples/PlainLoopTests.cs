using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using NeuroKit.Training.Tests.Runs;

namespace NeuroKit.Training.Tests.Samples;

/// <summary>The sample that trains by a loop of its own is short, runs and learns.</summary>
public sealed partial class PlainLoopTests : TrainingTest
{
    private const int MaxLines = 30;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);

    [SkippableFact]
    public void ItLearnsDigitsThatItWasNotTrainedOn()
    {
        string folder = TemporaryFolder();
        DigitFiles.Write(folder, train: 20, test: 1, extension: "dat");
        string[] lines = Run(folder, "4").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Match last = Line().Match(lines[^1]);
        Assert.True(last.Success, lines[^1]);
        Assert.Equal("20", last.Groups[2].Value);
        Assert.True(int.Parse(last.Groups[1].Value, CultureInfo.InvariantCulture) >= 12, $"no better than {lines[^1]}");
    }

    [Fact]
    public void ItIsShort()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "NeuroKit.sln")))
            root = root.Parent;
        string[] code = [.. File.ReadLines(Path.Combine(root!.FullName, "samples", "PlainLoop", "Program.cs")).Where(line => !Beside().IsMatch(line))];
        Assert.InRange(code.Length, 10, MaxLines);
        Assert.DoesNotContain(code, line => line.Length > 160 || line.Count(c => c == ';') > 2 || line.Contains("Trainer", StringComparison.Ordinal));
    }

    private static string Run(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PlainLoop.dll"), .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(s_limit));
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Result;
    }

    [GeneratedRegex(@"^epoch 4: (\d+) of (\d+) recordings recognised")]
    private static partial Regex Line();

    // Blank lines, the comment at the top, and the namespaces used.
    [GeneratedRegex(@"^\s*$|^//|^using (static )?[\w.]+;$")]
    private static partial Regex Beside();
}
