using System.IO.Enumeration;

namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>The files below a folder on disk, links followed. Hidden names are passed over.</summary>
internal sealed class FolderTree : IFileTree
{
    // Deeper than any layout goes; ends a link that leads back up.
    private const int MaxDepth = 8;

    private readonly List<string> _folders = [];
    private readonly string[] _files;

    public FolderTree(string root)
    {
        DatasetLayout.CheckFolder(root);
        Root = root;
        _files = List();
    }

    public string Root { get; }

    public IReadOnlyList<string> Files => _files;

    public string PathOf(string file)
        => Path.Combine(Root, Path.DirectorySeparatorChar == '/' ? file : file.Replace('/', Path.DirectorySeparatorChar));

    public Stream OpenRead(string file) => File.OpenRead(PathOf(file));

    public long LengthOf(string file)
    {
        using FileStream stream = File.OpenRead(PathOf(file)); // a link's own length is another
        return stream.Length;
    }

    /// <summary>A folder's time tells of names; a recording that is written to in place changes nothing that the index says.</summary>
    public IReadOnlyList<FileStamp> Stamps(IEnumerable<string> contents)
        => [.. _folders.Select(FileStamp.OfFolder), .. contents.Select(file => FileStamp.OfFile(PathOf(file)))];

    private string[] List()
    {
        // Kinds come with the names: no file is looked at by itself.
        string start = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Root));
        int skip = start.Length + (Path.EndsInDirectorySeparator(start) ? 0 : 1);
        var options = new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = MaxDepth, AttributesToSkip = 0, IgnoreInaccessible = false };
        var entries = new FileSystemEnumerable<(string Path, bool IsFolder, bool IsLink)>(
            start,
            (ref FileSystemEntry entry) => (entry.ToFullPath(), entry.IsDirectory, entry.IsDirectory && (entry.Attributes & FileAttributes.ReparsePoint) != 0),
            options)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.FileName.StartsWith('.'),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.FileName.StartsWith('.'),
        };
        List<string> files = [];
        AddFolder(start, isLink: true);
        foreach ((string path, bool isFolder, bool isLink) in entries)
        {
            if (isFolder)
                AddFolder(path, isLink);
            else
                files.Add(Path.DirectorySeparatorChar == '/' ? path[skip..] : path[skip..].Replace(Path.DirectorySeparatorChar, '/'));
        }

        string[] sorted = [.. files];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }

    // A link has a time of its own: that of the folder it leads to tells.
    private void AddFolder(string path, bool isLink)
    {
        _folders.Add(path);
        if (isLink && new DirectoryInfo(path).ResolveLinkTarget(returnFinalTarget: true) is { } target)
            _folders.Add(target.FullName);
    }
}
