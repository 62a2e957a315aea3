using System.Diagnostics;

namespace NeuroKit.Events.Archives;

/// <summary>A file in an archive, as the archive's directory says.</summary>
[DebuggerDisplay("{Name} ({Length} bytes)")]
public sealed class ArchiveMember
{
    internal ArchiveMember(string name, long length, long compressedLength, uint crc32)
    {
        Name = name;
        Length = length;
        CompressedLength = compressedLength;
        Crc32 = crc32;
    }

    /// <summary>Its path in the archive: relative, with <c>/</c> between folders, without <c>.</c> or <c>..</c>.</summary>
    public string Name { get; }

    /// <summary>Its length in bytes, inflated.</summary>
    public long Length { get; }

    /// <summary>Bytes it takes in the archive.</summary>
    public long CompressedLength { get; }

    /// <summary>CRC-32 of its content, as declared.</summary>
    public uint Crc32 { get; }

    /// <summary>Where its directory entry is.</summary>
    internal long EntryOffset { get; init; }

    /// <summary>Where its local header is.</summary>
    internal long HeaderOffset { get; init; }

    /// <summary>Where the next member or the directory begins: it must end before.</summary>
    internal long Limit { get; set; }

    internal ushort Method { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
