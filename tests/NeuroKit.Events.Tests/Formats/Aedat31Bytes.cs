using System.Buffers.Binary;
using System.Text;

namespace NeuroKit.Events.Tests.Formats;

/// <summary>Puts AEDAT 3.1 files together by hand, wrong ones too.</summary>
internal static class Aedat31Bytes
{
    public const string Header = "#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n#!END-HEADER\r\n";

    public static byte[] File(params byte[][] packets) => [.. Encoding.ASCII.GetBytes(Header), .. packets.SelectMany(p => p)];

    public static byte[] PacketHeader(
        ushort type, uint size, uint timeOffset, uint overflow, uint capacity, uint number, uint valid)
    {
        byte[] header = new byte[28];
        BinaryPrimitives.WriteUInt16LittleEndian(header, type);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(2), 1);
        uint[] fields = [size, timeOffset, overflow, capacity, number, valid];
        for (int i = 0; i < fields.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4 + (4 * i)), fields[i]);
        return header;
    }

    /// <summary>A polarity packet of 8-byte events.</summary>
    public static byte[] Packet(uint overflow, params Event[] events)
        => [.. PacketHeader(1, 8, 4, overflow, (uint)events.Length, (uint)events.Length, (uint)events.Length), .. events.SelectMany(e => Words(e))];

    public static byte[] Words(Event e, bool valid = true, int size = 8, int timeOffset = 4)
    {
        byte[] words = new byte[size];
        words.AsSpan(4).Fill(0xEE); // what is not ours is not zero either
        BinaryPrimitives.WriteUInt32LittleEndian(words, ((uint)e.X << 17) | ((uint)e.Y << 2) | ((uint)e.P << 1) | (valid ? 1u : 0));
        BinaryPrimitives.WriteUInt32LittleEndian(words.AsSpan(timeOffset), (uint)e.T & int.MaxValue);
        return words;
    }

    public static Event[] Some(int count, int seed = 1, long start = 1000)
    {
        var random = new Random(seed);
        var events = new Event[count];
        for (int i = 0; i < count; i++)
            events[i] = new Event(start += random.Next(3), (ushort)random.Next(32768), (ushort)random.Next(32768), (byte)random.Next(2));
        return events;
    }

    public static Event[] ToArray(EventSpan events)
    {
        var array = new Event[events.Length];
        for (int i = 0; i < array.Length; i++)
            array[i] = events[i];
        return array;
    }
}
