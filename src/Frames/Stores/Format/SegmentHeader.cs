using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>The first 128 bytes of a segment: what it is, and where its table is. Sealed by a digest of its own.</summary>
/// <param name="Kind">What its records hold.</param>
/// <param name="Number">Its place among the set's segments.</param>
/// <param name="Entries">Entries of the table.</param>
/// <param name="TableOffset">Where the table begins, behind the records.</param>
/// <param name="TableBytes">Its length; the file ends behind it.</param>
/// <param name="Plan">Digest of what the set was to hold: only segments of one plan make a set.</param>
/// <param name="Table">Digest of the table.</param>
internal readonly record struct SegmentHeader(StoreKind Kind, int Number, int Entries, long TableOffset, long TableBytes, Digest Plan, Digest Table)
{
    public const int Bytes = 128;
    public const int Version = 1;

    private const int SealedBytes = 112;

    // No text file begins so, and what rewrites line ends changes it.
    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'N', (byte)'K', (byte)'S', 0x0D, 0x0A, 0x1A, 0x0A];

    public long FileBytes => TableOffset + TableBytes;

    public void Write(Span<byte> to)
    {
        to[..Bytes].Clear();
        Magic.CopyTo(to);
        BinaryPrimitives.WriteInt32LittleEndian(to[8..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], (int)Kind);
        BinaryPrimitives.WriteInt32LittleEndian(to[16..], Number);
        BinaryPrimitives.WriteInt32LittleEndian(to[20..], Entries);
        BinaryPrimitives.WriteInt64LittleEndian(to[24..], TableOffset);
        BinaryPrimitives.WriteInt64LittleEndian(to[32..], TableBytes);
        Plan.Span.CopyTo(to[40..]);
        Table.Span.CopyTo(to[72..]);
        SHA256.HashData(to[..SealedBytes])[..(Bytes - SealedBytes)].CopyTo(to[SealedBytes..]);
    }

    /// <summary>Reads a header.</summary>
    /// <exception cref="StoreException">It is none, or not as it was written.</exception>
    public static SegmentHeader Read(ReadOnlySpan<byte> from, string path)
    {
        if (from.Length < Bytes || !from.StartsWith(Magic))
            throw new StoreException(path, "is no segment of a store");
        if (BinaryPrimitives.ReadInt32LittleEndian(from[8..]) is var version and not Version)
            throw new StoreException(path, $"is of version {version}, or damaged; this NeuroKit reads version {Version}: import anew");
        if (!SHA256.HashData(from[..SealedBytes]).AsSpan(0, Bytes - SealedBytes).SequenceEqual(from[SealedBytes..Bytes]))
            throw new StoreException(path, "is damaged: its header does not fit its digest");
        return new SegmentHeader(
            (StoreKind)BinaryPrimitives.ReadInt32LittleEndian(from[12..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[16..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[20..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[24..]),
            BinaryPrimitives.ReadInt64LittleEndian(from[32..]),
            Digest.From(from[40..]),
            Digest.From(from[72..]));
    }
}
