namespace NeuroKit.Cli;

/// <summary>What format a recording is written in.</summary>
internal static class OutputFormat
{
    /// <summary>Whether two paths are one file, links followed.</summary>
    public static bool IsOneFile(string a, string b) => Final(a) == Final(b);

    private static string Final(string path)
        => path.Length > 0 && new FileInfo(path) is { LinkTarget: not null } link && link.ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? target.FullName
            : path.Length > 0 ? Path.GetFullPath(path) : path;

    /// <summary>Makes sure, before anything is read, that name or option says the format.</summary>
    /// <exception cref="UsageException">Neither does.</exception>
    public static void Require(string output, string? format)
    {
        if (format is not null || ToolFormats.All.Writable.Any(f => f.HasExtension(output)))
            return;
        string extension = Path.GetExtension(output);
        string[] known = [.. ToolFormats.All.Writable.SelectMany(f => f.Extensions).Distinct()];
        string found = extension.Length == 0 ? "no extension says the format" : $"no format that is written has the extension '{extension}'";
        string near = Spelling.Nearest(extension, known) is { } nearest ? $"; did you mean '{nearest}'?" : "";
        throw new UsageException($"{output}: {found}{near} (extensions are {string.Join(", ", known)}; --format says another: {string.Join(", ", ToolFormats.All.Writable.Select(f => f.Name))})");
    }
}
