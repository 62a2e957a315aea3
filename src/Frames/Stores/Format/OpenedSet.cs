namespace NeuroKit.Frames.Stores.Format;

/// <summary>A whole set: its index in memory, its segments mapped when first used. Thread-safe.</summary>
internal sealed class OpenedSet
{
    private readonly MappedSegment?[] _segments;
    private readonly Dictionary<string, int> _byId;

    private OpenedSet(string folder, SetIndex index)
    {
        Folder = folder;
        Index = index;
        _segments = new MappedSegment?[index.Segments.Count];
        _byId = new Dictionary<string, int>(index.Entries.Count, StringComparer.Ordinal);
        for (int i = 0; i < index.Entries.Count; i++)
        {
            if (!_byId.TryAdd(index.Entries[i].Id, i))
                throw new StoreException(folder, $"names {index.Entries[i].Id} twice; import the set anew");
        }
    }

    public string Folder { get; }

    public SetIndex Index { get; }

    /// <summary>Opens a set and makes sure that its index and manifest are whole.</summary>
    /// <exception cref="StoreException">They are not.</exception>
    public static OpenedSet Open(string folder)
    {
        SetIndex index = SetIndex.Read(folder);
        SetManifest.Check(folder, index);
        return new OpenedSet(folder, index);
    }

    /// <summary>The place of a recording; −1 where the set has none of that name.</summary>
    public int Find(string id) => _byId.GetValueOrDefault(id, -1);

    /// <summary>A recording's record.</summary>
    /// <exception cref="StoreException">The segment is missing or not the set's.</exception>
    public ReadOnlyMemory<byte> Record(int entry)
    {
        StoreEntry facts = Index.Entries[entry];
        return Segment(Index.SegmentOf[entry]).Memory.Slice((int)facts.Offset, (int)facts.Bytes);
    }

    /// <summary>A segment's path.</summary>
    public string PathOf(int segment) => Path.Combine(Folder, SegmentFile.NameOf(segment));

    private MappedSegment Segment(int number)
    {
        if (Volatile.Read(ref _segments[number]) is { } mapped)
            return mapped;
        string path = PathOf(number);
        if (!File.Exists(path))
            throw new StoreException(path, "is missing: the set is damaged; import it anew");
        var fresh = new MappedSegment(path, Index.Segments[number]);
        return Interlocked.CompareExchange(ref _segments[number], fresh, null) ?? fresh;
    }
}
