using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace NeuroKit.Cli.Bench;

/// <summary>The cases of <c>bench train</c>, each in a process of its own, so that its peak of memory is its own.</summary>
internal static class TrainBench
{
    /// <summary>The hidden verb that measures one case: network, T, steps.</summary>
    public const string CaseVerb = "train-case";

    /// <summary>The cases, in their order.</summary>
    public static IReadOnlyList<(string Network, int Frames)> Cases { get; } = [("wide-7b-net", 16), ("wide-7b-net", 4)];

    /// <summary>Measures one case in a process of its own, whose messages go to ours.</summary>
    /// <exception cref="CommandFailedException">The process failed.</exception>
    public static TrainBenchRow MeasureApart(string network, int frames, int steps, ToolConsole console)
    {
        string[] arguments = ["bench", CaseVerb, network, frames.ToString(CultureInfo.InvariantCulture), steps.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "neurokit.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != ExitCode.Fine)
            throw new CommandFailedException(FirstLine(error.Result) is { Length: > 0 } line ? line : $"bench train: the process that measures {network} at T = {frames} ended with exit code {process.ExitCode}");
        console.Error.Write(error.Result);
        return JsonSerializer.Deserialize(output, TrainBenchJson.Default.TrainBenchRow)!;
    }

    private static string FirstLine(string error) => error.Split('\n', 2)[0].Replace("neurokit: ", "", StringComparison.Ordinal).Trim();
}
