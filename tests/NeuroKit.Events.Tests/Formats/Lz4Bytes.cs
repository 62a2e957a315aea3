using System.Buffers.Binary;
using NeuroKit.Events.Formats.Aedat4;

namespace NeuroKit.Events.Tests.Formats;

/// <summary>LZ4 frames made the plain way: the last place of each four bytes is the match.</summary>
internal static class Lz4Bytes
{
    public static byte[] Frame(
        byte[] content, int blockBytes = 1 << 16, bool linked = true, bool contentSize = false, bool contentChecksum = false,
        bool blockChecksums = false, bool stored = false, int sizeCode = 4)
    {
        int flags = 0x40 | (linked ? 0 : 0x20) | (blockChecksums ? 0x10 : 0) | (contentSize ? 8 : 0) | (contentChecksum ? 4 : 0);
        byte[] descriptor = [(byte)flags, (byte)(sizeCode << 4), .. contentSize ? Long(content.Length) : []];
        var frame = new List<byte>([.. Int(0x184D2204), .. descriptor, (byte)(XxHash32.Of(descriptor) >> 8)]);
        for (int at = 0; at < content.Length; at += blockBytes)
        {
            int end = Math.Min(content.Length, at + blockBytes);
            byte[] block = stored ? content[at..end] : Block(content, at, end, linked ? 0 : at);
            frame.AddRange(Int((uint)block.Length | (stored ? 0x8000_0000 : 0)));
            frame.AddRange(block);
            if (blockChecksums)
                frame.AddRange(Int(XxHash32.Of(block)));
        }

        frame.AddRange(Int(0));
        if (contentChecksum)
            frame.AddRange(Int(XxHash32.Of(content)));
        return [.. frame];
    }

    /// <summary>One block of content's bytes from start to end, with matches back to lowest.</summary>
    public static byte[] Block(byte[] content, int start, int end, int lowest)
    {
        var block = new List<byte>();
        var places = new Dictionary<uint, int>();
        for (int i = lowest; i < start && i + 4 <= content.Length; i++)
            places[Word(content, i)] = i;
        int literals = start;
        int at = start;
        while (at < end)
        {
            // A match ends five bytes before the block does, and begins twelve before.
            if (at + 12 <= end && places.TryGetValue(Word(content, at), out int from) && at - from <= ushort.MaxValue)
            {
                int length = 4;
                while (at + length < end - 5 && content[from + length] == content[at + length])
                    length++;
                Sequence(block, content.AsSpan(literals, at - literals), at - from, length);
                for (int i = 0; i < length; i++, at++)
                    places[Word(content, at)] = at;
                literals = at;
                continue;
            }

            if (at + 4 <= content.Length)
                places[Word(content, at)] = at;
            at++;
        }

        Sequence(block, content.AsSpan(literals, end - literals), 0, 0);
        return [.. block];
    }

    /// <summary>Literals and a match; without a match where the length is 0.</summary>
    public static void Sequence(List<byte> block, ReadOnlySpan<byte> literals, int distance, int length)
    {
        int match = Math.Max(0, length - 4);
        block.Add((byte)((Math.Min(literals.Length, 15) << 4) | Math.Min(match, 15)));
        More(block, literals.Length);
        block.AddRange(literals);
        if (length == 0)
            return;
        block.Add((byte)distance);
        block.Add((byte)(distance >> 8));
        More(block, match);
    }

    private static void More(List<byte> block, int length)
    {
        if (length < 15)
            return;
        for (length -= 15; length >= 255; length -= 255)
            block.Add(255);
        block.Add((byte)length);
    }

    private static uint Word(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));

    private static byte[] Int(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    private static byte[] Long(long value) => [.. Int((uint)value), .. Int((uint)(value >> 32))];
}
