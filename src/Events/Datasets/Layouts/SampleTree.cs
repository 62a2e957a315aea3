using System.Runtime.InteropServices;

namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>Samples as files, each named by its <see cref="EventSample.Id"/>: what is in one are its events.</summary>
internal sealed class SampleTree(EventDataset dataset) : IFileTree
{
    private readonly Dictionary<string, EventSample> _samples = dataset.ToDictionary(s => s.Id, StringComparer.Ordinal);

    public string Root => dataset.Root;

    public IReadOnlyList<string> Files { get; } = [.. dataset.Select(s => s.Id).Order(StringComparer.Ordinal)];

    public string PathOf(string file) => file.Length == 0 ? Root : _samples[file].Path;

    public Stream OpenRead(string file)
    {
        using EventReader reader = _samples[file].Open();
        using EventBuffer events = reader.ReadAll();
        EventSpan span = events;
        var bytes = new MemoryStream();
        bytes.Write(MemoryMarshal.AsBytes(span.T));
        bytes.Write(MemoryMarshal.AsBytes(span.X));
        bytes.Write(MemoryMarshal.AsBytes(span.Y));
        bytes.Write(span.P);
        bytes.Position = 0;
        return bytes;
    }

    /// <summary>The number of events, where the source knows it without reading them.</summary>
    public long LengthOf(string file)
    {
        using EventReader reader = _samples[file].Open();
        return reader.Totals is { Exact: true, Count: { } count } ? count : long.MaxValue;
    }

    public IReadOnlyList<FileStamp> Stamps(IEnumerable<string> contents) => [];
}
