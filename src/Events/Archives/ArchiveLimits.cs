namespace NeuroKit.Events.Archives;

/// <summary>
/// What an archive may hold at most. They are held against what its directory declares, and no member ever gives more bytes than declared.
/// Immutable: change it with <c>with</c>.
/// </summary>
public sealed record ArchiveLimits
{
    /// <summary>The defaults: far above every published data set, far below what fills a disk or a memory.</summary>
    public static ArchiveLimits Default { get; } = new();

    /// <summary>Members, folders included. Default: 1,000,000.</summary>
    public int MaxMembers { get; init; } = 1_000_000;

    /// <summary>Bytes of one member, inflated. Default: 16 GiB.</summary>
    public long MaxMemberBytes { get; init; } = 16L << 30;

    /// <summary>Bytes of all members, inflated. Default: 1 TiB.</summary>
    public long MaxTotalBytes { get; init; } = 1L << 40;

    /// <summary>Bytes that one byte may inflate to, in members (and, for a <c>.tar.gz</c>, passes) of more than 1 MiB. Default: 250; recordings reach 20.</summary>
    public int MaxInflation { get; init; } = 250;

    /// <summary>How deep archives may lie in archives: 1 is no nesting. Default: 3.</summary>
    public int MaxDepth { get; init; } = 3;

    /// <summary>
    /// Members up to this size are inflated into memory, checked, and only then read, as sources that seek; larger ones are read as they
    /// inflate. Default: 64 MiB.
    /// </summary>
    public int MaxMemoryBytes { get; init; } = 64 << 20;

    internal const long FreeBytes = 1 << 20;

    /// <summary>Whether so many bytes are too many for what they are packed in.</summary>
    internal bool IsBomb(long packed, long size) => size > FreeBytes && size / MaxInflation > packed;
}
