using System.IO.Compression;
using System.Text;

namespace NeuroKit.Events.Tests.Archives;

/// <summary>A tar file by hand.</summary>
internal static class TarBytes
{
    public static byte[] Of(params byte[][] entries) => [.. entries.SelectMany(e => e), .. new byte[1024]];

    public static byte[] Entry(string name, byte[] content, char type = '0', string magic = "ustar\0", string prefix = "", long? size = null, byte[]? rawSize = null)
    {
        byte[] header = new byte[512];
        Encoding.UTF8.GetBytes(name).CopyTo(header, 0);
        "0000644\0"u8.CopyTo(header.AsSpan(100));
        (rawSize ?? Encoding.ASCII.GetBytes(Convert.ToString(size ?? content.Length, 8).PadLeft(11, '0') + "\0")).CopyTo(header, 124);
        "00000000000\0"u8.CopyTo(header.AsSpan(136));
        header[156] = (byte)type;
        Encoding.ASCII.GetBytes(magic).CopyTo(header, 257);
        Encoding.UTF8.GetBytes(prefix).CopyTo(header, 345);
        header.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(header.Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(header, 148);
        return [.. header, .. content, .. new byte[(512 - (content.Length % 512)) % 512]];
    }

    public static byte[] Pax(params (string Key, string Value)[] records)
    {
        var text = new List<byte>();
        foreach ((string key, string value) in records)
        {
            int body = Encoding.UTF8.GetByteCount($" {key}={value}\n");
            int length = body + 1;
            while (length != body + length.ToString(System.Globalization.CultureInfo.InvariantCulture).Length)
                length++;
            text.AddRange(Encoding.UTF8.GetBytes($"{length} {key}={value}\n"));
        }

        return Entry("pax", [.. text], 'x');
    }

    public static byte[] GZip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }
}
