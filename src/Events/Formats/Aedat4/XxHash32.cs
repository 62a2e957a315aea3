using System.Buffers.Binary;
using System.Numerics;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>The checksum of LZ4 frames: XXH32 with seed 0. Source: xxHash's specification.</summary>
internal static class XxHash32
{
    private const uint Prime1 = 0x9E37_79B1;
    private const uint Prime2 = 0x85EB_CA77;
    private const uint Prime3 = 0xC2B2_AE3D;
    private const uint Prime4 = 0x27D4_EB2F;
    private const uint Prime5 = 0x1656_67B1;

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint hash = Prime5;
        uint length = (uint)bytes.Length;
        if (bytes.Length >= 16)
        {
            uint a = unchecked(Prime1 + Prime2);
            uint b = Prime2;
            uint c = 0;
            uint d = unchecked(0 - Prime1);
            for (; bytes.Length >= 16; bytes = bytes[16..])
            {
                a = Round(a, bytes);
                b = Round(b, bytes[4..]);
                c = Round(c, bytes[8..]);
                d = Round(d, bytes[12..]);
            }

            hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
        }

        hash += length;
        for (; bytes.Length >= 4; bytes = bytes[4..])
            hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(bytes) * Prime3), 17) * Prime4;
        foreach (byte one in bytes)
            hash = BitOperations.RotateLeft(hash + (one * Prime5), 11) * Prime1;
        hash = (hash ^ (hash >> 15)) * Prime2;
        hash = (hash ^ (hash >> 13)) * Prime3;
        return hash ^ (hash >> 16);
    }

    private static uint Round(uint lane, ReadOnlySpan<byte> bytes)
        => BitOperations.RotateLeft(lane + (BinaryPrimitives.ReadUInt32LittleEndian(bytes) * Prime2), 13) * Prime1;
}
