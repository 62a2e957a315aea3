using System.Diagnostics;
using NeuroKit.Events;

namespace NeuroKit.Cli.Tests;

/// <summary>What only a process of its own shows: streams, exit codes, signals.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ResultsGoToOutputAndTheRestToErrorOutput()
    {
        string good = _folder.WriteTen();
        (int code, string output, string error) = Run("info", good, _folder["none.aedat"], "--json");
        Assert.Equal(3, code);
        Assert.StartsWith("[", output, StringComparison.Ordinal);
        Assert.Equal($"neurokit: {_folder["none.aedat"]}: no such file\n", error);
        Assert.Equal(0, Run("info", good).Code);
        Assert.Equal(1, Run("info", _folder["none.aedat"]).Code);
        Assert.Equal(2, Run("info", "--size", "x").Code);
    }

    [SkippableFact]
    public void AClosedStandardInputIsAnErrorAndNoWait()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "there is no /dev/stdin");
        using Process process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec dotnet \"$0\" info --json /dev/stdin <&-", Path.Combine(AppContext.BaseDirectory, "neurokit.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(s_limit));
        Assert.Equal((1, "neurokit: /dev/stdin: standard input is closed\n"), (process.ExitCode, error));
    }

    [SkippableFact]
    public void ASignalEndsItWith130AndNothingHalfWritten()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no signals to send");
        string input = _folder["big.npy"];
        using (var events = new EventBuffer(1 << 20))
        {
            for (int i = 0; i < 1 << 20; i++)
                events.Add(new Event(i, (ushort)(i & 127), (ushort)((i >> 7) & 127), (byte)(i & 1)));
            using EventWriter writer = EventFile.Create(input);
            for (int i = 0; i < 12; i++)
                writer.Write(events);
            writer.Complete();
        }

        using Process process = Start("convert", input, _folder["out.npz"]);
        // The temporary file shows that it is at work.
        while (Directory.GetFiles(_folder.Path).Length < 2 && !process.HasExited)
            Thread.Sleep(1);
        using Process signal = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.True(process.WaitForExit(s_limit));
        Assert.Equal(130, process.ExitCode);
        Assert.Equal(["big.npy"], _folder.Files);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using Process process = Start(args);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(s_limit));
        return (process.ExitCode, output.Result, error.Result);
    }

    private static Process Start(params string[] args)
        => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "neurokit.dll"), .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
