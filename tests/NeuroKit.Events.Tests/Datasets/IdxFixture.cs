using System.Buffers.Binary;
using System.IO.Compression;

namespace NeuroKit.Events.Tests.Datasets;

/// <summary>Writes IDX files, and small sets of pictures in Fashion-MNIST's four files.</summary>
internal static class IdxFixture
{
    public static byte[] Encode(int[] dimensions, byte[] data, byte type = 0x08)
    {
        byte[] file = new byte[4 + (4 * dimensions.Length) + data.Length];
        file[2] = type;
        file[3] = (byte)dimensions.Length;
        for (int i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(4 * (i + 1)), dimensions[i]);
        data.CopyTo(file, 4 + (4 * dimensions.Length));
        return file;
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return stream.ToArray();
    }

    /// <summary>Pictures of 28 × 28 pixels, classes in turn; every picture another pattern of squares.</summary>
    public static void WriteFashionMnist(string folder, int trainPictures, int testPictures)
    {
        Write("train", trainPictures, gzip: true);
        Write("t10k", testPictures, gzip: false);

        void Write(string prefix, int count, bool gzip)
        {
            byte[] labels = new byte[count];
            byte[] pixels = new byte[count * 784];
            for (int i = 0; i < count; i++)
            {
                labels[i] = (byte)(i * 7 % 10);
                for (int p = 0; p < 784; p++)
                    pixels[(i * 784) + p] = (byte)((((p % 28 / 4) * 31) + ((p / 112) * 17) + (i * 57)) % 5 * 60);
            }

            Save($"{prefix}-labels-idx1-ubyte", Encode([count], labels), gzip);
            Save($"{prefix}-images-idx3-ubyte", Encode([count, 28, 28], pixels), gzip);
        }

        void Save(string name, byte[] bytes, bool gzip)
            => File.WriteAllBytes(Path.Combine(folder, gzip ? name + ".gz" : name), gzip ? Gzip(bytes) : bytes);
    }
}
