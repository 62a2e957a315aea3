using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>
/// Makes a set in a hidden folder, segment by segment, and puts it in its place by renaming the folder: at any moment the set is whole or
/// not there. Segments that a killed process completed are found again and kept. Whoever has one holds the plan's lock.
/// </summary>
internal sealed class SetBuilder : IDisposable
{
    private readonly string _store;
    private readonly string _folder;
    private readonly StoreKind _kind;
    private readonly Digest _plan;
    private readonly long _segmentBytes;
    private readonly List<StoreEntry> _entries = [];
    private SegmentWriter? _segment;
    private Task _completing = Task.CompletedTask;
    private int _segments;

    /// <summary>Begins a set, or goes on where another process was ended.</summary>
    /// <param name="store">The store's folder.</param>
    /// <param name="kind">What it holds.</param>
    /// <param name="plan">Digest of everything that decides what the set will hold.</param>
    /// <param name="segmentBytes">A segment ends before the record that would make it longer.</param>
    public SetBuilder(string store, StoreKind kind, Digest plan, long segmentBytes)
    {
        _store = store;
        _kind = kind;
        _plan = plan;
        _segmentBytes = segmentBytes;
        _folder = StoreLayout.Partial(store, plan);
        Directory.CreateDirectory(_folder);
        Recover();
    }

    /// <summary>The recordings in the set so far; at the start, those of whole segments found.</summary>
    public IReadOnlyList<StoreEntry> Entries => _entries;

    /// <summary>Appends a record and its facts; the place is filled in here.</summary>
    public void Append(ReadOnlySpan<byte> record, StoreEntry entry)
    {
        if (_segment is { IsEmpty: false } full && full.Position + record.Length > _segmentBytes)
            CompleteSegment();
        _segment ??= new SegmentWriter(_folder, _kind, _segments++, _plan);
        entry = entry with { Offset = _segment.Position, Bytes = record.Length };
        _segment.Append(record, entry);
        _entries.Add(entry);
    }

    /// <summary>Completes the set and puts it in its place. Where an equal one is there already, that one stays.</summary>
    /// <param name="facts">What the set is.</param>
    /// <param name="root">The data set's folder.</param>
    /// <param name="stamps">The sources' stamps; null for a set that is not made from files.</param>
    public OpenedSet Commit(SetFacts facts, string root, IReadOnlyList<SourceStamp>? stamps)
    {
        CompleteSegment();
        _completing.GetAwaiter().GetResult();
        var headers = new List<SegmentHeader>(_segments);
        var tables = new List<byte[]>(_segments);
        for (int i = 0; i < _segments; i++)
        {
            (SegmentHeader header, byte[] table) = SegmentFile.Read(Path.Combine(_folder, SegmentFile.NameOf(i)));
            headers.Add(header);
            tables.Add(table);
        }

        Digest key = facts.KeyOf(_entries);
        SetIndex.Write(_folder, facts, key, headers, tables);
        if (stamps is not null)
            SourceStamps.Write(_folder, root, stamps);
        SetManifest.Write(_folder, SetIndex.Read(_folder));
        PosixFile.FlushFolder(_folder);
        string target = StoreLayout.Set(_store, facts.Name, key);
        if (!TryMove(target))
        {
            // An equal set, made from the same files at another place or time: from now on these are its sources.
            if (stamps is not null)
                SourceStamps.Write(target, root, stamps);
            Directory.Delete(_folder, recursive: true);
        }

        PosixFile.FlushFolder(StoreLayout.Sets(_store));
        return OpenedSet.Open(target);
    }

    /// <summary>Ends the last segment and gives what was appended to be read, without making a set of it.</summary>
    public StagedRecordings Complete()
    {
        CompleteSegment();
        _completing.GetAwaiter().GetResult();
        return new StagedRecordings(Enumerable.Range(0, _segments).Select(i => Path.Combine(_folder, SegmentFile.NameOf(i))));
    }

    /// <summary>Removes what was made: nobody will go on with it.</summary>
    public void Abandon()
    {
        Dispose();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Lets go of the segment being written; whole ones stay for the next to go on with.</summary>
    public void Dispose()
    {
        _segment?.Dispose();
        _segment = null;
        // What failed in the background was thrown where it was waited for, or something else is being thrown: here only the end counts.
        Task.WhenAny(_completing).Wait();
    }

    // The disk is waited for in the background, one segment at a time.
    private void CompleteSegment()
    {
        if (_segment is not { } segment)
            return;
        _completing.GetAwaiter().GetResult();
        _segment = null;
        _completing = Task.Run(() =>
        {
            using (segment)
                segment.Complete();
        });
    }

    private bool TryMove(string target)
    {
        if (Directory.Exists(target))
        {
            if (IsWhole(target))
                return false;
            string removed = Path.Combine(StoreLayout.Sets(_store), $".{Guid.NewGuid():N}{StoreLayout.RemovedSuffix}");
            Directory.Move(target, removed);
            Directory.Delete(removed, recursive: true);
        }

        try
        {
            Directory.Move(_folder, target);
            return true;
        }
        catch (IOException) when (Directory.Exists(target))
        {
            return false; // another import of equal content was quicker
        }
    }

    private static bool IsWhole(string folder)
    {
        try
        {
            return SetCheck.Structure(folder, OpenedSet.Open(folder)).Count == 0;
        }
        catch (Exception e) when (e is StoreException or IOException)
        {
            return false;
        }
    }

    // Whole segments from the first on are kept; whatever else is there was being made when its process ended.
    private void Recover()
    {
        while (TryRead(Path.Combine(_folder, SegmentFile.NameOf(_segments))))
            _segments++;
        HashSet<string> kept = [.. Enumerable.Range(0, _segments).Select(SegmentFile.NameOf)];
        foreach (string file in Directory.GetFiles(_folder))
        {
            if (!kept.Contains(Path.GetFileName(file)))
                File.Delete(file);
        }
    }

    private bool TryRead(string path)
    {
        if (!File.Exists(path))
            return false;
        try
        {
            (SegmentHeader header, byte[] table) = SegmentFile.Read(path);
            if (header.Kind != _kind || header.Number != _segments || !header.Plan.Equals(_plan))
                return false;
            _entries.AddRange(SegmentFile.Entries(table, header.Entries, path));
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
