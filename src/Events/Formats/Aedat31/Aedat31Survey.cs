using System.Buffers.Binary;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat31;

/// <summary>
/// Counts a recording's events from its packet headers, hopping over the payloads. What it finds is what the headers claim: right for
/// a well-formed file, but not certain.
/// </summary>
internal ref struct Aedat31Survey
{
    // More hops than this are not worth it: packets so small that decoding them all costs about as much.
    private const int MaxReads = 65_536;
    private const int BlockBytes = 4096;

    private readonly EventSource _source;
    private readonly long _length;
    private readonly Span<byte> _block;
    private long _blockPosition;
    private int _blockBytes;
    private int _reads;

    private Aedat31Survey(EventSource source, long length, Span<byte> block)
    {
        _source = source;
        _length = length;
        _block = block;
    }

    public static EventTotals Run(EventSource source, long dataStart)
    {
        if (source.Length is not { } length)
            return EventTotals.Unknown;
        if (dataStart == length)
            return new EventTotals(0, Exact: true);
        return new Aedat31Survey(source, length, stackalloc byte[BlockBytes]).Run(dataStart);
    }

    private EventTotals Run(long position)
    {
        long count = 0;
        Polarities first = default;
        Polarities last = default;
        long hop = long.MaxValue;
        while (_length - position >= Aedat31Packet.HeaderBytes)
        {
            // Where packets are small, one read serves several headers.
            int ahead = hop < BlockBytes / 2 ? BlockBytes : Aedat31Packet.HeaderBytes;
            ReadOnlySpan<byte> header = Read(position, Aedat31Packet.HeaderBytes, ahead);
            if (header.IsEmpty)
                return EventTotals.Unknown;
            Aedat31Packet packet = Aedat31Packet.Parse(header);
            if (packet.Fault() is not null)
                return EventTotals.Unknown;
            long start = position + Aedat31Packet.HeaderBytes;
            if (packet is { IsPolarity: true, Number: > 0 })
            {
                long events = Math.Min(packet.Number, (_length - start) / packet.EventSize);
                if (packet.HasInvalid && events < packet.Number)
                    return EventTotals.Unknown; // cut, and how many of those left are valid is not said
                long kept = packet.HasInvalid ? packet.Valid : events;
                count += kept;
                if (kept > 0)
                {
                    last = new Polarities(packet, start, events);
                    first = first.Events == 0 ? last : first;
                }
            }

            hop = (long)Math.Min(packet.PayloadBytes, (ulong)(_length - start)) + Aedat31Packet.HeaderBytes;
            position += hop;
        }

        return count == 0 ? new EventTotals(0) : new EventTotals(count, FindTime(first, fromEnd: false), FindTime(last, fromEnd: true));
    }

    // Time of a packet's first or last event that counts, where it is among the nearest few hundred.
    private long? FindTime(Polarities packet, bool fromEnd)
    {
        int size = (int)packet.Header.EventSize;
        int probed = (int)Math.Min(packet.Events, BlockBytes / size);
        long skipped = fromEnd ? packet.Events - probed : 0;
        ReadOnlySpan<byte> block = Read(packet.Start + (skipped * size), probed * size, probed * size);
        if (block.IsEmpty)
            return null;
        for (int i = 0; i < probed; i++)
        {
            ReadOnlySpan<byte> e = block.Slice((fromEnd ? probed - 1 - i : i) * size, size);
            if (!packet.Header.HasInvalid || (e[0] & 1) != 0)
                return packet.Header.TimeBase | BinaryPrimitives.ReadUInt32LittleEndian(e[(int)packet.Header.TimeOffset..]);
        }

        return null;
    }

    // `bytes` at a position, from the block where they are in it, else from a read of `ahead`. Empty where they are not to be had.
    private ReadOnlySpan<byte> Read(long position, int bytes, int ahead)
    {
        long inBlock = position - _blockPosition;
        if (inBlock < 0 || inBlock + bytes > _blockBytes)
        {
            if (++_reads > MaxReads)
                return default;
            _blockPosition = position;
            _blockBytes = _source.ReadAt(position, _block[..ahead]);
            inBlock = 0;
        }

        return _blockBytes - inBlock < bytes ? default : _block.Slice((int)inBlock, bytes);
    }

    private readonly record struct Polarities(Aedat31Packet Header, long Start, long Events);
}
