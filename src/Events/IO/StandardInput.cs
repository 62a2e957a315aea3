namespace NeuroKit.Events.IO;

/// <summary>
/// Whether there is a standard input. A process that was started without one (<c>&lt;&amp;-</c>) gives its number to the first thing that it
/// opens by itself, with .NET a pipe of the runtime's own: reading it would wait for ever.
/// </summary>
internal static class StandardInput
{
    private const long CloseOnExec = 0x8_0000; // O_CLOEXEC

    /// <summary>Throws where a path names standard input and there is none.</summary>
    /// <exception cref="IOException">Standard input is closed.</exception>
    public static void ThrowIfClosed(string path)
    {
        if (path is not ("/dev/stdin" or "/dev/fd/0" or "/proc/self/fd/0") || !OperatingSystem.IsLinux())
            return;
        if (IsClosed())
            throw new IOException($"{path}: standard input is closed");
    }

    // What was opened before this program began came through exec, which closes what is marked so: a descriptor with the mark is not
    // inherited but ours. Where the system does not say, opening the path tells whatever there is to tell.
    private static bool IsClosed()
    {
        try
        {
            foreach (string line in File.ReadLines("/proc/self/fdinfo/0"))
            {
                if (line.StartsWith("flags:", StringComparison.Ordinal))
                    return (Convert.ToInt64(line["flags:".Length..].Trim(), 8) & CloseOnExec) != 0;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or OverflowException)
        {
            return false;
        }

        return false;
    }
}
