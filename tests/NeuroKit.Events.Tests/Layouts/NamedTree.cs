using System.Text;
using NeuroKit.Events.Datasets.Layouts;

namespace NeuroKit.Events.Tests.Layouts;

/// <summary>A tree of names, some with text: what the members of archives look like to a layout.</summary>
internal sealed class NamedTree : IFileTree
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);

    public NamedTree(params string[] files)
    {
        foreach (string file in files)
            _texts[file] = "";
    }

    public string Root => "set";

    public IReadOnlyList<string> Files => [.. _texts.Keys.Order(StringComparer.Ordinal)];

    public NamedTree With(string file, string text)
    {
        _texts[file] = text;
        return this;
    }

    public string PathOf(string file) => file.Length == 0 ? "set" : "set!/" + file;

    public Stream OpenRead(string file) => new MemoryStream(Encoding.UTF8.GetBytes(_texts[file]));

    public long LengthOf(string file) => Encoding.UTF8.GetByteCount(_texts[file]);

    public IReadOnlyList<FileStamp> Stamps(IEnumerable<string> contents) => [];
}
