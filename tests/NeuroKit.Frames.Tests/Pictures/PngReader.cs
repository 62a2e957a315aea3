using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NeuroKit.Frames.Tests.Pictures;

/// <summary>Decodes 8-bit RGB PNG and checks every length and checksum on the way: written against the specification, apart from the encoder.</summary>
internal sealed record PngReader(int Width, int Height, byte[] Pixels)
{
    public static PngReader Decode(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        var kinds = new List<string>();
        var data = new MemoryStream();
        int width = 0;
        int height = 0;
        int at = 8;
        while (at < file.Length)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string kind = Encoding.ASCII.GetString(file, at + 4, 4);
            byte[] body = file[(at + 8)..(at + 8 + length)];
            Assert.Equal(Crc(file.AsSpan(at + 4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            kinds.Add(kind);
            if (kind == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(body), BinaryPrimitives.ReadInt32BigEndian(body.AsSpan(4)));
                Assert.Equal([8, 2, 0, 0, 0], body[8..]);
            }
            else if (kind == "IDAT")
            {
                data.Write(body);
            }

            at += 12 + length;
        }

        Assert.Equal("IHDR", kinds[0]);
        Assert.Equal("IEND", kinds[^1]);
        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var raw = new MemoryStream();
        zlib.CopyTo(raw);
        return new PngReader(width, height, Unfilter(raw.ToArray(), width, height));
    }

    public (byte R, byte G, byte B) At(int x, int y)
    {
        int i = 3 * ((y * Width) + x);
        return (Pixels[i], Pixels[i + 1], Pixels[i + 2]);
    }

    private static byte[] Unfilter(byte[] raw, int width, int height)
    {
        int stride = 3 * width;
        Assert.Equal(height * (stride + 1), raw.Length);
        byte[] pixels = new byte[height * stride];
        for (int y = 0; y < height; y++)
        {
            int filter = raw[y * (stride + 1)];
            Assert.InRange(filter, 0, 2);
            for (int x = 0; x < stride; x++)
            {
                int before = filter switch
                {
                    1 when x >= 3 => pixels[(y * stride) + x - 3],
                    2 when y > 0 => pixels[((y - 1) * stride) + x],
                    _ => 0,
                };
                pixels[(y * stride) + x] = (byte)(raw[(y * (stride + 1)) + 1 + x] + before);
            }
        }

        return pixels;
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFF_FFFF;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int k = 0; k < 8; k++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB8_8320 : crc >> 1;
        }

        return ~crc;
    }
}
