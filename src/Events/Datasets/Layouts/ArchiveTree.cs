using NeuroKit.Events.Archives;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>
/// The members of zip archives, and of zips in them, read in place. Archives are opened when their members are first asked for, and stay
/// open as long as somebody holds the tree. Hidden names are passed over. Thread-safe.
/// </summary>
internal sealed class ArchiveTree : IFileTree
{
    private const string ZipExtension = ".zip";

    private readonly ArchiveLimits _limits;
    private readonly Lazy<Listing> _listing;

    public ArchiveTree(IReadOnlyList<string> archives, ArchiveLimits? limits = null)
    {
        _limits = limits ?? ArchiveLimits.Default;
        Archives = [.. archives.Select(Path.GetFullPath).Order(StringComparer.Ordinal)];
        if (Archives.Zip(Archives.Skip(1)).FirstOrDefault(pair => pair.First == pair.Second) is ({ } twice, _))
            throw new DatasetException(twice, "is named twice");
        Root = CommonFolder(Archives);
        _listing = new Lazy<Listing>(List);
    }

    /// <summary>The archives' full paths, in ordinal order.</summary>
    public IReadOnlyList<string> Archives { get; }

    public string Root { get; }

    public IReadOnlyList<string> Files => _listing.Value.Files;

    public string PathOf(string file) => Path.Combine(Root, file);

    public Stream OpenRead(string file)
    {
        (EventArchive archive, ArchiveMember member) = Find(file);
        return archive.OpenMember(member);
    }

    public EventSource OpenSource(string file)
    {
        (EventArchive archive, ArchiveMember member) = Find(file);
        return archive.OpenSource(member);
    }

    public long LengthOf(string file) => Find(file).Member.Length;

    public IReadOnlyList<FileStamp> Stamps(IEnumerable<string> contents) => [.. Archives.Select(FileStamp.OfFile)];

    private (EventArchive Archive, ArchiveMember Member) Find(string file)
        => _listing.Value.Members.TryGetValue(file, out (EventArchive, ArchiveMember) found) ? found
            : throw new DatasetException(PathOf(file), "is not in its archive any more; was it exchanged?");

    private Listing List()
    {
        var members = new Dictionary<string, (EventArchive, ArchiveMember)>(StringComparer.Ordinal);
        foreach (string path in Archives)
        {
            string name = Path.GetRelativePath(Root, path).Replace(Path.DirectorySeparatorChar, '/');
            Add(EventArchive.Open(path, _limits), $"{name}{FileTreePath.ArchiveMark}/", members);
        }

        string[] files = [.. members.Keys];
        Array.Sort(files, StringComparer.Ordinal);
        return new Listing(files, members);
    }

    private static void Add(EventArchive archive, string prefix, Dictionary<string, (EventArchive Archive, ArchiveMember Member)> members)
    {
        members.EnsureCapacity(members.Count + archive.Members.Count);
        foreach (ArchiveMember member in archive.Members)
        {
            if (FileTreePath.IsHidden(member.Name))
                continue;
            if (member.Name.EndsWith(ZipExtension, StringComparison.OrdinalIgnoreCase))
                Add(archive.OpenArchive(member), $"{prefix}{member.Name}{FileTreePath.ArchiveMark}/", members);
            else
                members.Add(prefix + member.Name, (archive, member));
        }
    }

    private static string CommonFolder(IReadOnlyList<string> paths)
    {
        string common = Path.GetDirectoryName(paths[0])!;
        while (!paths.All(p => p.StartsWith(Path.EndsInDirectorySeparator(common) ? common : common + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
        {
            common = Path.GetDirectoryName(common)
                ?? throw new DatasetException(paths[^1], $"lies on another drive than {paths[0]}; expected a data set's archives together");
        }

        return common;
    }

    private sealed record Listing(string[] Files, Dictionary<string, (EventArchive, ArchiveMember)> Members);
}
