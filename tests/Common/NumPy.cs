using System.Diagnostics;

namespace NeuroKit.Tests;

/// <summary>Runs scripts under the system's Python with NumPy, as an independent reader and writer; tests skip where it is absent.</summary>
internal static class NumPy
{
    private const string Python = "/usr/bin/python3";

    private static readonly Lazy<bool> s_isPresent = new(() => File.Exists(Python) && Start("import numpy", []).ExitCode == 0);

    /// <summary>Runs a script, which fails the test where it fails itself.</summary>
    /// <param name="script">The script; <c>a</c> are its arguments, <c>np</c> is NumPy.</param>
    /// <param name="arguments">The arguments.</param>
    /// <returns>What it printed, without the last line's end.</returns>
    public static string Run(string script, params string[] arguments)
    {
        Skip.IfNot(s_isPresent.Value, "NumPy is not here (Debian: python3-numpy)");
        (int exitCode, string output, string error) = Start("import sys, numpy as np\na = sys.argv[1:]\n" + script, arguments);
        Assert.True(exitCode == 0, error);
        return output.TrimEnd('\n');
    }

    private static (int ExitCode, string Output, string Error) Start(string script, string[] arguments)
    {
        var start = new ProcessStartInfo(Python, ["-I", "-c", script, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
