namespace NeuroKit.Cli;

/// <summary>Where the tool keeps what it makes of itself (the demo's data set and pictures), and how people call it.</summary>
internal static class ToolFolders
{
    /// <summary>
    /// The folder: what NEUROKIT_ARTIFACTS says (the launcher says the checkout's own <c>artifacts</c>), else <c>artifacts</c> below the
    /// current folder.
    /// </summary>
    public static string Artifacts
        => Environment.GetEnvironmentVariable("NEUROKIT_ARTIFACTS") is { Length: > 0 } told ? Path.GetFullPath(told) : Path.GetFullPath("artifacts");

    /// <summary>What a person types to run the tool: the launcher says how it was called.</summary>
    public static string Command => Environment.GetEnvironmentVariable("NEUROKIT_COMMAND") is { Length: > 0 } told ? told : "neurokit";

    /// <summary>A path as a person would type it here.</summary>
    public static string Shortest(string path)
    {
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFullPath(path) : relative;
    }
}
