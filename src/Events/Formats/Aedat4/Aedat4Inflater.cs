namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>Turns packets' payloads into FlatBuffers, by the file's compression.</summary>
internal sealed class Aedat4Inflater(string source, Aedat4Compression compression, int maxBytes) : IDisposable
{
    private readonly PacketBuffer _packet = new(maxBytes);
    private ZstdContext? _zstd;

    /// <summary>The packet inflated last; what came out before the fault where there was one.</summary>
    public ReadOnlySpan<byte> Packet => _packet.Bytes;

    /// <summary>Inflates a packet.</summary>
    /// <param name="payload">The packet's bytes, as in the file.</param>
    /// <returns>What is wrong, or null.</returns>
    /// <exception cref="DecoderNotFoundException">The compression's library is not there.</exception>
    public string? Inflate(ReadOnlySpan<byte> payload)
    {
        _packet.Count = 0;
        switch (compression)
        {
            case Aedat4Compression.Lz4 or Aedat4Compression.Lz4High:
                return Lz4Frame.Decode(payload, _packet);
            case Aedat4Compression.Zstd or Aedat4Compression.ZstdHigh:
                _zstd ??= ZstdContext.Create(source, ZstdLibrary.System);
                return _zstd.Decode(payload, _packet);
            default:
                if (payload.Length > _packet.Room)
                    return "a packet larger than is read (Aedat4Options.MaxPacketBytes)";
                _packet.EnsureFree(payload.Length);
                payload.CopyTo(_packet.Array);
                _packet.Count = payload.Length;
                return null;
        }
    }

    public void Dispose()
    {
        _packet.Dispose();
        _zstd?.Dispose();
    }
}
