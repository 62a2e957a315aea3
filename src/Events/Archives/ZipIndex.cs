using System.Buffers.Binary;
using System.Text;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Archives;

/// <summary>
/// Reads a zip file's central directory, Zip64 included, and refuses what no honest archive has. Source: PKWARE's "APPNOTE.TXT - .ZIP File
/// Format Specification", 4.3 to 4.5.
/// </summary>
internal sealed class ZipIndex
{
    public const ushort Stored = 0;
    public const ushort Deflated = 8;
    public const int LocalBytes = 30;
    public const uint LocalSignature = 0x04034B50;
    private const uint CentralSignature = 0x02014B50;
    private const int CentralBytes = 46;
    private const int Utf8Flag = 0x0800;
    private const int EncryptionFlags = 0x2041; // encrypted, strongly, with its directory masked

    // What the upper half of the external attributes holds where a Unix made the member.
    private const int UnixHost = 3;
    private const int MacHost = 19;
    private const uint TypeMask = 0xF000;
    private const uint RegularType = 0x8000;
    private const uint FolderType = 0x4000;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding s_codePage437 = CodePagesEncodingProvider.Instance.GetEncoding(437)!;

    private readonly ArchiveBytes _bytes;
    private readonly ArchiveLimits _limits;
    private readonly List<ArchiveMember> _members = [];
    private readonly List<(long Start, long LeastEnd, ArchiveMember? Member, string Name)> _extents = [];
    private readonly Dictionary<string, ArchiveMember> _byName = new(StringComparer.Ordinal);
    private long _total;

    private ZipIndex(ArchiveBytes bytes, ArchiveLimits limits)
    {
        _bytes = bytes;
        _limits = limits;
    }

    /// <summary>Reads the directory.</summary>
    /// <param name="bytes">The zip file.</param>
    /// <param name="limits">What it may hold.</param>
    /// <returns>The files in it, in the directory's order, and by name.</returns>
    /// <exception cref="ArchiveException">It is broken or refused.</exception>
    public static (IReadOnlyList<ArchiveMember> Members, IReadOnlyDictionary<string, ArchiveMember> ByName) Read(ArchiveBytes bytes, ArchiveLimits limits)
    {
        var index = new ZipIndex(bytes, limits);
        index.Read(ZipEnd.Find(bytes));
        return (index._members, index._byName);
    }

    /// <summary>A member's name, decoded as the flags say.</summary>
    /// <returns>The name; null where it is not what the flags say.</returns>
    public static string? DecodeName(ReadOnlySpan<byte> name, ushort flags)
    {
        try
        {
            return s_utf8.GetString(name); // many writers use UTF-8 without saying so
        }
        catch (DecoderFallbackException)
        {
            return (flags & Utf8Flag) != 0 ? null : s_codePage437.GetString(name);
        }
    }

    private void Read(ZipEnd directory)
    {
        if (directory.Count > _limits.MaxMembers)
            throw Refused(null, directory.At, $"{directory.Count} members", $"at most {_limits.MaxMembers} (ArchiveLimits.MaxMembers)");
        _members.EnsureCapacity((int)directory.Count);
        _extents.EnsureCapacity((int)directory.Count);
        _byName.EnsureCapacity((int)directory.Count);
        using EventSource source = EventSource.FromStream(new RangeStream(_bytes, directory.Position, directory.Size), _bytes.Name);
        for (long i = 0; i < directory.Count; i++)
        {
            long at = directory.Position + source.Position;
            ReadOnlySpan<byte> entry = source.Fetch(CentralBytes);
            if (entry.Length < CentralBytes || BinaryPrimitives.ReadUInt32LittleEndian(entry) != CentralSignature)
                throw Refused(null, at, "no directory entry", $"entry {i + 1} of {directory.Count}");
            int bytes = CentralBytes + BinaryPrimitives.ReadUInt16LittleEndian(entry[28..])
                + BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]) + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
            entry = source.Fetch(bytes);
            if (entry.Length < bytes)
                throw Refused(null, at, "the end of the directory", $"an entry of {bytes} bytes");
            Add(entry[..bytes], at, directory.Position);
            source.Advance(bytes);
        }

        if (source.Position != directory.Size)
            throw Refused(null, directory.Position + source.Position, "more directory than its members", $"a directory of {source.Position} bytes; it says {directory.Size}");
        CheckExtents(directory.Position);
    }

    private void Add(ReadOnlySpan<byte> entry, long at, long limit)
    {
        ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]);
        ReadOnlySpan<byte> rawName = entry.Slice(CentralBytes, BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]));
        string raw = DecodeName(rawName, flags) ?? throw Refused(null, at, "a name that is not UTF-8", "UTF-8, as the entry says");
        if (ArchiveNames.Check(raw, out string name) is { } fault)
            throw Refused(Shown(raw), at, fault, "a relative path inside the archive");
        if ((flags & EncryptionFlags) != 0)
            throw Refused(raw, at, "an encrypted member", "members that are not encrypted");
        bool isFolder = raw[^1] is '/' or '\\' || name.Length == 0;
        CheckType(entry, at, raw, isFolder);

        ulong packed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
        ulong size = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        ulong header = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        ReadOnlySpan<byte> wide = Zip64Extra(entry.Slice(CentralBytes + rawName.Length, BinaryPrimitives.ReadUInt16LittleEndian(entry[30..])));
        if (!Widen(ref size, ref wide) || !Widen(ref packed, ref wide) || !Widen(ref header, ref wide))
            throw Refused(raw, at, "a member without its Zip64 sizes", "them");
        ulong least = (ulong)(LocalBytes + rawName.Length);
        if (header > (ulong)limit || packed > (ulong)limit || header + least + packed > (ulong)limit)
            throw Refused(raw, at, $"a member of {packed} bytes at {header}", $"one that ends before the directory at {limit}");
        ushort method = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]);
        if (method == Stored && size != packed)
            throw Refused(raw, at, $"a member of {size} bytes, stored in {packed}", "two equal sizes");
        CheckSize(raw, at, packed, size);
        if (isFolder)
        {
            if (size != 0)
                throw Refused(raw, at, $"a folder of {size} bytes", "an empty one");
            _extents.Add(((long)header, (long)(header + least + packed), null, raw));
            return;
        }

        var member = new ArchiveMember(name, (long)size, (long)packed, BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]))
        {
            EntryOffset = at,
            HeaderOffset = (long)header,
            Method = method,
        };
        if (!_byName.TryAdd(name, member))
            throw Refused(name, at, "a second member of that name", "names that differ");
        _members.Add(member);
        _extents.Add((member.HeaderOffset, (long)(header + least + packed), member, name));
    }

    // Links, devices and the like are no recordings, and lead out of the archive.
    private void CheckType(ReadOnlySpan<byte> entry, long at, string name, bool isFolder)
    {
        if (entry[5] is not (UnixHost or MacHost))
            return;
        uint type = (BinaryPrimitives.ReadUInt32LittleEndian(entry[38..]) >> 16) & TypeMask;
        if (type is not (0 or RegularType) && !(isFolder && type == FolderType))
            throw Refused(name, at, $"a link, device or other special file (type {type >> 12:X})", "files and folders");
    }

    private void CheckSize(string name, long at, ulong packed, ulong size)
    {
        if (size > (ulong)_limits.MaxMemberBytes)
            throw Refused(name, at, $"a member of {size} bytes", $"at most {_limits.MaxMemberBytes} (ArchiveLimits.MaxMemberBytes)");
        if (_limits.IsBomb((long)packed, (long)size))
            throw Refused(name, at, $"{size} bytes in {packed}", $"at most {_limits.MaxInflation} for one (ArchiveLimits.MaxInflation)");
        _total += (long)size;
        if (_total > _limits.MaxTotalBytes)
            throw Refused(name, at, $"{_total} bytes up to this member", $"at most {_limits.MaxTotalBytes} in all (ArchiveLimits.MaxTotalBytes)");
    }

    // No byte may belong to two members: that is how a small archive becomes a large one. Where exactly a member's bytes begin stands in its
    // local header, which is held against the limit found here when the member is opened.
    private void CheckExtents(long directory)
    {
        for (int i = 1; i < _extents.Count; i++)
        {
            if (_extents[i].Start < _extents[i - 1].Start)
            {
                _extents.Sort((a, b) => a.Start.CompareTo(b.Start));
                break;
            }
        }

        for (int i = 0; i < _extents.Count; i++)
        {
            long next = i + 1 < _extents.Count ? _extents[i + 1].Start : directory;
            if (_extents[i].LeastEnd > next)
                throw Refused(_extents[i].Name, _extents[i].Start, $"a member up to byte {_extents[i].LeastEnd}", $"one that ends before the next at {next}");
            _extents[i].Member?.Limit = next;
        }
    }

    private static ReadOnlySpan<byte> Zip64Extra(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
                return extra.Slice(4, length);
            extra = extra[(4 + length)..];
        }

        return [];
    }

    // A 32-bit field of all ones says that the next eight bytes of the Zip64 extra hold the value.
    private static bool Widen(ref ulong value, ref ReadOnlySpan<byte> wide)
    {
        if (value != uint.MaxValue)
            return true;
        if (wide.Length < sizeof(ulong))
            return false;
        value = BinaryPrimitives.ReadUInt64LittleEndian(wide);
        wide = wide[sizeof(ulong)..];
        return value <= long.MaxValue;
    }

    // A hostile name does not write to somebody's terminal.
    private static string Shown(string name)
        => string.Create(Math.Min(name.Length, 200), name, (to, from) =>
        {
            for (int i = 0; i < to.Length; i++)
                to[i] = char.IsControl(from[i]) ? '?' : from[i];
        });

    private ArchiveException Refused(string? member, long at, string found, string expected) => new(_bytes.Name, member, at, found, expected);
}
