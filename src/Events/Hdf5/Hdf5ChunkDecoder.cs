using System.Buffers;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace NeuroKit.Events.Hdf5;

/// <summary>
/// Undoes the filters of a dataset's chunks: deflate, LZF, byte shuffle and Fletcher's checksum, any of them once and in any order. Needs
/// neither the library nor its lock, and is thread-safe. Source: the HDF5 file format specification, "filter pipeline".
/// </summary>
internal sealed class Hdf5ChunkDecoder
{
    private const int ChecksumBytes = sizeof(uint);

    private readonly Hdf5Filter[] _filters;

    private Hdf5ChunkDecoder(Hdf5Filter[] filters, int chunkBytes)
    {
        _filters = filters;
        ChunkBytes = chunkBytes;
        Compresses = filters.Any(IsCompressor);
    }

    /// <summary>Bytes of a chunk's rows.</summary>
    public int ChunkBytes { get; }

    /// <summary>Whether stored chunks may be shorter than their rows.</summary>
    public bool Compresses { get; }

    /// <summary>A decoder for a pipeline; null where it has filters that only the library knows.</summary>
    public static Hdf5ChunkDecoder? TryCreate(IReadOnlyList<Hdf5Filter> filters, int chunkBytes)
    {
        bool isKnown = filters.All(f => f.Id is Hdf5Filters.Deflate or Hdf5Filters.Shuffle or Hdf5Filters.Fletcher32 or Hdf5Filters.Lzf);
        return isKnown && filters.Count(IsCompressor) <= 1 && filters.Select(f => f.Id).Distinct().Count() == filters.Count
            ? new Hdf5ChunkDecoder([.. filters], chunkBytes)
            : null;
    }

    /// <summary>Decodes a chunk.</summary>
    /// <param name="stored">Its bytes as stored.</param>
    /// <param name="mask">Filters that were left out.</param>
    /// <param name="rows">Its rows in a pooled array, at least <see cref="ChunkBytes"/> of it; empty where there is an error.</param>
    /// <returns>What is wrong, or null.</returns>
    /// <exception cref="InvalidDataException">The compressed bytes are none.</exception>
    public string? Decode(ReadOnlyMemory<byte> stored, uint mask, out byte[] rows)
    {
        rows = [];
        byte[] held = []; // the pooled array that `data` lies in, once it is one of ours
        ReadOnlyMemory<byte> data = stored;
        try
        {
            for (int i = _filters.Length - 1; i >= 0; i--)
            {
                if ((mask & (1u << i)) != 0)
                    continue;
                Hdf5Filter filter = _filters[i];
                if (filter.Id == Hdf5Filters.Fletcher32)
                {
                    if (data.Length < ChecksumBytes)
                        return "a chunk too short for its checksum";
                    uint said = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(data.Span[^ChecksumBytes..]);
                    data = data[..^ChecksumBytes];
                    if (Hdf5Fletcher32.Compute(data.Span) != said)
                        return "a chunk whose Fletcher checksum is another";
                    continue;
                }

                int expected = IsCompressor(filter) ? BytesBefore(i, mask) : data.Length;
                byte[] next = ArrayPool<byte>.Shared.Rent(expected);
                string? error = filter.Id switch
                {
                    Hdf5Filters.Deflate => Inflate(data, next.AsSpan(0, expected)),
                    Hdf5Filters.Lzf => Hdf5Lzf.Decompress(data.Span, next.AsSpan(0, expected)) ? null : "a chunk that LZF cannot decompress",
                    _ => Unshuffle(data.Span, next.AsSpan(0, expected), filter.FirstValue),
                };
                if (held.Length > 0)
                    ArrayPool<byte>.Shared.Return(held);
                held = next;
                data = next.AsMemory(0, expected);
                if (error is not null)
                    return error;
            }

            if (data.Length != ChunkBytes)
                return $"a chunk of {data.Length} bytes instead of {ChunkBytes}";
            if (held.Length == 0)
            {
                held = ArrayPool<byte>.Shared.Rent(ChunkBytes);
                data.Span.CopyTo(held);
            }

            rows = held;
            held = [];
            return null;
        }
        finally
        {
            if (held.Length > 0)
                ArrayPool<byte>.Shared.Return(held);
        }
    }

    private static bool IsCompressor(Hdf5Filter filter) => filter.Id is Hdf5Filters.Deflate or Hdf5Filters.Lzf;

    // Length of what went into filter i when the chunk was written.
    private int BytesBefore(int i, uint mask)
    {
        int bytes = ChunkBytes;
        for (int k = 0; k < i; k++)
        {
            if (_filters[k].Id == Hdf5Filters.Fletcher32 && (mask & (1u << k)) == 0)
                bytes += ChecksumBytes;
        }

        return bytes;
    }

    private static string? Inflate(ReadOnlyMemory<byte> data, Span<byte> to)
    {
        MemoryMarshal.TryGetArray(data, out ArraySegment<byte> bytes);
        using var stored = new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
        using var inflater = new ZLibStream(stored, CompressionMode.Decompress);
        int read = inflater.ReadAtLeast(to, to.Length, throwOnEndOfStream: false);
        if (read < to.Length)
            return $"a chunk that inflates to {read} bytes instead of {to.Length}";
        // Reading on to the end has the checksum compared.
        return inflater.ReadByte() < 0 ? null : $"a chunk that inflates to more than {to.Length} bytes";
    }

    private static string? Unshuffle(ReadOnlySpan<byte> data, Span<byte> to, uint elementBytes)
    {
        if (elementBytes is 0 or > 1 << 16)
            return $"a chunk shuffled by elements of {elementBytes} bytes";
        Hdf5Shuffle.Undo(data, to, (int)elementBytes);
        return null;
    }
}
