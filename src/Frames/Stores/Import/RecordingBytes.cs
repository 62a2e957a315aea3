using System.Buffers;
using System.Security.Cryptography;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.IO;
using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>
/// A recording's bytes in pooled memory, with their digest: what is decoded is what was hashed. Recordings too large for that are hashed first
/// and read from their file then.
/// </summary>
internal sealed class RecordingBytes : IDisposable
{
    private const long MostInMemory = 512L << 20;

    private readonly EventSample _sample;
    private byte[]? _bytes;
    private readonly int _length;

    private RecordingBytes(EventSample sample, Digest digest, byte[]? bytes, int length)
    {
        _sample = sample;
        Digest = digest;
        _bytes = bytes;
        _length = length;
    }

    public Digest Digest { get; }

    /// <summary>Reads and hashes.</summary>
    public static RecordingBytes Read(EventSample sample)
    {
        using EventSource source = sample.OpenFile();
        if (source.Length is not { } known || known > MostInMemory)
            return ReadUnknown(source, sample);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, (int)known));
        int length = 0;
        try
        {
            while (length < known && source.ReadAt(length, bytes.AsSpan(length, (int)known - length)) is > 0 and var read)
                length += read;
            return new RecordingBytes(sample, Digest.Of(bytes.AsSpan(0, length)), bytes, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(bytes);
            throw;
        }
    }

    /// <summary>The digest alone.</summary>
    public static Digest DigestOf(EventSample sample)
    {
        using EventSource source = sample.OpenFile();
        return Hash(source, _ => { });
    }

    /// <summary>The bytes, from their start.</summary>
    public EventSource Open()
        => _bytes is null ? _sample.OpenFile() : EventSource.FromMemory(_bytes.AsMemory(0, _length), _sample.Path);

    public void Dispose()
    {
        if (_bytes is not null)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
    }

    // A member of an archive tells its length only when it was read; what is short is kept.
    private static RecordingBytes ReadUnknown(EventSource source, EventSample sample)
    {
        MemoryStream? kept = source.Length is null ? new MemoryStream() : null;
        Digest digest = Hash(source, block =>
        {
            if (kept is not null && kept.Length + block.Length > MostInMemory)
                kept = null;
            kept?.Write(block);
        });
        if (kept is null)
            return new RecordingBytes(sample, digest, null, 0);
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Max(1, (int)kept.Length));
        kept.GetBuffer().AsSpan(0, (int)kept.Length).CopyTo(bytes);
        return new RecordingBytes(sample, digest, bytes, (int)kept.Length);
    }

    private static Digest Hash(EventSource source, BlockHandler take)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (source.Fetch(EventSource.BlockBytes) is { IsEmpty: false } block)
        {
            hash.AppendData(block);
            take(block);
            source.Advance(block.Length);
        }

        return Digest.Of(hash);
    }

    private delegate void BlockHandler(ReadOnlySpan<byte> block);
}
