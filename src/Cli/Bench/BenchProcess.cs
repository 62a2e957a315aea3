using System.Diagnostics;

namespace NeuroKit.Cli.Bench;

/// <summary>Runs one case of a measurement in a process of its own, so that its peak of memory is its own.</summary>
internal static class BenchProcess
{
    /// <summary>What the program prints for some arguments; its messages go to ours.</summary>
    /// <param name="what">The case, for the message of a process that ends without one.</param>
    /// <param name="console">Where its messages go.</param>
    /// <param name="arguments">Those behind <c>bench</c>.</param>
    /// <exception cref="CommandFailedException">The process failed.</exception>
    public static string Output(string what, ToolConsole console, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "neurokit.dll"), "bench", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != ExitCode.Fine)
            throw new CommandFailedException(FirstLine(error.Result) is { Length: > 0 } line ? line : $"bench: the process that measures {what} ended with exit code {process.ExitCode}");
        console.Error.Write(error.Result);
        return output;
    }

    private static string FirstLine(string error) => error.Split('\n', 2)[0].Replace("neurokit: ", "", StringComparison.Ordinal).Trim();
}
