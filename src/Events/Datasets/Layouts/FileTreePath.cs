namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>Takes the paths of an <see cref="IFileTree"/> apart.</summary>
internal static class FileTreePath
{
    /// <summary>Ends the name of an archive that members lie in: <c>airplane.zip!/airplane/cifar10_airplane_0.aedat</c>.</summary>
    public const char ArchiveMark = '!';

    /// <summary>The folder that a file lies in; empty for the root.</summary>
    public static ReadOnlySpan<char> FolderOf(ReadOnlySpan<char> path)
    {
        int slash = path.LastIndexOf('/');
        return slash < 0 ? default : path[..slash];
    }

    /// <summary>The last name of a path.</summary>
    public static ReadOnlySpan<char> NameOf(ReadOnlySpan<char> path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>Whether a file, or a folder above it, has a name that begins with a dot.</summary>
    public static bool IsHidden(ReadOnlySpan<char> path) => path.StartsWith('.') || path.Contains("/.", StringComparison.Ordinal);

    /// <summary>Whether a name ends in one of the extensions.</summary>
    public static bool HasExtension(ReadOnlySpan<char> path, string[] extensions)
    {
        foreach (string extension in extensions)
        {
            if (path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }
}
