using System.ComponentModel;
using System.Diagnostics;

namespace NeuroKit.Distill.Experiments;

/// <summary>The commit of a protocol: whoever doubts when it was declared looks there.</summary>
internal static class ProtocolCommit
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>The commit that last changed the file; null where it lies in no git tree, is not committed as it is, or git is not there.</summary>
    public static string? Find(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string file = Path.GetFileName(path);
        if (!Directory.Exists(folder) || Git(folder, "status", "--porcelain", "--", file) is not "")
            return null;
        return Git(folder, "log", "-1", "--format=%H", "--", file) is { Length: >= 40 } commit ? commit : null;
    }

    private static string? Git(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(s_patience))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return process.ExitCode == 0 ? output.GetAwaiter().GetResult().Trim() : null;
        }
        catch (Win32Exception)
        {
            return null; // no git here
        }
    }
}
