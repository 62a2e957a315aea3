using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>
/// Writes a zip file of stored members from front to back, so that the output need not seek. Dates are the format's zero and no system is
/// named: the same members give the same bytes everywhere. Sizes beyond 32 bits use Zip64. Source: PKWARE's "APPNOTE.TXT - .ZIP File
/// Format Specification", 4.3.
/// </summary>
/// <param name="output">Where the file goes.</param>
/// <param name="zip64From">Sizes and offsets from here on use Zip64; less than the format's own bound is for tests.</param>
internal sealed class StoredZipWriter(Stream output, long zip64From = uint.MaxValue)
{
    private const ushort ZeroDate = 0x0021; // 1 January 1980
    private const ushort Version = 20;
    private const ushort Zip64Version = 45;
    private const int CopyBytes = 64 * 1024;

    private readonly MemoryStream _directory = new();
    private readonly byte[] _field = new byte[sizeof(ulong)];
    private long _position;
    private int _members;

    /// <summary>Adds a member.</summary>
    /// <param name="name">Its name, ASCII.</param>
    /// <param name="head">Its first bytes.</param>
    /// <param name="body">The bytes after them: the whole of a stream that seeks.</param>
    public void Add(string name, ReadOnlySpan<byte> head, Stream body)
    {
        byte[] nameBytes = Encoding.ASCII.GetBytes(name);
        long size = head.Length + body.Length;
        long local = _position;
        byte[] block = ArrayPool<byte>.Shared.Rent(CopyBytes);
        try
        {
            // The checksum stands before the bytes, so they are read twice; they come from memory or the page cache.
            uint crc = Crc32.Append(0, head);
            body.Position = 0;
            for (int read = body.Read(block); read > 0; read = body.Read(block))
                crc = Crc32.Append(crc, block.AsSpan(0, read));
            WriteHeaders(nameBytes, crc, size, local);
            output.Write(head);
            body.Position = 0;
            for (int read = body.Read(block); read > 0; read = body.Read(block))
                output.Write(block, 0, read);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        _position += size;
        _members++;
    }

    /// <summary>Writes the directory.</summary>
    public void Finish()
    {
        long directory = _position;
        long directorySize = _directory.Length;
        _directory.WriteTo(output);
        using var end = new MemoryStream();
        if (directory >= zip64From)
        {
            Put32(end, 0x06064B50);
            Put64(end, 44); // what follows of this record
            Put16(end, Zip64Version);
            Put16(end, Zip64Version);
            Put32(end, 0);
            Put32(end, 0);
            Put64(end, _members);
            Put64(end, _members);
            Put64(end, directorySize);
            Put64(end, directory);
            Put32(end, 0x07064B50);
            Put32(end, 0);
            Put64(end, directory + directorySize);
            Put32(end, 1);
        }

        Put32(end, 0x06054B50);
        Put32(end, 0);
        Put16(end, (ushort)_members);
        Put16(end, (ushort)_members);
        Put32(end, (uint)directorySize);
        Put32(end, Clamp(directory));
        Put16(end, 0);
        end.WriteTo(output);
    }

    private void WriteHeaders(byte[] name, uint crc, long size, long local)
    {
        bool wideSize = size >= zip64From;
        bool wideOffset = local >= zip64From;
        using var header = new MemoryStream();
        Put32(header, 0x04034B50);
        PutCommon(header, wideSize ? Zip64Version : Version, crc, size, name, wideSize ? 20 : 0);
        header.Write(name);
        if (wideSize)
        {
            Put16(header, 1);
            Put16(header, 16);
            Put64(header, size);
            Put64(header, size);
        }

        header.WriteTo(output);
        _position += header.Length;

        int extra = (wideSize ? 16 : 0) + (wideOffset ? 8 : 0);
        Put32(_directory, 0x02014B50);
        Put16(_directory, extra > 0 ? Zip64Version : Version);
        PutCommon(_directory, extra > 0 ? Zip64Version : Version, crc, size, name, extra > 0 ? extra + 4 : 0);
        Put16(_directory, 0); // comment
        Put16(_directory, 0); // disk
        Put16(_directory, 0); // internal attributes
        Put32(_directory, 0); // external attributes
        Put32(_directory, Clamp(local));
        _directory.Write(name);
        if (extra == 0)
            return;
        Put16(_directory, 1);
        Put16(_directory, (ushort)extra);
        if (wideSize)
        {
            Put64(_directory, size);
            Put64(_directory, size);
        }

        if (wideOffset)
            Put64(_directory, local);
    }

    // The fields that a member's header and its directory entry have in common.
    private void PutCommon(MemoryStream to, ushort version, uint crc, long size, byte[] name, int extra)
    {
        Put16(to, version);
        Put16(to, 0); // flags
        Put16(to, 0); // stored
        Put16(to, 0); // time
        Put16(to, ZeroDate);
        Put32(to, crc);
        Put32(to, Clamp(size));
        Put32(to, Clamp(size));
        Put16(to, (ushort)name.Length);
        Put16(to, (ushort)extra);
    }

    // All ones say that the value stands in the Zip64 field.
    private uint Clamp(long value) => value >= zip64From ? uint.MaxValue : (uint)value;

    private void Put16(MemoryStream to, ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_field, value);
        to.Write(_field, 0, sizeof(ushort));
    }

    private void Put32(MemoryStream to, uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_field, value);
        to.Write(_field, 0, sizeof(uint));
    }

    private void Put64(MemoryStream to, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_field, value);
        to.Write(_field, 0, sizeof(long));
    }
}
