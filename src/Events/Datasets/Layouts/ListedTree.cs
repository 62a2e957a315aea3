using NeuroKit.Events.IO;

namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>The members of an archive that was read through once: their names, and the content of the small ones.</summary>
internal sealed class ListedTree : IFileTree
{
    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>?> _contents;

    public ListedTree(string root, IReadOnlyDictionary<string, ReadOnlyMemory<byte>?> contents)
    {
        Root = root;
        _contents = contents;
        Files = [.. contents.Keys.Where(f => !FileTreePath.IsHidden(f)).Order(StringComparer.Ordinal)];
    }

    public string Root { get; }

    public IReadOnlyList<string> Files { get; }

    public string PathOf(string file) => Path.Combine(Root, file);

    public Stream OpenRead(string file) => new MemoryStream(Content(file).ToArray(), writable: false);

    public EventSource OpenSource(string file) => EventSource.FromMemory(Content(file), PathOf(file));

    public long LengthOf(string file) => Content(file).Length;

    public IReadOnlyList<FileStamp> Stamps(IEnumerable<string> contents) => [];

    private ReadOnlyMemory<byte> Content(string file)
        => _contents[file] ?? throw new DatasetException(PathOf(file), "was read in passing and is not at hand any more; read it from a store");
}
