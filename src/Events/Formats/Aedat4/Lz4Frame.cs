using System.Buffers.Binary;
using System.Globalization;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>
/// Decodes LZ4 frames: linked or independent blocks, with or without content size and checksums, several frames one after another.
/// Source: LZ4's frame format description, version 1.6.
/// </summary>
internal static class Lz4Frame
{
    private const uint Magic = 0x184D_2204;
    private const uint SkippableMagic = 0x184D_2A50; // and the 15 after it
    private const uint Uncompressed = 0x8000_0000;

    /// <summary>Decodes frames into an empty buffer.</summary>
    /// <param name="payload">The frames, up to the packet's end.</param>
    /// <param name="into">Where the content goes; what came out before a fault is in it too.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Decode(ReadOnlySpan<byte> payload, PacketBuffer into)
    {
        bool any = false;
        while (!payload.IsEmpty)
        {
            if (payload.Length < 8)
                return any ? "bytes after an LZ4 frame" : "no LZ4 frame";
            uint magic = BinaryPrimitives.ReadUInt32LittleEndian(payload);
            if ((magic & ~15u) == SkippableMagic)
            {
                uint skip = BinaryPrimitives.ReadUInt32LittleEndian(payload[4..]);
                if (skip > payload.Length - 8)
                    return "a skippable LZ4 frame that does not end";
                payload = payload[(8 + (int)skip)..];
                continue;
            }

            if (magic != Magic)
                return any ? "bytes after an LZ4 frame" : "no LZ4 frame";
            payload = payload[4..];
            any = true;
            if (DecodeFrame(ref payload, into) is { } fault)
                return fault;
        }

        return any ? null : "no LZ4 frame";
    }

    private static string? DecodeFrame(ref ReadOnlySpan<byte> rest, PacketBuffer into)
    {
        ReadOnlySpan<byte> descriptor = rest;
        int flags = descriptor[0];
        bool isLinked = (flags & 0x20) == 0;
        bool hasBlockChecksums = (flags & 0x10) != 0;
        bool hasContentSize = (flags & 8) != 0;
        bool hasContentChecksum = (flags & 4) != 0;
        bool hasDictionary = (flags & 1) != 0;
        int sizeCode = descriptor[1] >> 4;
        if (flags >> 6 != 1 || (flags & 2) != 0 || (descriptor[1] & 0x8F) != 0 || sizeCode < 4)
            return $"an LZ4 frame of flags {flags:X2} {descriptor[1]:X2}";
        if (hasDictionary)
            return "an LZ4 frame that needs a dictionary";
        int length = 2 + (hasContentSize ? sizeof(ulong) : 0);
        if (descriptor.Length < length + 1)
            return "the end in an LZ4 frame's header";
        if ((byte)(XxHash32.Of(descriptor[..length]) >> 8) != descriptor[length])
            return "an LZ4 frame's header with a wrong checksum";
        ulong? contentSize = hasContentSize ? BinaryPrimitives.ReadUInt64LittleEndian(descriptor[2..]) : null;
        int maxBlock = 1 << (8 + (2 * sizeCode));
        rest = rest[(length + 1)..];

        int start = into.Count;
        if (DecodeBlocks(ref rest, into, isLinked, hasBlockChecksums, maxBlock) is { } fault)
            return fault;
        if (contentSize is { } said && said != (ulong)(into.Count - start))
            return string.Create(CultureInfo.InvariantCulture, $"an LZ4 frame of {into.Count - start} bytes that says it has {said}");
        if (!hasContentChecksum)
            return null;
        if (rest.Length < sizeof(uint))
            return "the end before an LZ4 frame's checksum";
        if (BinaryPrimitives.ReadUInt32LittleEndian(rest) != XxHash32.Of(into.Bytes[start..]))
            return "LZ4 content with a wrong checksum";
        rest = rest[sizeof(uint)..];
        return null;
    }

    private static string? DecodeBlocks(ref ReadOnlySpan<byte> rest, PacketBuffer into, bool isLinked, bool hasChecksums, int maxBlock)
    {
        int frameStart = into.Count;
        while (true)
        {
            if (rest.Length < sizeof(uint))
                return "the end in an LZ4 frame, before its end mark";
            uint head = BinaryPrimitives.ReadUInt32LittleEndian(rest);
            rest = rest[sizeof(uint)..];
            if (head == 0)
                return null;
            uint size = head & ~Uncompressed;
            if (size > maxBlock)
                return string.Create(CultureInfo.InvariantCulture, $"an LZ4 block of {size} bytes in a frame of blocks up to {maxBlock}");
            if (size > rest.Length)
                return "the end in an LZ4 block";
            ReadOnlySpan<byte> block = rest[..(int)size];
            rest = rest[(int)size..];
            if (hasChecksums)
            {
                if (rest.Length < sizeof(uint))
                    return "the end before an LZ4 block's checksum";
                if (BinaryPrimitives.ReadUInt32LittleEndian(rest) != XxHash32.Of(block))
                    return "an LZ4 block with a wrong checksum";
                rest = rest[sizeof(uint)..];
            }

            if (DecodeOne(block, (head & Uncompressed) != 0, into, isLinked ? frameStart : into.Count, maxBlock) is { } fault)
                return fault;
        }
    }

    private static string? DecodeOne(ReadOnlySpan<byte> block, bool isStored, PacketBuffer into, int lowest, int maxBlock)
    {
        // What a block can become at most, not what frames may claim, decides how much room is made.
        int most = isStored ? block.Length : (int)Math.Min(maxBlock, (long)block.Length * Lz4Block.MaxInflation);
        int allowed = Math.Min(most, into.Room);
        into.EnsureFree(allowed);
        if (isStored)
        {
            if (allowed < most)
                return "a packet that inflates beyond what is read (Aedat4Options.MaxPacketBytes)";
            block.CopyTo(into.Array[into.Count..]);
            into.Count += block.Length;
            return null;
        }

        int end = Lz4Block.Decode(block, into.Array, into.Count, lowest, into.Count + allowed);
        if (end < 0)
            return allowed < most ? "a packet that is broken or inflates beyond what is read (Aedat4Options.MaxPacketBytes)" : "a broken LZ4 block";
        into.Count = end;
        return null;
    }
}
