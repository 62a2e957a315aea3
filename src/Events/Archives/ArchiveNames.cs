namespace NeuroKit.Events.Archives;

/// <summary>Which member names are accepted: relative paths that stay below where they are put, on every system.</summary>
internal static class ArchiveNames
{
    private const int MaxLength = 4096;

    /// <summary>The name as it is used: <c>\</c> becomes <c>/</c>, a leading <c>./</c> and a trailing <c>/</c> go.</summary>
    /// <param name="raw">The name in the archive.</param>
    /// <param name="name">The name used; empty for the archive's own root (<c>./</c>).</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Check(string raw, out string name)
    {
        name = raw.Contains('\\', StringComparison.Ordinal) ? raw.Replace('\\', '/') : raw;
        while (name.StartsWith("./", StringComparison.Ordinal))
            name = name[2..];
        bool isFolder = name.Length > 0 && name[^1] == '/';
        if (name == ".")
            name = "";
        if (raw.Length == 0)
            return "an empty name";
        if (raw.Length > MaxLength)
            return $"a name of {raw.Length} characters";
        if (name.Length == 0)
            return null;
        if (name[0] == '/')
            return "an absolute name";
        if (isFolder)
            name = name[..^1];
        if (name.Length >= 2 && name[1] == ':' && char.IsAsciiLetter(name[0]))
            return "a name with a drive";
        foreach (char c in name)
        {
            if (char.IsControl(c))
                return "a name with control characters";
        }

        foreach (Range range in name.AsSpan().Split('/'))
        {
            ReadOnlySpan<char> part = name.AsSpan(range);
            if (part is ".." or "." or "")
                return part is ".." ? "a name that leaves its folder" : "a name with an empty part";
        }

        return null;
    }
}
