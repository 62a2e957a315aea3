using System.Buffers;
using System.Buffers.Binary;

namespace NeuroKit.Events.Archives;

/// <summary>What a zip file's end records say of its directory.</summary>
/// <param name="At">Where the end record is.</param>
/// <param name="Count">Entries.</param>
/// <param name="Position">Where the first is.</param>
/// <param name="Size">Bytes of all.</param>
internal readonly record struct ZipEnd(long At, long Count, long Position, long Size)
{
    private const uint EndSignature = 0x06054B50;
    private const uint Zip64LocatorSignature = 0x07064B50;
    private const uint Zip64EndSignature = 0x06064B50;
    private const int EndBytes = 22;
    private const int Zip64LocatorBytes = 20;
    private const int Zip64EndBytes = 56;
    private const int CentralBytes = 46;

    /// <summary>Finds the records at the file's end.</summary>
    /// <exception cref="ArchiveException">There are none, or they contradict each other or the file.</exception>
    public static ZipEnd Find(ArchiveBytes bytes)
    {
        int wanted = (int)Math.Min(bytes.Length, EndBytes + ushort.MaxValue);
        byte[] tail = ArrayPool<byte>.Shared.Rent(wanted);
        try
        {
            int read = bytes.Read(bytes.Length - wanted, tail.AsSpan(0, wanted));
            for (int at = read - EndBytes; at >= 0; at--)
            {
                ReadOnlySpan<byte> record = tail.AsSpan(at, read - at);
                if (BinaryPrimitives.ReadUInt32LittleEndian(record) == EndSignature
                    && BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) == record.Length - EndBytes)
                    return Read(bytes, record[..EndBytes], bytes.Length - read + at);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tail);
        }

        throw new ArchiveException(bytes.Name, null, bytes.Length, "no end record of a zip file", "one: the file is cut off or not a zip");
    }

    private static ZipEnd Read(ArchiveBytes bytes, ReadOnlySpan<byte> record, long at)
    {
        ushort disks = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(record[4..]) | BinaryPrimitives.ReadUInt16LittleEndian(record[6..]));
        ulong here = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]);
        ulong count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        ulong size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        ulong position = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        long limit = at;
        Span<byte> locator = stackalloc byte[Zip64LocatorBytes];
        bool isWide = count == ushort.MaxValue || size == uint.MaxValue || position == uint.MaxValue;
        if (isWide && bytes.Read(at - Zip64LocatorBytes, locator) == locator.Length
            && BinaryPrimitives.ReadUInt32LittleEndian(locator) == Zip64LocatorSignature)
        {
            ulong where = BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]);
            Span<byte> end = stackalloc byte[Zip64EndBytes];
            limit = at - Zip64LocatorBytes;
            if (where > (ulong)limit || bytes.Read((long)where, end) != end.Length || BinaryPrimitives.ReadUInt32LittleEndian(end) != Zip64EndSignature)
                throw Refused(bytes, limit, "no Zip64 end record where its locator points", "one");
            limit = (long)where;
            // Two directories, one for each kind of reader, are a trick.
            if (!Agrees(BinaryPrimitives.ReadUInt64LittleEndian(end[32..]), ref count, ushort.MaxValue)
                || !Agrees(BinaryPrimitives.ReadUInt64LittleEndian(end[40..]), ref size, uint.MaxValue)
                || !Agrees(BinaryPrimitives.ReadUInt64LittleEndian(end[48..]), ref position, uint.MaxValue))
                throw Refused(bytes, limit, "a Zip64 end record that contradicts the end record", "one directory");
            here = BinaryPrimitives.ReadUInt64LittleEndian(end[24..]);
            disks = 0; // the wide record's numbers may be in either
            if (BinaryPrimitives.ReadUInt32LittleEndian(end[16..]) != 0 || BinaryPrimitives.ReadUInt32LittleEndian(end[20..]) != 0)
                disks = 1;
        }

        if (disks != 0 || here != count)
            throw Refused(bytes, at, "a part of an archive of several", "a whole archive");
        if (position > (ulong)limit || size > (ulong)limit - position || count > size / CentralBytes)
            throw Refused(bytes, at, $"a directory of {count} members, {size} bytes at {position}", $"one that ends before its end record at {limit}");
        return new ZipEnd(at, (long)count, (long)position, (long)size);
    }

    private static bool Agrees(ulong wide, ref ulong narrow, ulong unsaid)
    {
        bool agrees = narrow == unsaid || narrow == wide;
        narrow = wide;
        return agrees;
    }

    private static ArchiveException Refused(ArchiveBytes bytes, long at, string found, string expected) => new(bytes.Name, null, at, found, expected);
}
