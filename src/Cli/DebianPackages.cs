using System.Diagnostics;

namespace NeuroKit.Cli;

/// <summary>Installs Debian packages: by itself as root, under CI=true or with <c>--yes</c>; otherwise it only says the command.</summary>
internal static class DebianPackages
{
    /// <summary>The one command that a person runs.</summary>
    public static string Command(string package) => $"{(Environment.IsPrivilegedProcess ? "" : "sudo ")}apt-get install {package}";

    /// <summary>Installs a package; its output goes to error output.</summary>
    /// <exception cref="CommandFailedException">It may not be installed without a word from the user, or the installation failed.</exception>
    public static async Task InstallAsync(string package, ToolConsole console, bool yes, CancellationToken cancellationToken)
    {
        bool may = yes || Environment.IsPrivilegedProcess || Environment.GetEnvironmentVariable("CI") == "true";
        if (!may || !OperatingSystem.IsLinux())
            throw new CommandFailedException($"{package} is needed: {Command(package)}   (or say --yes)");
        console.Note($"installing {package}");
        if (await RunAsync(["install", "-y", package], console, cancellationToken).ConfigureAwait(false) == 0)
            return;
        // A fresh machine has no package lists yet.
        if (await RunAsync(["update"], console, cancellationToken).ConfigureAwait(false) != 0
            || await RunAsync(["install", "-y", package], console, cancellationToken).ConfigureAwait(false) != 0)
            throw new CommandFailedException($"{package} could not be installed; try: {Command(package)}");
    }

    private static async Task<int> RunAsync(string[] arguments, ToolConsole console, CancellationToken cancellationToken)
    {
        string[] command = Environment.IsPrivilegedProcess ? ["apt-get", .. arguments] : ["sudo", "apt-get", .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        try
        {
            using Process process = Process.Start(start) ?? throw new CommandFailedException($"{command[0]} does not start");
            process.OutputDataReceived += Forward;
            process.ErrorDataReceived += Forward;
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return process.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new CommandFailedException($"{command[0]}: {exception.Message}");
        }

        void Forward(object sender, DataReceivedEventArgs line)
        {
            if (line.Data is { } text)
            {
                lock (console)
                    console.Error.WriteLine(text);
            }
        }
    }
}
