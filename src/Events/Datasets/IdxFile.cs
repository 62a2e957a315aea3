using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// An IDX file of bytes, plain or gzip: two zero bytes, the type (0x08, unsigned byte), the number of dimensions, each dimension as a
/// big-endian 32-bit number, then the data, the last dimension fastest. Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of
/// handwritten digits", section on file formats.
/// </summary>
[DebuggerDisplay("{Name}")]
public sealed class IdxFile
{
    private const byte UnsignedByte = 0x08;
    private const int MaxDimensions = 8;
    private const int MaxGzipRatio = 1032; // deflate's best: 258 bytes from two bits

    private readonly byte[] _data;

    private IdxFile(string name, int[] dimensions, byte[] data)
    {
        Name = name;
        Dimensions = dimensions;
        _data = data;
    }

    /// <summary>The file's path.</summary>
    public string Name { get; }

    /// <summary>Length along each dimension; the first counts the items (fewer than the file holds where fewer were asked for).</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>The data, the last dimension fastest.</summary>
    public ReadOnlySpan<byte> Data => _data;

    /// <summary>Reads a file; what it allocates follows from the file's length.</summary>
    /// <param name="path">The path.</param>
    /// <param name="maxItems">Most items read, from the start; what comes after them is not looked at.</param>
    /// <exception cref="InvalidEventDataException">The content is no IDX file of bytes, or is not whole.</exception>
    public static IdxFile Read(string path, int maxItems = int.MaxValue)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxItems, 1);
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
        Span<byte> start = stackalloc byte[2];
        bool isGzip = file.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start is [0x1F, 0x8B];
        file.Position = 0;
        try
        {
            if (!isGzip)
                return Read(file, path, file.Length, maxItems);
            using var inflated = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            return Read(inflated, path, file.Length * MaxGzipRatio, maxItems);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidEventDataException(path, file.Position, "damaged gzip data", "a whole gzip file", e);
        }
    }

    private static IdxFile Read(Stream stream, string name, long mostBytes, int maxItems)
    {
        Span<byte> header = stackalloc byte[4 * (1 + MaxDimensions)];
        int got = stream.ReadAtLeast(header[..4], 4, throwOnEndOfStream: false);
        if (got < 4)
            throw new InvalidEventDataException(name, got, "the end of the file", "4 bytes that begin an IDX file");
        if (header[0] != 0 || header[1] != 0)
            throw new InvalidEventDataException(name, 0, $"bytes {Convert.ToHexString(header[..4])}", "two zero bytes, which begin an IDX file");
        if (header[2] != UnsignedByte)
            throw new InvalidEventDataException(name, 2, $"IDX type 0x{header[2]:X2}", "0x08, unsigned bytes");
        int count = header[3];
        if (count is < 1 or > MaxDimensions)
            throw new InvalidEventDataException(name, 3, $"{count} dimensions", $"1 … {MaxDimensions}");
        got = stream.ReadAtLeast(header.Slice(4, 4 * count), 4 * count, throwOnEndOfStream: false);
        if (got < 4 * count)
            throw new InvalidEventDataException(name, 4 + got, "the end of the file", $"{count} dimensions");

        int[] dimensions = new int[count];
        for (int i = 0; i < count; i++)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(header[(4 * (i + 1))..]);
            if (length is 0 or > int.MaxValue)
                throw new InvalidEventDataException(name, 4 * (i + 1), $"a dimension of {length}", "1 … 2^31 − 1");
            dimensions[i] = (int)length;
        }

        bool isPart = maxItems < dimensions[0];
        dimensions[0] = Math.Min(dimensions[0], maxItems);
        byte[] data = new byte[DataLength(name, dimensions, mostBytes)];
        long dataStart = 4 * (count + 1);
        got = stream.ReadAtLeast(data, data.Length, throwOnEndOfStream: false);
        if (got < data.Length)
            throw new InvalidEventDataException(name, dataStart + got, "the end of the file", $"{data.Length} bytes of data, which the dimensions say");
        if (!isPart && stream.ReadByte() >= 0)
            throw new InvalidEventDataException(name, dataStart + got, "more data", $"the end after {data.Length} bytes, which the dimensions say");
        return new IdxFile(name, dimensions, data);
    }

    private static long DataLength(string name, int[] dimensions, long mostBytes)
    {
        long length = 1;
        foreach (int dimension in dimensions)
        {
            // Neither factor reaches 2^31 before the check.
            length *= dimension;
            if (length > Math.Min(mostBytes, Array.MaxLength))
            {
                throw new InvalidEventDataException(
                    name, 4, $"dimensions {string.Join(" × ", dimensions)}", $"at most {Math.Min(mostBytes, Array.MaxLength)} bytes of data, given the file's length");
            }
        }

        return length;
    }
}
