using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>
/// Finds members in a zip file's central directory, Zip64 included. Memory is that of the members asked for. Source: PKWARE's
/// "APPNOTE.TXT - .ZIP File Format Specification", 4.3.
/// </summary>
internal sealed class ZipDirectory
{
    private const uint EndSignature = 0x06054B50;
    private const uint Zip64LocatorSignature = 0x07064B50;
    private const uint Zip64EndSignature = 0x06064B50;
    private const uint CentralSignature = 0x02014B50;
    private const uint LocalSignature = 0x04034B50;
    private const int EndBytes = 22;
    private const int Zip64LocatorBytes = 20;
    private const int Zip64EndBytes = 56;
    private const int CentralBytes = 46;
    private const int LocalBytes = 30;
    private const int MaxCommentBytes = ushort.MaxValue;
    private const ushort Stored = 0;
    private const ushort Deflated = 8;

    private readonly EventSource _source;
    private readonly long _length;

    private ZipDirectory(EventSource source)
    {
        _source = source;
        _length = source.Length!.Value;
    }

    /// <summary>Finds members.</summary>
    /// <param name="source">The zip file; it seeks. Its window moves.</param>
    /// <param name="isWanted">Which names to give.</param>
    /// <returns>The members, in the directory's order.</returns>
    /// <exception cref="InvalidEventDataException">The file or a wanted member is broken, encrypted, or compressed by another method than deflate.</exception>
    public static List<ZipEntry> Find(EventSource source, Predicate<string> isWanted) => new ZipDirectory(source).Find(isWanted);

    private List<ZipEntry> Find(Predicate<string> isWanted)
    {
        (long count, long position, long size) = FindDirectory();
        long end = position + size;
        var found = new List<ZipEntry>();
        _source.Seek(position);
        for (long i = 0; i < count; i++)
        {
            long at = _source.Position;
            ReadOnlySpan<byte> entry = _source.Fetch(CentralBytes);
            if (end - at < CentralBytes || entry.Length < CentralBytes || BinaryPrimitives.ReadUInt32LittleEndian(entry) != CentralSignature)
                throw Invalid(at, "no directory entry", $"entry {i + 1} of {count} of the zip directory");
            int nameBytes = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]);
            int extraBytes = BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]);
            int bytes = CentralBytes + nameBytes + extraBytes + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
            entry = _source.Fetch(bytes);
            if (end - at < bytes || entry.Length < bytes)
                throw Invalid(at, "the end of the zip directory", $"an entry of {bytes} bytes");
            string name = Encoding.UTF8.GetString(entry.Slice(CentralBytes, nameBytes));
            if (isWanted(name))
                found.Add(ReadEntry(name, at, entry[..CentralBytes], entry.Slice(CentralBytes + nameBytes, extraBytes), position));
            _source.Advance(bytes);
        }

        return found;
    }

    private (long Count, long Position, long Size) FindDirectory()
    {
        byte[] tail = ArrayPool<byte>.Shared.Rent((int)Math.Min(_length, EndBytes + MaxCommentBytes));
        try
        {
            int read = _source.ReadAt(_length - Math.Min(_length, EndBytes + MaxCommentBytes), tail.AsSpan(0, (int)Math.Min(_length, EndBytes + MaxCommentBytes)));
            for (int at = read - EndBytes; at >= 0; at--)
            {
                ReadOnlySpan<byte> record = tail.AsSpan(at, read - at);
                if (BinaryPrimitives.ReadUInt32LittleEndian(record) == EndSignature
                    && BinaryPrimitives.ReadUInt16LittleEndian(record[20..]) == record.Length - EndBytes)
                    return ReadEnd(record[..EndBytes], _length - read + at);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(tail);
        }

        throw Invalid(_length, "no end record of a zip file", "one: the file is cut off or not a zip");
    }

    private (long Count, long Position, long Size) ReadEnd(ReadOnlySpan<byte> record, long at)
    {
        ulong count = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
        ulong size = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        ulong position = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (count == ushort.MaxValue || size == uint.MaxValue || position == uint.MaxValue)
        {
            Span<byte> locator = stackalloc byte[Zip64LocatorBytes];
            Span<byte> end = stackalloc byte[Zip64EndBytes];
            if (at >= Zip64LocatorBytes && ReadWhole(at - Zip64LocatorBytes, locator)
                && BinaryPrimitives.ReadUInt32LittleEndian(locator) == Zip64LocatorSignature)
            {
                ulong where = BinaryPrimitives.ReadUInt64LittleEndian(locator[8..]);
                if (where > (ulong)at || !ReadWhole((long)where, end) || BinaryPrimitives.ReadUInt32LittleEndian(end) != Zip64EndSignature)
                    throw Invalid(at - Zip64LocatorBytes, "no Zip64 end record where its locator points", "one");
                count = BinaryPrimitives.ReadUInt64LittleEndian(end[32..]);
                size = BinaryPrimitives.ReadUInt64LittleEndian(end[40..]);
                position = BinaryPrimitives.ReadUInt64LittleEndian(end[48..]);
            }
        }

        if (position > (ulong)at || size > (ulong)at - position || count > size / CentralBytes)
            throw Invalid(at, $"a directory of {count} members, {size} bytes at {position}", $"one that ends before its end record at {at}");
        return ((long)count, (long)position, (long)size);
    }

    private ZipEntry ReadEntry(string name, long at, ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra, long limit)
    {
        ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]);
        ushort method = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]);
        if ((flags & 1) != 0)
            throw Invalid(at, $"member {name}, encrypted", "a member that is not");
        if (method is not (Stored or Deflated))
            throw Invalid(at, $"member {name}, compressed by method {method}", "stored (0) or deflated (8)");
        ulong packed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
        ulong size = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        ulong local = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        ReadOnlySpan<byte> wide = Zip64Extra(extra);
        if (!Widen(ref size, ref wide) || !Widen(ref packed, ref wide) || !Widen(ref local, ref wide))
            throw Invalid(at, $"member {name} without its Zip64 sizes", "them");

        Span<byte> header = stackalloc byte[LocalBytes];
        if (local > (ulong)limit || !ReadWhole((long)local, header) || BinaryPrimitives.ReadUInt32LittleEndian(header) != LocalSignature)
            throw Invalid(at, $"member {name} at {local}, where no member begins", "a member's header");
        long data = (long)local + LocalBytes + BinaryPrimitives.ReadUInt16LittleEndian(header[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        if (data > limit || packed > (ulong)(limit - data))
            throw Invalid(at, $"member {name} of {packed} bytes at {data}", $"one that ends before the directory at {limit}");
        if (size > long.MaxValue || (method == Stored && size != packed))
            throw Invalid(at, $"member {name} of {size} bytes, stored in {packed}", "two equal sizes");
        return new ZipEntry(name, data, (long)packed, (long)size, BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]), method == Deflated);
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
            return wide.IsEmpty; // no Zip64 extra: then the field means what it says
        value = BinaryPrimitives.ReadUInt64LittleEndian(wide);
        wide = wide[sizeof(ulong)..];
        return true;
    }

    private bool ReadWhole(long position, Span<byte> into) => _source.ReadAt(position, into) == into.Length;

    private InvalidEventDataException Invalid(long offset, string found, string expected) => new(_source.Name, offset, found, expected);
}
