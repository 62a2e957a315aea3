using System.Buffers;
using System.Buffers.Binary;
using NeuroKit.Events;
using NeuroKit.Frames.Loading;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>
/// A recording's frames as bytes of a store: a header of 64 bytes, a line of 16 bytes a rule, then the counts of each rule, each part padded with
/// zeros to a multiple of 64. Little-endian. docs/store.md has it byte by byte.
/// </summary>
internal static class FrameRecord
{
    private const int HeaderBytes = 64;
    private const int LineBytes = 16;
    private const uint Magic = 0x5246_4B4E; // "NKFR"
    private const ushort Version = 1;

    /// <summary>Packs frames into pooled memory.</summary>
    public static (byte[] Bytes, int Length) Pack(SampleFrames[] blocks, SensorSize size, string name)
    {
        long length = DataStart(blocks.Length) + blocks.Sum(b => Alignment.Up(b.Raw.Length));
        if (length > Array.MaxLength)
            throw new StoreException(name, $"gives frames of {length} bytes, more than one record holds; take fewer frames");
        byte[] bytes = ArrayPool<byte>.Shared.Rent((int)length);
        Span<byte> to = bytes.AsSpan(0, (int)length);
        int at = DataStart(blocks.Length);
        to[..at].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(to, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(to[4..], Version);
        BinaryPrimitives.WriteUInt16LittleEndian(to[6..], (ushort)blocks.Length);
        BinaryPrimitives.WriteInt32LittleEndian(to[8..], size.Width);
        BinaryPrimitives.WriteInt32LittleEndian(to[12..], size.Height);
        for (int i = 0; i < blocks.Length; i++)
        {
            Span<byte> line = to.Slice(HeaderBytes + (i * LineBytes), LineBytes);
            ReadOnlySpan<byte> raw = blocks[i].Raw;
            BinaryPrimitives.WriteInt32LittleEndian(line, blocks[i].Frames);
            BinaryPrimitives.WriteInt32LittleEndian(line[4..], (int)blocks[i].Element);
            BinaryPrimitives.WriteInt64LittleEndian(line[8..], at);
            raw.CopyTo(to[at..]);
            int end = at + (int)Alignment.Up(raw.Length);
            to[(at + raw.Length)..end].Clear();
            at = end;
        }

        return (bytes, (int)length);
    }

    /// <summary>The frames of one rule.</summary>
    /// <exception cref="StoreException">It is no record.</exception>
    public static ReadOnlySpan<byte> Read(ReadOnlySpan<byte> record, int block, string name, out SensorSize size, out int frames, out FrameElement element)
    {
        if (record.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(record) != Magic || BinaryPrimitives.ReadUInt16LittleEndian(record[4..]) != Version)
            throw Damaged(name, "no record of frames");
        int blocks = BinaryPrimitives.ReadUInt16LittleEndian(record[6..]);
        (int width, int height) = (BinaryPrimitives.ReadInt32LittleEndian(record[8..]), BinaryPrimitives.ReadInt32LittleEndian(record[12..]));
        if (block >= blocks || DataStart(blocks) > record.Length || width is < 1 or > SensorSize.MaxSide || height is < 1 or > SensorSize.MaxSide)
            throw Damaged(name, "a header that makes no sense");
        size = new SensorSize(width, height);
        ReadOnlySpan<byte> line = record.Slice(HeaderBytes + (block * LineBytes), LineBytes);
        frames = BinaryPrimitives.ReadInt32LittleEndian(line);
        element = (FrameElement)BinaryPrimitives.ReadInt32LittleEndian(line[4..]);
        long at = BinaryPrimitives.ReadInt64LittleEndian(line[8..]);
        if (frames < 0 || element is < FrameElement.Byte or > FrameElement.Single)
            throw Damaged(name, "a line that makes no sense");
        Int128 length = (Int128)frames * 2 * size.Pixels * ElementKernel.SizeOf(element);
        return at >= 0 && at + length <= record.Length
            ? record.Slice((int)at, (int)length)
            : throw Damaged(name, $"{frames} frames of {size} where there is no room for them");
    }

    private static int DataStart(int blocks) => (int)Alignment.Up(HeaderBytes + (blocks * LineBytes));

    private static StoreException Damaged(string name, string found)
        => new(name, $"is damaged: found {found}; expected a recording's frames (neurokit cache verify tells what else is damaged)");
}
