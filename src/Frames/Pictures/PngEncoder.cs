using System.Buffers.Binary;
using System.IO.Compression;

namespace NeuroKit.Frames;

/// <summary>
/// Writes PNG: 8-bit RGB, not interlaced. Same picture, same bytes (with one version of the deflate library).
/// Source: Portable Network Graphics (PNG) Specification, third edition, W3C.
/// </summary>
internal static class PngEncoder
{
    private const byte FilterUp = 2; // rows of our pictures repeat (scaled pixels): the difference to the row above is mostly zeros

    private static readonly uint[] s_crc = CrcTable();

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static void Write(Stream destination, RgbImage image)
    {
        destination.Write(Signature);
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], image.Height);
        header[8] = 8; // bits a sample
        header[9] = 2; // red, green, blue
        header[10..].Clear(); // deflate, the five filters, not interlaced
        WriteChunk(destination, "IHDR"u8, header);
        using var data = new MemoryStream();
        Compress(image, data);
        WriteChunk(destination, "IDAT"u8, data.GetBuffer().AsSpan(0, (int)data.Length));
        WriteChunk(destination, "IEND"u8, []);
    }

    private static void Compress(RgbImage image, Stream data)
    {
        using var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true);
        byte[] filtered = new byte[1 + (3 * image.Width)];
        filtered[0] = FilterUp;
        ReadOnlySpan<byte> above = default;
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> row = image.Row(y);
            if (above.IsEmpty)
            {
                row.CopyTo(filtered.AsSpan(1)); // above the first row there are zeros
            }
            else
            {
                for (int i = 0; i < row.Length; i++)
                    filtered[i + 1] = (byte)(row[i] - above[i]);
            }

            zlib.Write(filtered);
            above = row;
        }
    }

    private static void WriteChunk(Stream destination, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> four = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(four, data.Length);
        destination.Write(four);
        destination.Write(type);
        destination.Write(data);
        uint crc = Crc(Crc(0xFFFF_FFFF, type), data) ^ 0xFFFF_FFFF;
        BinaryPrimitives.WriteUInt32BigEndian(four, crc);
        destination.Write(four);
    }

    private static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte b in bytes)
            crc = s_crc[(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint[] CrcTable()
    {
        uint[] table = new uint[256];
        for (uint n = 0; n < table.Length; n++)
        {
            uint c = n;
            for (int k = 0; k < 8; k++)
                c = (c & 1) != 0 ? 0xEDB8_8320 ^ (c >> 1) : c >> 1;
            table[n] = c;
        }

        return table;
    }
}
