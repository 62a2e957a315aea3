using System.Buffers;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>A packet while it is inflated: a pooled array that grows with what comes out.</summary>
internal sealed class PacketBuffer(int maxBytes) : IDisposable
{
    /// <summary>Room behind what is asked for, so that copies may go in steps that end beyond.</summary>
    public const int Slack = 64;

    private byte[] _bytes = [];

    /// <summary>Bytes held.</summary>
    public int Count { get; set; }

    /// <summary>The bytes held.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Count);

    /// <summary>The whole array: what is held, the room made, and <see cref="Slack"/>.</summary>
    public Span<byte> Array => _bytes;

    /// <summary>Bytes that may still be held.</summary>
    public int Room => maxBytes - Count;

    /// <summary>Room made, without the slack.</summary>
    public int Capacity => Math.Max(0, _bytes.Length - Slack);

    /// <summary>Makes room for bytes behind those held, at most <see cref="Room"/>.</summary>
    public void EnsureFree(int bytes)
    {
        if (Capacity - Count >= bytes)
            return;
        long wanted = Math.Max((long)Count + bytes, Math.Min(2L * Count, maxBytes)) + Slack;
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)wanted);
        _bytes.AsSpan(0, Count).CopyTo(larger);
        Return();
        _bytes = larger;
    }

    public void Dispose()
    {
        Count = 0;
        Return();
        _bytes = [];
    }

    private void Return()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
    }
}
