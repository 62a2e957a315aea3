using System.Diagnostics;
using System.IO.Compression;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Archives;

/// <summary>
/// A <c>.tar.gz</c> or <c>.tar</c>, read in one pass from start to end: it has no directory, so a member can be read when the pass comes to
/// it and not again. Hostile and broken archives are refused where the pass meets the fault. Works on streams that cannot seek. Not
/// thread-safe.
/// </summary>
/// <remarks>
/// Refused are absolute names, names that leave the folder or have empty parts, links, devices, sparse files, two members of one name,
/// and what goes beyond <see cref="ArchiveLimits"/>. Memory does not depend on what headers claim. An archive without its end mark, or
/// with anything but zeros behind it, is truncated or broken; <see cref="MoveNext"/> says so at the end, gzip's own checksum included.
/// </remarks>
[DebuggerDisplay("{Name} at {_position}")]
public sealed class TarArchiveReader : IDisposable
{
    private const int MaxMetaBytes = 1 << 20;
    private const int MaxTrailingBytes = 1 << 20;

    // The decoder of gzip takes a stream that is cut off for one that ends. So a member of our own is put behind the file: where it does not
    // come out, the file did not end where gzip does.
    private static readonly byte[] s_endMark = [.. "\u0001neurokit end\u0001"u8];
    private static readonly byte[] s_endMember = Zip(s_endMark);

    private readonly CountingStream _packed;
    private readonly Stream _tar;
    private readonly byte[] _endMark;
    private readonly ArchiveLimits _limits;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly byte[] _block = new byte[TarHeader.BlockBytes];
    private TarMember? _current;
    private long _position; // in the tar
    private long _left; // of the current member
    private long _total;
    private int _entries;
    private int _generation; // streams of earlier members are of earlier generations
    private bool _ended;

    private TarArchiveReader(Stream stream, string name, ArchiveLimits limits, bool leaveOpen, bool isZipped, ReadOnlySpan<byte> start)
    {
        Name = name;
        _limits = limits;
        _packed = new CountingStream(new PrefixedStream(start, stream, isZipped ? s_endMember : [], leaveOpen), leaveOpen: false);
        _endMark = isZipped ? s_endMark : [];
        _tar = isZipped ? new GZipStream(_packed, CompressionMode.Decompress) : _packed;
    }

    /// <summary>The archive's path or name.</summary>
    public string Name { get; }

    /// <summary>The member at which the pass stands.</summary>
    /// <exception cref="InvalidOperationException"><see cref="MoveNext"/> was not called, or gave false.</exception>
    public TarMember Current => _current ?? throw new InvalidOperationException("Call MoveNext first; it tells whether there is a member.");

    /// <summary>Bytes read of the archive itself, compressed as it is: for progress.</summary>
    public long BytesRead => _packed.Count;

    /// <summary>Opens a file; gzip is found by content.</summary>
    /// <param name="path">The path.</param>
    /// <param name="limits">What is accepted; default <see cref="ArchiveLimits.Default"/>.</param>
    public static TarArchiveReader Open(string path, ArchiveLimits? limits = null)
    {
        var options = new FileStreamOptions { BufferSize = 0, Options = FileOptions.SequentialScan };
        var file = new FileStream(path, options);
        try
        {
            return Open(file, path, limits);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Opens a stream, which need not seek; gzip is found by content.</summary>
    /// <param name="stream">The stream, at the archive's start.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="limits">What is accepted; default <see cref="ArchiveLimits.Default"/>.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the reader is disposed.</param>
    public static TarArchiveReader Open(Stream stream, string? name = null, ArchiveLimits? limits = null, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> start = stackalloc byte[2];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return new TarArchiveReader(stream, name ?? "(stream)", limits ?? ArchiveLimits.Default, leaveOpen, start is [0x1F, 0x8B], start);
    }

    /// <summary>Goes on to the next file; what was not read of the one before is skipped.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="ArchiveException">The archive is broken or refused.</exception>
    public bool MoveNext()
    {
        _generation++;
        if (_ended)
            return false;
        if (_current is not null)
            Skip(_left + Padding(_current.Length));
        _current = null;
        string? longName = null;
        string? paxName = null;
        long? paxSize = null;
        while (true)
        {
            long at = _position;
            ReadBlock();
            if (!_block.AsSpan().ContainsAnyExcept((byte)0))
            {
                End(longName is not null || paxName is not null);
                return false;
            }

            if (TarHeader.Parse(_block, out TarHeader header) is { } fault)
                throw Refused(null, at, fault, "a tar header or the end mark");
            if (++_entries > _limits.MaxMembers)
                throw Refused(null, at, $"more than {_limits.MaxMembers} members", "fewer (ArchiveLimits.MaxMembers)");
            if (header.IsMeta)
            {
                ReadMeta(header, at, ref longName, ref paxName, ref paxSize);
                continue;
            }

            string raw = paxName ?? longName ?? header.Name;
            long size = paxSize ?? header.Size;
            (longName, paxName, paxSize) = (null, null, null);
            if (Accept(raw, header, size, at))
                return true;
        }
    }

    /// <summary>The current member's content, which can be read until the next <see cref="MoveNext"/>.</summary>
    public Stream OpenMember()
    {
        _ = Current;
        return new Content(this, _generation);
    }

    /// <summary>
    /// The current member's content as a reader's source, named <c>archive!/member</c>. Up to <see cref="ArchiveLimits.MaxMemoryBytes"/> it
    /// is in memory, seeks, and can be used after the pass has gone on.
    /// </summary>
    /// <exception cref="ArchiveException">The archive is broken or cut off.</exception>
    public EventSource OpenSource()
    {
        string name = $"{Name}{ArchivePath.Separator}{Current.Name}";
        if (_left > _limits.MaxMemoryBytes)
            return EventSource.FromStream(OpenMember(), name);
        var whole = new GrowingBytes((int)_left);
        try
        {
            using Stream content = OpenMember();
            whole.Fill(content);
            return EventSource.FromMemory(whole.Memory, name, whole);
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }

    /// <summary>Closes the archive.</summary>
    public void Dispose()
    {
        _ended = true;
        _current = null;
        _generation++;
        _tar.Dispose();
        _packed.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    // Whether an entry is a file that the caller gets; folders are gone over.
    private bool Accept(string raw, TarHeader header, long size, long at)
    {
        if (ArchiveNames.Check(raw, out string name) is { } fault)
            throw Refused(null, at, fault, "a relative path inside the archive");
        if (!header.IsFile && header.Type != TarHeader.Folder)
            throw Refused(name, at, $"a link, device or other special file (type {Printable(header.Type)})", "files and folders");
        if (size > _limits.MaxMemberBytes)
            throw Refused(name, at, $"a member of {size} bytes", $"at most {_limits.MaxMemberBytes} (ArchiveLimits.MaxMemberBytes)");
        _total += size;
        if (_total > _limits.MaxTotalBytes)
            throw Refused(name, at, $"{_total} bytes up to this member", $"at most {_limits.MaxTotalBytes} in all (ArchiveLimits.MaxTotalBytes)");
        if (header.Type == TarHeader.Folder)
        {
            if (size != 0)
                throw Refused(name, at, $"a folder of {size} bytes", "an empty one");
            return false;
        }

        if (name.Length == 0)
            throw Refused(null, at, "a file without a name", "a relative path inside the archive");
        if (!_names.Add(name))
            throw Refused(name, at, "a second member of that name", "names that differ");
        _current = new TarMember(name, size);
        _left = size;
        return true;
    }

    // Headers that tell of the next entry: its long name, its size.
    private void ReadMeta(TarHeader header, long at, ref string? longName, ref string? paxName, ref long? paxSize)
    {
        if (header.Size > MaxMetaBytes)
            throw Refused(null, at, $"a header of {header.Size} bytes for the next member", $"at most {MaxMetaBytes}");
        byte[] bytes = new byte[header.Size];
        ReadExactly(bytes);
        Skip(Padding(header.Size));
        switch (header.Type)
        {
            case TarHeader.GnuLongName:
                longName = TarHeader.Text(bytes);
                break;
            case TarHeader.PaxHeader:
                if (TarHeader.ParsePax(bytes, ref paxName, ref paxSize) is { } fault)
                    throw Refused(null, at, fault, "records of a pax header");
                break;
            case TarHeader.PaxGlobal:
                string? name = null;
                long? size = null;
                string? wrong = TarHeader.ParsePax(bytes, ref name, ref size)
                    ?? (name is null && size is null ? null : "one name or size for all members");
                if (wrong is not null)
                    throw Refused(null, at, wrong, "records of a pax header");
                break;
            default:
                break; // the target of a link, which is refused when it comes
        }
    }

    private void End(bool isPending)
    {
        _ended = true;
        if (isPending)
            throw Refused(null, _position, "the end after a header for the next member", "the member");
        // Reading to the end makes gzip compare its checksum. Tar pads with zeros; then comes what was put behind the file.
        long at = _position;
        int matched = 0;
        while (Read(_block) is var read && read > 0)
        {
            ReadOnlySpan<byte> rest = _block.AsSpan(0, read);
            if (matched == 0)
                rest = rest.TrimStart((byte)0);
            if (!_endMark.AsSpan(matched).StartsWith(rest))
                throw Refused(null, at, "more after the archive's end mark", "nothing but zeros");
            matched += rest.Length;
            if (_position - at > MaxTrailingBytes)
                throw Refused(null, at, "an end that goes on", $"at most {MaxTrailingBytes} bytes of zeros");
        }

        if (matched < _endMark.Length)
            throw Refused(null, _position, "gzip data that is cut off, or more behind it", "the end of the gzip data at the end of the file");
    }

    private static byte[] Zip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }

    private void ReadBlock()
    {
        int read = 0;
        while (read < _block.Length && Read(_block.AsSpan(read)) is var more && more > 0)
            read += more;
        if (read < _block.Length)
        {
            _ended = true;
            throw Refused(null, _position, read == 0 ? "the end of the archive" : "the end in a tar header", "a header or the end mark: the archive is cut off");
        }
    }

    private void ReadExactly(Span<byte> into)
    {
        while (!into.IsEmpty)
        {
            int read = Read(into);
            if (read == 0)
                throw CutOff();
            into = into[read..];
        }
    }

    private void Skip(long count)
    {
        Span<byte> waste = stackalloc byte[16 * 1024];
        while (count > 0)
        {
            int read = Read(waste[..(int)Math.Min(waste.Length, count)]);
            if (read == 0)
                throw CutOff();
            count -= read;
        }
    }

    private int ReadMember(Span<byte> into, int generation)
    {
        if (generation != _generation)
            throw new InvalidOperationException($"{Name}: the pass has gone on; read a member before MoveNext.");
        if (_left == 0 || into.IsEmpty)
            return 0;
        int read = Read(into[..(int)Math.Min(into.Length, _left)]);
        if (read == 0)
            throw CutOff();
        _left -= read;
        return read;
    }

    private int Read(Span<byte> into)
    {
        int read;
        try
        {
            read = _tar.Read(into);
        }
        catch (InvalidDataException error)
        {
            _ended = true;
            throw new ArchiveException(Name, _current?.Name, _position, "broken gzip data", "gzip data (RFC 1952)", error);
        }

        _position += read;
        if (_limits.IsBomb(_packed.Count, _position))
        {
            _ended = true;
            throw Refused(_current?.Name, _position, $"{_position} bytes from {_packed.Count}", $"at most {_limits.MaxInflation} for one (ArchiveLimits.MaxInflation)");
        }

        return read;
    }

    private static long Padding(long size) => -size & (TarHeader.BlockBytes - 1);

    private static string Printable(char type) => type is > ' ' and < '\x7F' ? $"'{type}'" : $"0x{(int)type:X2}";

    private ArchiveException CutOff()
    {
        _ended = true;
        return Refused(_current?.Name, _position, _current is null ? "the end of the archive" : $"the end of the archive after {_current.Length - _left} of {_current.Length} bytes",
            "the whole member: the archive is cut off");
    }

    private ArchiveException Refused(string? member, long at, string found, string expected)
    {
        _ended = true;
        return new ArchiveException(Name, member, at, found, expected);
    }

    private sealed class Content(TarArchiveReader archive, int generation) : ForwardOnlyStream
    {
        public override int Read(Span<byte> buffer) => archive.ReadMember(buffer, generation);
    }
}
