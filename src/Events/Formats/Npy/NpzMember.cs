using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>One array of an <c>.npz</c>, while it is read.</summary>
internal sealed class NpzMember : IDisposable
{
    private readonly ZipEntry _entry;
    private readonly ZipMemberStream _stream;
    private readonly EventSource _bytes;

    /// <summary>Opens an array and reads its header.</summary>
    /// <param name="file">The zip file.</param>
    /// <param name="entry">The member.</param>
    /// <param name="maxHeaderBytes">Longest header accepted.</param>
    /// <exception cref="InvalidEventDataException">It is not an array of numbers with one length.</exception>
    public NpzMember(EventSource file, ZipEntry entry, int maxHeaderBytes)
    {
        _entry = entry;
        _stream = new ZipMemberStream(file, entry);
        _bytes = EventSource.FromStream(_stream, $"{file.Name}: member {entry.Name}");
        try
        {
            NpyHeader header = NpyHeader.Read(_bytes, maxHeaderBytes);
            if (header.Type.Scalar is not { } type)
                throw Invalid(header.Type.Description, "integers, floats or booleans of at most 64 bits");
            if (header.Shape.Count != 1)
                throw Invalid($"an array of shape {header.ShapeText}", "a shape of one length, (N,)");
            Type = type;
            Count = header.Shape[0];
            HeaderBytes = header.ByteLength;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The member's name.</summary>
    public string Name => _entry.Name;

    /// <summary>The numbers' type.</summary>
    public NpyScalar Type { get; }

    /// <summary>How many the header says there are.</summary>
    public long Count { get; }

    /// <summary>How many the member's size has room for.</summary>
    public long Room => (_entry.Size - HeaderBytes) / Type.Size;

    /// <summary>Length of the array's header.</summary>
    public long HeaderBytes { get; }

    /// <summary>What is wrong with the content read so far, or null.</summary>
    public string? Fault => _stream.Fault;

    /// <summary>Where the member's bytes begin in the file.</summary>
    public long DataOffset => _entry.DataOffset;

    /// <summary>Where a number stands in the file; the member's start where it is deflated.</summary>
    /// <param name="index">Index in the array.</param>
    public long OffsetOf(long index) => _entry.IsDeflated ? _entry.DataOffset : NumberOffset(index);

    /// <summary>Where a number stands in the file; null where it is deflated.</summary>
    /// <param name="index">Index in the array.</param>
    public long? StoredOffsetOf(long index) => _entry.IsDeflated ? null : NumberOffset(index);

    /// <summary>Gets numbers to hand.</summary>
    /// <param name="count">How many.</param>
    /// <returns>How many are there, fewer only at the end.</returns>
    public int Fetch(int count) => Math.Min(count, _bytes.Fetch(count * Type.Size).Length / Type.Size);

    /// <summary>The numbers at hand.</summary>
    public NpyColumn Column => new(_bytes.Window, Type.Size, Type);

    /// <summary>Drops numbers from what is at hand.</summary>
    /// <param name="count">How many.</param>
    public void Advance(int count) => _bytes.Advance(count * Type.Size);

    /// <summary>Reads on to see the content's end: only then is its checksum known.</summary>
    /// <returns>Whether bytes follow the array.</returns>
    public bool HasMore() => !_bytes.Fetch(1).IsEmpty;

    /// <summary>Returns the buffers to the pool.</summary>
    public void Dispose() => _bytes.Dispose();

    private long NumberOffset(long index) => _entry.DataOffset + HeaderBytes + (index * Type.Size);

    private InvalidEventDataException Invalid(string found, string expected) => new(_bytes.Name, 0, found, expected);
}
