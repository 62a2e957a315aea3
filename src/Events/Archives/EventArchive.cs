using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using NeuroKit.Events.Formats.Npy;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Archives;

/// <summary>
/// A zip archive, read in place: nothing is unpacked to disk. The index comes from the directory alone; a hostile or broken archive is
/// refused as a whole when it is opened, by the first entry that is. Thread-safe: members may be opened and read side by side, each
/// reading at its own position. Dispose of it after what was opened from it.
/// </summary>
/// <remarks>
/// Refused are absolute names, names that leave the folder or have empty parts, links and devices, encrypted members, two members of one
/// name, members that overlap, sizes that contradict each other, archives in several parts and what goes beyond <see cref="ArchiveLimits"/>.
/// Names that differ only in case are two members: nothing is unpacked, so they cannot meet on a disk that thinks otherwise.
/// </remarks>
[DebuggerDisplay("{Name}, {Members.Count} members")]
public sealed class EventArchive : IDisposable
{
    private readonly ArchiveBytes _bytes;
    private readonly IReadOnlyDictionary<string, ArchiveMember> _byName;
    private readonly int _depth;
    private readonly IDisposable? _owner;
    private volatile bool _disposed;

    private EventArchive(ArchiveBytes bytes, ArchiveLimits limits, int depth, IDisposable? owner)
    {
        _bytes = bytes;
        _depth = depth;
        _owner = owner;
        Limits = limits;
        (Members, _byName) = ZipIndex.Read(bytes, limits);
    }

    /// <summary>The archive's path or name.</summary>
    public string Name => _bytes.Name;

    /// <summary>What is accepted.</summary>
    public ArchiveLimits Limits { get; }

    /// <summary>The files in the archive, in its directory's order; folders are left out.</summary>
    public IReadOnlyList<ArchiveMember> Members { get; }

    /// <summary>Opens a zip file.</summary>
    /// <param name="path">The path; <c>outer.zip!/inner.zip</c> is an archive in an archive.</param>
    /// <param name="limits">What is accepted; default <see cref="ArchiveLimits.Default"/>.</param>
    /// <exception cref="ArchiveException">It is broken or refused.</exception>
    public static EventArchive Open(string path, ArchiveLimits? limits = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        limits ??= ArchiveLimits.Default;
        return ArchivePath.IsMember(path) ? ArchivePath.OpenArchive(path, limits) : Open(ArchiveBytes.OfFile(path), limits, depth: 1, owner: null);
    }

    /// <summary>Opens a zip in memory, which is looked at in place.</summary>
    /// <param name="memory">The bytes.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="limits">What is accepted; default <see cref="ArchiveLimits.Default"/>.</param>
    /// <exception cref="ArchiveException">It is broken or refused.</exception>
    public static EventArchive Open(ReadOnlyMemory<byte> memory, string? name = null, ArchiveLimits? limits = null)
        => Open(ArchiveBytes.OfMemory(name ?? "(memory)", memory), limits ?? ArchiveLimits.Default, depth: 1, owner: null);

    /// <summary>Finds a member by its name, in this case.</summary>
    /// <param name="name">The name, with <c>/</c> between folders.</param>
    /// <param name="member">The member.</param>
    public bool TryFind(string name, [NotNullWhen(true)] out ArchiveMember? member) => _byName.TryGetValue(name, out member);

    /// <summary>Finds a member by its name, in this case.</summary>
    /// <param name="name">The name, with <c>/</c> between folders.</param>
    /// <exception cref="ArchiveException">There is none of that name.</exception>
    public ArchiveMember Find(string name)
    {
        if (TryFind(name, out ArchiveMember? member))
            return member;
        string? near = Members.FirstOrDefault(m => m.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Name
            ?? Members.FirstOrDefault(m => m.Name.EndsWith("/" + name, StringComparison.OrdinalIgnoreCase))?.Name;
        throw new ArchiveException(Name, name, null, "no such member", near is null ? $"one of its {Members.Count} members" : $"perhaps {near}");
    }

    /// <summary>A member's content as a stream, which does not seek. Its checksum is compared at the end.</summary>
    /// <param name="member">One of this archive's members.</param>
    /// <returns>A stream that throws <see cref="ArchiveException"/> where the content is not what the directory says.</returns>
    /// <exception cref="ArchiveException">The member is broken, or compressed by another method than deflate.</exception>
    public Stream OpenMember(ArchiveMember member) => OpenMember(member, owner: null);

    /// <summary>
    /// A member's content as a reader's source, named <c>archive!/member</c>. Up to <see cref="ArchiveLimits.MaxMemoryBytes"/> it is inflated
    /// and checked first, and seeks.
    /// </summary>
    /// <param name="member">One of this archive's members.</param>
    /// <exception cref="ArchiveException">The member is broken, or compressed by another method than deflate.</exception>
    public EventSource OpenSource(ArchiveMember member) => OpenSource(member, owner: null);

    /// <summary>Opens a member as a recording.</summary>
    /// <param name="member">One of this archive's members.</param>
    /// <param name="options">How to read.</param>
    /// <param name="formats">The formats known.</param>
    /// <exception cref="ArchiveException">The member is broken, or compressed by another method than deflate.</exception>
    public EventReader OpenRecording(ArchiveMember member, EventReadOptions? options = null, EventFormats? formats = null)
        => EventFile.Open(OpenSource(member), options, formats);

    /// <summary>
    /// Opens an archive in this one: in place where it is stored, else inflated into memory or, where it is large, into a temporary file
    /// without a name.
    /// </summary>
    /// <param name="member">One of this archive's members.</param>
    /// <exception cref="ArchiveException">It is broken or refused, or lies too deep.</exception>
    public EventArchive OpenArchive(ArchiveMember member) => OpenArchive(member, owner: null);

    /// <summary>Closes the archive.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _bytes.Dispose();
        _owner?.Dispose();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}, {Members.Count} members";

    internal static EventArchive Open(ArchiveBytes bytes, ArchiveLimits limits, int depth, IDisposable? owner)
    {
        try
        {
            if (depth > limits.MaxDepth)
                throw new ArchiveException(bytes.Name, null, null, $"an archive {depth} deep", $"at most {limits.MaxDepth} (ArchiveLimits.MaxDepth)");
            return new EventArchive(bytes, limits, depth, owner);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    internal Stream OpenMember(ArchiveMember member, IDisposable? owner)
    {
        ArgumentNullException.ThrowIfNull(member);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!TryFind(member.Name, out ArchiveMember? mine) || mine != member)
            throw new ArgumentException($"{member.Name} is a member of another archive than {Name}.", nameof(member));
        long data = FindData(member);
        return new MemberStream(_bytes, member, data, member.Method == ZipIndex.Deflated, owner);
    }

    internal EventSource OpenSource(ArchiveMember member, IDisposable? owner)
    {
        string name = NameOf(member);
        if (member.Length > Limits.MaxMemoryBytes)
            return EventSource.FromStream(OpenMember(member, owner), name);
        PooledBytes bytes = ReadWhole(member);
        owner?.Dispose();
        return EventSource.FromMemory(bytes.Memory, name, bytes);
    }

    internal EventArchive OpenArchive(ArchiveMember member, IDisposable? owner)
    {
        ArgumentNullException.ThrowIfNull(member);
        string name = NameOf(member);
        if (_depth >= Limits.MaxDepth)
            throw new ArchiveException(Name, member.Name, null, $"an archive {_depth + 1} deep", $"at most {Limits.MaxDepth} (ArchiveLimits.MaxDepth)");
        ArchiveBytes bytes;
        if (member.Method == ZipIndex.Stored)
        {
            bytes = ArchiveBytes.OfRange(name, _bytes, FindData(member), member.Length); // its members have checksums of their own
        }
        else if (member.Length <= Limits.MaxMemoryBytes)
        {
            PooledBytes whole = ReadWhole(member);
            bytes = ArchiveBytes.OfMemory(name, whole.Memory, whole);
        }
        else
        {
            using Stream content = OpenMember(member);
            bytes = Spool(name, content);
        }

        return Open(bytes, Limits, _depth + 1, owner);
    }

    /// <summary>Copies what cannot seek into a temporary file that is gone once closed.</summary>
    internal static ArchiveBytes Spool(string name, Stream content)
    {
        FileStream file = TemporarySpool.CreateFile(Path.GetTempPath());
        try
        {
            content.CopyTo(file);
            return ArchiveBytes.OfFile(name, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private string NameOf(ArchiveMember member) => $"{Name}{ArchivePath.Separator}{member.Name}";

    private PooledBytes ReadWhole(ArchiveMember member)
    {
        using Stream content = OpenMember(member);
        var bytes = new PooledBytes((int)member.Length);
        try
        {
            content.ReadExactly(bytes.Memory.Span);
            _ = content.ReadByte(); // an empty member's checksum is compared at its end too
            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    // Where a member's bytes begin: behind its local header, which must agree with the directory.
    private long FindData(ArchiveMember member)
    {
        if (member.Method is not (ZipIndex.Stored or ZipIndex.Deflated))
            throw Broken(member, member.EntryOffset, $"compression method {member.Method}", "stored (0) or deflated (8)");
        Span<byte> header = stackalloc byte[ZipIndex.LocalBytes];
        if (_bytes.Read(member.HeaderOffset, header) != header.Length || BinaryPrimitives.ReadUInt32LittleEndian(header) != ZipIndex.LocalSignature)
            throw Broken(member, member.HeaderOffset, "no member's header", "one, as the directory says");
        ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(header[6..]);
        int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        byte[] name = ArrayPool<byte>.Shared.Rent(nameBytes);
        try
        {
            if (_bytes.Read(member.HeaderOffset + header.Length, name.AsSpan(0, nameBytes)) != nameBytes
                || ZipIndex.DecodeName(name.AsSpan(0, nameBytes), flags) is not { } local
                || ArchiveNames.Check(local, out string checkedName) is not null || checkedName != member.Name
                || BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) != member.Method)
                throw Broken(member, member.HeaderOffset, "a header of another name or compression", "what the directory says");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(name);
        }

        long data = member.HeaderOffset + header.Length + nameBytes + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (data > member.Limit || member.CompressedLength > member.Limit - data)
            throw Broken(member, member.HeaderOffset, $"a member up to byte {data + member.CompressedLength}", $"one that ends before the next at {member.Limit}");
        return data;
    }

    private ArchiveException Broken(ArchiveMember member, long at, string found, string expected) => new(Name, member.Name, at, found, expected);
}
