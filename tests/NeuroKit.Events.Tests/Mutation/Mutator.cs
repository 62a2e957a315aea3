using System.Buffers.Binary;

namespace NeuroKit.Events.Tests.Mutation;

/// <summary>Damages a file as disks, networks and malice do. What is done follows from the random numbers alone.</summary>
internal sealed class Mutator(Random random)
{
    private const int MostBytes = 64 * 1024;

    private static readonly ulong[] s_absurd =
    [
        0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 0x4000_0000, 0x1000_0000,
        0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF, 0x0000_0001_0000_0000,
    ];

    private static readonly byte[][] s_words =
    [
        "#"u8.ToArray(), "\n"u8.ToArray(), "\r\n"u8.ToArray(), "%"u8.ToArray(), "#!END-HEADER\r\n"u8.ToArray(), "#End Of ASCII Header\r\n"u8.ToArray(),
        "999999999999"u8.ToArray(), "-1"u8.ToArray(), "(1,)"u8.ToArray(), "'|V3'"u8.ToArray(), "'<f8'"u8.ToArray(), "'>i4'"u8.ToArray(), "True"u8.ToArray(),
        "[("u8.ToArray(), "{{{{{{{{"u8.ToArray(), "((((((((((((((((((((((((((((((((("u8.ToArray(), "'"u8.ToArray(), "% Width 0\n"u8.ToArray(), "# AEChip: Davis\n"u8.ToArray(),
        "PK\x1\x2"u8.ToArray(), "PK\x5\x6"u8.ToArray(), "PK\x6\x6"u8.ToArray(), "t.npy"u8.ToArray(),
    ];

    public byte[] Mutate(byte[] file, byte[] other)
    {
        byte[] bytes = [.. file];
        int steps = 1 + (random.Next(3) == 0 ? random.Next(8) : random.Next(2));
        for (int i = 0; i < steps; i++)
            bytes = Step(bytes, other);
        return bytes.Length > MostBytes ? bytes[..MostBytes] : bytes;
    }

    private byte[] Step(byte[] bytes, byte[] other)
    {
        switch (random.Next(13))
        {
            case 0: // bits flipped
                for (int n = random.Next(1, 9); n > 0 && bytes.Length > 0; n--)
                    bytes[At(bytes)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1: // a byte replaced
                if (bytes.Length > 0)
                    bytes[At(bytes)] = (byte)random.Next(256);
                return bytes;
            case 2: // bytes inserted
                byte[] inserted = new byte[random.Next(1, 40)];
                random.NextBytes(inserted);
                return Insert(bytes, At(bytes), inserted);
            case 3: // bytes deleted
                int from = At(bytes);
                int count = Math.Min(bytes.Length - from, random.Next(1, 40));
                return [.. bytes[..from], .. bytes[(from + count)..]];
            case 4: // cut off
                return bytes[..random.Next(bytes.Length + 1)];
            case 5: // the end of another file
                return [.. bytes[..At(bytes)], .. other[random.Next(other.Length + 1)..]];
            case 6: // an absurd number at an aligned place
                return Number(bytes, random.Next(4) == 0 ? 1 : random.Next(3) == 0 ? 2 : 4);
            case 7: // a block repeated
                int start = At(bytes);
                byte[] block = bytes[start..Math.Min(bytes.Length, start + random.Next(1, 64))];
                int times = random.Next(4) == 0 ? random.Next(1, 500) : random.Next(1, 8);
                return Insert(bytes, start, [.. Enumerable.Repeat(block, times).SelectMany(b => b)]);
            case 8: // a word that means something in a header
                return Insert(bytes, HeaderAt(bytes), s_words[random.Next(s_words.Length)]);
            case 9: // a digit in the header
                for (int n = 0; n < 4; n++)
                {
                    int at = HeaderAt(bytes);
                    int digit = bytes.AsSpan(at).IndexOfAnyInRange((byte)'0', (byte)'9');
                    if (digit >= 0 && at + digit < 2000)
                        bytes[at + digit] = (byte)('0' + random.Next(10));
                }

                return bytes;
            case 10: // a stretch of one byte
                int fill = At(bytes);
                bytes.AsSpan(fill, Math.Min(bytes.Length - fill, random.Next(1, 200))).Fill((byte)(random.Next(2) * 255));
                return bytes;
            case 11: // two places exchanged
                if (bytes.Length > 16)
                {
                    int a = At(bytes[..^8]);
                    int b = At(bytes[..^8]);
                    for (int i = 0; i < 8; i++)
                        (bytes[a + i], bytes[b + i]) = (bytes[b + i], bytes[a + i]);
                }

                return bytes;
            default: // an absurd number anywhere
                return Number(bytes, 0);
        }
    }

    private byte[] Number(byte[] bytes, int alignmentLog)
    {
        int width = 1 << random.Next(1, 4);
        if (bytes.Length < width)
            return bytes;
        int at = random.Next(bytes.Length - width + 1) >> alignmentLog << alignmentLog;
        ulong value = s_absurd[random.Next(s_absurd.Length)] + (ulong)random.Next(-2, 3);
        Span<byte> number = stackalloc byte[8];
        if (random.Next(2) == 0)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(number, value);
            number[..width].CopyTo(bytes.AsSpan(at));
        }
        else
        {
            BinaryPrimitives.WriteUInt64BigEndian(number, value);
            number[^width..].CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }

    private int At(byte[] bytes) => bytes.Length == 0 ? 0 : random.Next(bytes.Length);

    // Headers are short and decide much: half of the places lie in the first 200 bytes.
    private int HeaderAt(byte[] bytes) => random.Next(2) == 0 ? At(bytes) : random.Next(Math.Min(bytes.Length, 200) + 1);

    private static byte[] Insert(byte[] bytes, int at, byte[] inserted) => [.. bytes[..at], .. inserted, .. bytes[at..]];
}
