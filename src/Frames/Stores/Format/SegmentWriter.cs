namespace NeuroKit.Frames.Stores.Format;

/// <summary>
/// Writes one segment under a temporary name: records one after the other, then the table, then the header. <see cref="Complete"/> flushes it to disk
/// and gives it its name; disposed before that, nothing is left.
/// </summary>
internal sealed class SegmentWriter : IDisposable
{
    private readonly string _path;
    private readonly string _temporaryPath;
    private readonly StoreKind _kind;
    private readonly int _number;
    private readonly Digest _plan;
    private readonly MemoryStream _table = new();
    private readonly BinaryWriter _entries;
    private readonly Microsoft.Win32.SafeHandles.SafeFileHandle _file;
    private int _count;
    private bool _done;

    public SegmentWriter(string folder, StoreKind kind, int number, Digest plan)
    {
        _path = Path.Combine(folder, SegmentFile.NameOf(number));
        _temporaryPath = Path.Combine(folder, $".{SegmentFile.NameOf(number)}.{Guid.NewGuid():N}{SegmentFile.TemporaryExtension}");
        (_kind, _number, _plan) = (kind, number, plan);
        _entries = new BinaryWriter(_table);
        _file = File.OpenHandle(_temporaryPath, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    /// <summary>Where the next record begins; the bytes written so far.</summary>
    public long Position { get; private set; } = SegmentHeader.Bytes;

    /// <summary>Whether nothing was written.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Appends a record (empty for a recording that failed) and its entry.</summary>
    public void Append(ReadOnlySpan<byte> record, StoreEntry entry)
    {
        Write(record, Position);
        entry.Write(_entries);
        Position += record.Length;
        _count++;
    }

    /// <summary>Puts the segment in its place, whole and on the disk.</summary>
    public void Complete()
    {
        _entries.Flush();
        ReadOnlySpan<byte> table = _table.GetBuffer().AsSpan(0, (int)_table.Length);
        Write(table, Position);
        Span<byte> header = stackalloc byte[SegmentHeader.Bytes];
        new SegmentHeader(_kind, _number, _count, Position, table.Length, _plan, Digest.Of(table)).Write(header);
        Write(header, 0);
        try
        {
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException e)
        {
            throw Failed(e);
        }

        _file.Dispose();
        File.Move(_temporaryPath, _path);
        _done = true;
    }

    public void Dispose()
    {
        _file.Dispose();
        _entries.Dispose();
        if (!_done)
            File.Delete(_temporaryPath);
        _done = true;
    }

    private void Write(ReadOnlySpan<byte> bytes, long offset)
    {
        try
        {
            RandomAccess.Write(_file, bytes, offset);
        }
        catch (Exception e) when (e is IOException or ArgumentOutOfRangeException) // the latter where a file system or a limit allows no longer file
        {
            throw Failed(e);
        }
    }

    private StoreException Failed(Exception e)
        => new(_path, $"cannot be written ({e.Message.Replace(_temporaryPath, _path, StringComparison.Ordinal)}); what was written whole before is kept to go on with", e);
}
