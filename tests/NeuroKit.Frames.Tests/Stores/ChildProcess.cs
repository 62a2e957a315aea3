using System.Diagnostics;
using System.Globalization;

namespace NeuroKit.Frames.Tests.Stores;

/// <summary>An import in a process of its own.</summary>
internal sealed class ChildProcess : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Task<string> _error;

    private ChildProcess(Process process)
    {
        _process = process;
        _error = process.StandardError.ReadToEndAsync();
    }

    public static ChildProcess Import(string root, string store, long segmentBytes, int workers)
        => new(Process.Start(StartInfo(["import", root, store], segmentBytes, workers))!);

    /// <summary>As <see cref="Import"/>, from archives.</summary>
    public static ChildProcess ImportFrom(string manifest, string archive, string store, long segmentBytes, int workers)
        => new(Process.Start(StartInfo(["import-from", manifest, archive, store], segmentBytes, workers))!);

    /// <summary>The same under a limit of the size of any file it writes, in blocks of 1024 bytes, as a full disk would set.</summary>
    public static ChildProcess ImportWithFileLimit(int kilobytes, string root, string store, long segmentBytes)
    {
        ProcessStartInfo inner = StartInfo(["import", root, store], segmentBytes, 1);
        string command = string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" \"$@\"");
        var start = new ProcessStartInfo("bash", ["-c", command, inner.FileName, .. inner.ArgumentList]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0"; // maps its code through a file otherwise, which the limit forbids
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new ChildProcess(Process.Start(start)!);
    }

    /// <summary>Whether the process has ended, by itself or killed.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Waits until the import has begun, which is long after the process has.</summary>
    public void WaitForBegin() => Assert.Equal(ChildProgram.Begun, _process.StandardOutput.ReadLine());

    /// <summary>Ends the process as it stands: SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        Assert.True(_process.WaitForExit(s_limit));
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>Exit code, the set's key, whether it was there, how many recordings were found whole; the error output.</returns>
    public (int Code, string Key, bool WasPresent, int Resumed, string Error) Finish()
    {
        string output = _process.StandardOutput.ReadToEnd();
        Assert.True(_process.WaitForExit(s_limit));
        string[] words = output.Split('\n').FirstOrDefault(l => l.StartsWith(ChildProgram.Done, StringComparison.Ordinal))?[ChildProgram.Done.Length..].Split(' ') ?? ["", "False", "0"];
        return (_process.ExitCode, words[0], bool.Parse(words[1]), int.Parse(words[2], CultureInfo.InvariantCulture), _error.Result);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string[] what, long segmentBytes, int workers)
    {
        string host = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        return new ProcessStartInfo(host,
        [
            typeof(ChildProgram).Assembly.Location, .. what,
            segmentBytes.ToString(CultureInfo.InvariantCulture), workers.ToString(CultureInfo.InvariantCulture),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
