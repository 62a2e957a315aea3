using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace NeuroKit.Events.Tests.Formats;

/// <summary>Hand-made .npy and .npz files.</summary>
internal static class NpyBytes
{
    public const string PlainRecords = "[('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')]";

    public static byte[] Array(string descr, string shape, byte[] data, int version = 1)
        => WithHeader($"{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}\n", data, version);

    public static byte[] WithHeader(string text, byte[] data, int version = 1)
    {
        byte[] header = (version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetBytes(text);
        var file = new List<byte> { 0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', (byte)version, 0 };
        byte[] length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)header.Length);
        else
            BinaryPrimitives.WriteInt32LittleEndian(length, header.Length);
        return [.. file, .. length, .. header, .. data];
    }

    /// <summary>Records of <see cref="PlainRecords"/>.</summary>
    public static byte[] Records(params (long T, ushort X, ushort Y, byte P)[] events)
    {
        byte[] data = new byte[events.Length * 13];
        for (int i = 0; i < events.Length; i++)
        {
            Span<byte> record = data.AsSpan(i * 13);
            BinaryPrimitives.WriteInt64LittleEndian(record, events[i].T);
            BinaryPrimitives.WriteUInt16LittleEndian(record[8..], events[i].X);
            BinaryPrimitives.WriteUInt16LittleEndian(record[10..], events[i].Y);
            record[12] = events[i].P;
        }

        return Array(PlainRecords, $"({events.Length},)", data);
    }

    /// <summary>A value as a NumPy type's bytes.</summary>
    public static byte[] Value(string type, double value)
    {
        byte[] bytes = type[1..] switch
        {
            "i1" => [(byte)(sbyte)value],
            "u1" or "b1" => [(byte)value],
            "i2" => BitConverter.GetBytes((short)value),
            "u2" => BitConverter.GetBytes((ushort)value),
            "i4" => BitConverter.GetBytes((int)value),
            "u4" => BitConverter.GetBytes((uint)value),
            "i8" => BitConverter.GetBytes((long)value),
            "u8" => BitConverter.GetBytes((ulong)value),
            "f2" => BitConverter.GetBytes((Half)value),
            "f4" => BitConverter.GetBytes((float)value),
            "f8" => BitConverter.GetBytes(value),
            _ => throw new ArgumentException(type, nameof(type)),
        };
        if (type[0] == '>')
            System.Array.Reverse(bytes);
        return bytes;
    }

    /// <summary>A one-dimensional array.</summary>
    public static byte[] Column(string type, params double[] values)
        => Array($"'{type}'", $"({values.Length},)", [.. values.SelectMany(v => Value(type, v))]);

    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] members)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in members)
            {
                using Stream to = zip.CreateEntry(name, level).Open();
                to.Write(content);
            }
        }

        return stream.ToArray();
    }
}
