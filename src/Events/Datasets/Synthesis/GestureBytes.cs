using System.Buffers.Binary;
using NeuroKit.Events.Formats.Aedat31;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>
/// Writes AEDAT 3.1 as a camera with several kinds of events does: polarity packets of changing length, some with room for more events than
/// they hold, some with events marked invalid, and special packets between them.
/// </summary>
internal static class GestureBytes
{
    private const ushort Special = 0;
    private const ushort Source = 1;
    private const int SpecialBytes = 8;
    private const int TimeBits = 31;
    private const int MaxPacketEvents = 2000;

    public static void Write(MemoryStream to, EventSpan events, DeterministicRandom random)
    {
        for (int from = 0; from < events.Length;)
        {
            int count = Math.Min(200 + random.NextBelow(MaxPacketEvents - 200), events.Length - from);
            uint overflow = (uint)(events.T[from] >> TimeBits);
            while ((uint)(events.T[from + count - 1] >> TimeBits) != overflow)
                count--;
            int invalid = random.NextBelow(4) == 0 ? 1 + random.NextBelow(5) : 0;
            int unused = random.NextBelow(4) == 0 ? 1 + random.NextBelow(20) : 0;
            WritePolarity(to, events.Slice(from, count), overflow, invalid, unused);
            from += count;
            if (random.NextBelow(3) == 0)
                WriteSpecial(to, events.T[from - 1]);
        }
    }

    private static void WritePolarity(MemoryStream to, EventSpan events, uint overflow, int invalid, int unused)
    {
        int number = events.Length + invalid;
        byte[] packet = new byte[Aedat31Packet.HeaderBytes + ((number + unused) * Aedat31Packet.PolarityBytes)];
        new Aedat31Packet(Aedat31Packet.Polarity, Source, Aedat31Packet.PolarityBytes, Aedat31Packet.PolarityTimeOffset, overflow,
            Capacity: (uint)(number + unused), Number: (uint)number, Valid: (uint)events.Length).Write(packet);
        Span<byte> record = packet.AsSpan(Aedat31Packet.HeaderBytes);
        for (int i = 0; i < events.Length; i++)
        {
            Put(record, events[i], isValid: true);
            record = record[Aedat31Packet.PolarityBytes..];
            if (i >= invalid)
                continue;
            // Filtered out by the camera's software: marked, not removed.
            Put(record, events[i], isValid: false);
            record = record[Aedat31Packet.PolarityBytes..];
        }

        // A packet shorter than its invalid events: the rest of them at its end.
        for (int i = events.Length; i < invalid; i++)
        {
            Put(record, events[^1], isValid: false);
            record = record[Aedat31Packet.PolarityBytes..];
        }

        to.Write(packet);
    }

    private static void Put(Span<byte> to, Event e, bool isValid)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(to, ((uint)e.X << 17) | ((uint)e.Y << 2) | ((uint)e.P << 1) | (isValid ? 1u : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(to[Aedat31Packet.PolarityTimeOffset..], (uint)e.T & int.MaxValue);
    }

    private static void WriteSpecial(MemoryStream to, long time)
    {
        Span<byte> packet = stackalloc byte[Aedat31Packet.HeaderBytes + SpecialBytes];
        new Aedat31Packet(Special, Source, SpecialBytes, Aedat31Packet.PolarityTimeOffset, (uint)(time >> TimeBits), Capacity: 1, Number: 1, Valid: 1).Write(packet);
        BinaryPrimitives.WriteUInt32LittleEndian(packet[Aedat31Packet.HeaderBytes..], 1);
        BinaryPrimitives.WriteUInt32LittleEndian(packet[(Aedat31Packet.HeaderBytes + 4)..], (uint)time & int.MaxValue);
        to.Write(packet);
    }
}
