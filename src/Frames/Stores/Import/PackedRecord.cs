using System.Buffers;
using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>A recording made ready for a store: its record in pooled memory (none where it failed), and its facts.</summary>
internal sealed class PackedRecord(StoreEntry entry, byte[]? pooled = null, int length = 0) : IDisposable
{
    private byte[]? _bytes = pooled;

    public StoreEntry Entry { get; } = entry;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, length);

    public void Dispose()
    {
        if (_bytes is not null)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
    }
}
