using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>Whole recordings that were packed in passing, to be put in the data set's order and cut into its samples. Thread-safe.</summary>
internal sealed class StagedRecordings
{
    private readonly Dictionary<string, (StoreEntry Entry, ReadOnlyMemory<byte> Record)> _byPath = new(StringComparer.Ordinal);

    /// <summary>Maps segments.</summary>
    /// <param name="segments">Their paths, in order; an entry's <see cref="StoreEntry.Id"/> is the recording's path.</param>
    public StagedRecordings(IEnumerable<string> segments)
    {
        foreach (string path in segments)
        {
            (SegmentHeader header, byte[] table) = SegmentFile.Read(path);
            ReadOnlyMemory<byte> bytes = new MappedSegment(path, header).Memory;
            foreach (StoreEntry entry in SegmentFile.Entries(table, header.Entries, path))
                _byPath.Add(entry.Id, (entry, bytes.Slice((int)entry.Offset, (int)entry.Bytes)));
        }
    }

    /// <summary>A recording's facts and record.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="StoreException">It was not met.</exception>
    public (StoreEntry Entry, ReadOnlyMemory<byte> Record) Find(string path)
        => _byPath.TryGetValue(path, out (StoreEntry, ReadOnlyMemory<byte>) found) ? found : throw new StoreException(path, "was not met in its archive");

    /// <summary>The recordings' digests by path.</summary>
    public Dictionary<string, Digest> Digests() => _byPath.ToDictionary(r => r.Key, r => r.Value.Entry.Source, StringComparer.Ordinal);
}
