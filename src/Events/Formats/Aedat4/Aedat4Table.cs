using System.Buffers;
using System.Buffers.Binary;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>
/// The data table behind the packets (<c>FTAB</c>): stream, place, elements and times of each packet. What it says is right for a
/// well-formed file, but not certain.
/// </summary>
internal static class Aedat4Table
{
    // A packet takes about 50 bytes of the table: this is the table of some 600,000 packets.
    private const int MaxBytes = 32 << 20;
    private const int EntriesField = 0;
    private const int PacketField = 1;
    private const int ElementsField = 2;
    private const int FirstTimeField = 3;
    private const int LastTimeField = 4;

    /// <summary>Counts a stream's events.</summary>
    /// <param name="source">The file; it seeks.</param>
    /// <param name="header">Its header.</param>
    /// <param name="stream">The stream.</param>
    public static EventTotals Count(EventSource source, Aedat4Header header, int stream)
    {
        if (source.Length is not { } length || header.TableAt is not { } at || at >= length || length - at > MaxBytes)
            return EventTotals.Unknown;
        int bytes = (int)(length - at);
        byte[] payload = ArrayPool<byte>.Shared.Rent(bytes);
        try
        {
            using var inflater = new Aedat4Inflater(source.Name, header.Compression, MaxBytes);
            return source.ReadAt(at, payload.AsSpan(0, bytes)) == bytes && inflater.Inflate(payload.AsSpan(0, bytes)) is null
                && Aedat4Packet.Identifier(inflater.Packet) == Aedat4Packet.Table
                ? Count(inflater.Packet, stream)
                : EventTotals.Unknown;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(payload);
        }
    }

    private static EventTotals Count(ReadOnlySpan<byte> table, int stream)
    {
        if (!Aedat4Packet.TryRoot(table, mayBeCut: false, out FlatTable root) || !root.TryVector(EntriesField, sizeof(uint), out int start, out int entries))
            return EventTotals.Unknown;
        long count = 0;
        long? first = null;
        long? last = null;
        for (int i = 0; i < entries; i++)
        {
            if (!root.TryTable(start, i, out FlatTable entry) || !entry.TryStruct(PacketField, 2 * sizeof(int), out ReadOnlySpan<byte> packet)
                || !entry.TryInt64(ElementsField, out long elements) || !entry.TryInt64(FirstTimeField, out long firstTime)
                || !entry.TryInt64(LastTimeField, out long lastTime) || elements < 0 || elements > int.MaxValue)
                return EventTotals.Unknown;
            // A struct of zeros may be left out: stream 0.
            if ((packet.IsEmpty ? 0 : BinaryPrimitives.ReadInt32LittleEndian(packet)) != stream || elements == 0)
                continue;
            count += elements;
            first ??= firstTime;
            last = lastTime;
        }

        return new EventTotals(count, first, last);
    }
}
