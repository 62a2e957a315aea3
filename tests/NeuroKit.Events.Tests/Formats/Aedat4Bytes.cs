using System.Buffers.Binary;
using System.Text;

namespace NeuroKit.Events.Tests.Formats;

/// <summary>AEDAT 4.0 files by hand.</summary>
internal static class Aedat4Bytes
{
    public static Event[] Some(int count, long start = 1_633_953_690_975_950)
        => [.. Enumerable.Range(0, count).Select(i => new Event(start + (i * 3L), (ushort)(i * 7 % 346), (ushort)(i * 11 % 260), (byte)(i * 5 / 3 & 1)))];

    public static string Streams(params (int Id, string Type)[] streams)
    {
        var text = new StringBuilder("<dv version=\"2.0\"><node name=\"outInfo\" path=\"/\">");
        foreach ((int id, string type) in streams)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"""
                <node name="{id}" path="/{id}/"><attr key="originalModuleName" type="string">capture</attr><attr key="originalOutputName" type="string">out{id}</attr>
                <attr key="typeIdentifier" type="string">{type}</attr><node name="info"><attr key="sizeX" type="int">346</attr><attr key="sizeY" type="int">260</attr></node></node>
                """);
        }

        return text.Append("</node></dv>").ToString();
    }

    public static string OneStream => Streams((0, "EVTS"));

    public static byte[] File(int compression, string info, params byte[][] packets) => [.. Header(compression, -1, info), .. packets.SelectMany(p => p)];

    /// <summary>A file with a data table behind its packets.</summary>
    public static byte[] FileWithTable(int compression, string info, byte[] table, params byte[][] packets)
    {
        byte[] body = [.. packets.SelectMany(p => p)];
        int header = Header(compression, 0, info).Length;
        return [.. Header(compression, header + body.Length, info), .. body, .. table];
    }

    public static byte[] Header(int compression, long tableAt, string info, string identifier = "IOHE")
    {
        byte[] text = Encoding.UTF8.GetBytes(info);
        // vtable at 8 (length 10, table 20; fields at 4, 12, 8), root at 20.
        byte[] buffer =
        [
            .. Int(20), .. Encoding.ASCII.GetBytes(identifier), .. Short(10), .. Short(20), .. Short(4), .. Short(12), .. Short(8), .. Short(0),
            .. Int(12), .. Int(compression), .. Int(12), .. Long(tableAt), .. Int(text.Length), .. text, 0,
        ];
        return [.. "#!AER-DAT4.0\r\n"u8, .. Int(buffer.Length), .. buffer];
    }

    public static byte[] Packet(int stream, byte[] payload) => [.. Int(stream), .. Int(payload.Length), .. payload];

    public static byte[] EventPacket(params Event[] events) => EventVector([.. events.SelectMany(Struct)], events.Length);

    public static byte[] EventVector(byte[] structs, int count, string identifier = "EVTS")
        => Prefixed([.. Int(16), .. Encoding.ASCII.GetBytes(identifier), .. Short(6), .. Short(8), .. Short(4), .. Short(0), .. Int(8), .. Int(4), .. Int(count), .. structs]);

    public static byte[] Struct(Event e)
        => [.. Long(e.T), .. Short(e.X), .. Short(e.Y), e.P, 0xAB, 0xCD, 0xEF]; // the padding may hold anything

    /// <summary>Inertial samples or triggers: tables of which only the time is there.</summary>
    public static byte[] Timed(string identifier, params long[] times)
    {
        // Root at 16, vector at 24; each table is: vtable (6, 12, 4), padding, offset, time.
        var bytes = new List<byte>([.. Int(16), .. Encoding.ASCII.GetBytes(identifier), .. Short(6), .. Short(8), .. Short(4), .. Short(0), .. Int(8), .. Int(4), .. Int(times.Length)]);
        for (int i = 0; i < times.Length; i++)
            bytes.AddRange(Int((4 * (times.Length - i)) + (20 * i) + 8));
        foreach (long time in times)
            bytes.AddRange([.. Short(6), .. Short(12), .. Short(4), .. Short(0), .. Int(8), .. Long(time)]);
        return Prefixed([.. bytes]);
    }

    public static byte[] Frame(long time, byte[] pixels)
        => Prefixed([.. Int(20), .. "FRME"u8, .. Short(8), .. Short(16), .. Short(8), .. Short(4), .. Int(0), .. Int(12), .. Int(12), .. Long(time), .. Int(pixels.Length), .. pixels]);

    /// <summary>A data table: stream, elements, first and last time of each packet.</summary>
    public static byte[] Table(params (int Stream, long Elements, long First, long Last)[] entries)
    {
        var bytes = new List<byte>([.. Int(16), .. "FTAB"u8, .. Short(6), .. Short(8), .. Short(4), .. Short(0), .. Int(8), .. Int(4), .. Int(entries.Length)]);
        // Each: vtable (14, 44; fields at 4, 12, 20, 28, 36), padding, offset, place, stream and size, elements, times.
        const int EntryBytes = 16 + 44;
        for (int i = 0; i < entries.Length; i++)
            bytes.AddRange(Int((4 * (entries.Length - i)) + (EntryBytes * i) + 16));
        foreach ((int stream, long elements, long first, long last) in entries)
        {
            bytes.AddRange([.. Short(14), .. Short(44), .. Short(4), .. Short(12), .. Short(20), .. Short(28), .. Short(36), .. Short(0)]);
            bytes.AddRange([.. Int(16), .. Long(0), .. Int(stream), .. Int(0), .. Long(elements), .. Long(first), .. Long(last)]);
        }

        return Prefixed([.. bytes]);
    }

    /// <summary>A Zstandard frame of raw blocks, or of one byte repeated.</summary>
    public static byte[] Zstd(byte[] content)
    {
        // No content size, no checksum; a window of 1 MiB.
        var frame = new List<byte>([.. Int(unchecked((int)0xFD2FB528)), 0x00, 10 << 3]);
        for (int at = 0; at < content.Length; at += 1000)
        {
            byte[] block = content[at..Math.Min(content.Length, at + 1000)];
            bool isSame = block.All(b => b == block[0]);
            int head = (block.Length << 3) | (isSame ? 2 : 0) | (at + 1000 >= content.Length ? 1 : 0);
            frame.AddRange([(byte)head, (byte)(head >> 8), (byte)(head >> 16), .. isSame ? block[..1] : block]);
        }

        return [.. frame];
    }

    private static byte[] Prefixed(byte[] buffer) => [.. Int(buffer.Length), .. buffer];

    private static byte[] Short(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Int(int value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Long(long value)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return bytes;
    }
}
