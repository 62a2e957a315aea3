using System.IO.Compression;
using System.Text;
using NeuroKit.Events.Formats.Npy;

namespace NeuroKit.Events.Tests.Archives;

/// <summary>A zip file by hand, honest unless a member or the end is told to lie.</summary>
internal sealed class ZipBytes
{
    private readonly List<(Member Member, long At)> _written = [];
    private readonly MemoryStream _file = new();

    /// <summary>A member and what its two headers say of it.</summary>
    public sealed record Member(string Name, byte[] Content)
    {
        public bool Deflate { get; init; } = true;

        public ushort? Method { get; init; }

        public ushort Flags { get; init; } = 0x0800;

        public byte Host { get; init; }

        public uint Attributes { get; init; }

        public bool Zip64 { get; init; }

        public ulong? Size { get; init; }

        public ulong? Packed { get; init; }

        public ulong? At { get; init; }

        public uint? Crc { get; init; }

        public byte[]? RawName { get; init; }

        public string? LocalName { get; init; }

        public byte[]? Body { get; init; }

        public byte[] NameBytes => RawName ?? Encoding.UTF8.GetBytes(Name);

        public byte[] BodyBytes => Body ?? (Deflate ? Deflated(Content) : Content);
    }

    public static byte[] Of(params Member[] members) => new ZipBytes().Add(members).Finish();

    public static byte[] Deflated(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            deflate.Write(content);
        return packed.ToArray();
    }

    public ZipBytes Add(params Member[] members)
    {
        foreach (Member member in members)
        {
            _written.Add((member, _file.Length));
            byte[] name = member.LocalName is { } local ? Encoding.UTF8.GetBytes(local) : member.NameBytes;
            byte[] body = member.BodyBytes;
            _file.Write([.. "PK\x3\x4"u8, .. Short(20), .. Short(member.Flags), .. Short(MethodOf(member)), .. Int(0), .. Int(Crc32.Append(0, member.Content)),
                .. Int((uint)body.Length), .. Int((uint)member.Content.Length), .. Short(name.Length), .. Short(0), .. name, .. body]);
        }

        return this;
    }

    public byte[] Finish(bool zip64 = false, ulong? count = null, ulong? size = null, ulong? position = null, ushort disk = 0, ulong? wideCount = null, long? locator = null, string comment = "")
    {
        long start = _file.Length;
        foreach ((Member member, long at) in _written)
            _file.Write(Entry(member, at));
        ulong bytes = size ?? (ulong)(_file.Length - start);
        ulong entries = count ?? (ulong)_written.Count;
        ulong first = position ?? (ulong)start;
        long end = _file.Length;
        if (zip64)
        {
            _file.Write([.. "PK\x6\x6"u8, .. Long(44), .. Short(45), .. Short(45), .. Int(0), .. Int(0), .. Long(wideCount ?? entries), .. Long(wideCount ?? entries), .. Long(bytes), .. Long(first)]);
            _file.Write([.. "PK\x6\x7"u8, .. Int(0), .. Long((ulong)(locator ?? end)), .. Int(1)]);
        }

        bool isNarrow = !zip64 || wideCount is not null;
        _file.Write([.. "PK\x5\x6"u8, .. Short(disk), .. Short(disk), .. Short(isNarrow ? (int)entries : 0xFFFF), .. Short(isNarrow ? (int)entries : 0xFFFF),
            .. Int(zip64 ? uint.MaxValue : (uint)bytes), .. Int(zip64 ? uint.MaxValue : (uint)first), .. Short(comment.Length), .. Encoding.ASCII.GetBytes(comment)]);
        return _file.ToArray();
    }

    private static byte[] Entry(Member member, long at)
    {
        byte[] name = member.NameBytes;
        ulong size = member.Size ?? (ulong)member.Content.Length;
        ulong packed = member.Packed ?? (ulong)member.BodyBytes.Length;
        ulong header = member.At ?? (ulong)at;
        byte[] extra = member.Zip64 ? [.. Short(0x9999), .. Short(2), 1, 2, .. Short(1), .. Short(24), .. Long(size), .. Long(packed), .. Long(header)] : [];
        return
        [
            .. "PK\x1\x2"u8, 20, member.Host, .. Short(20), .. Short(member.Flags), .. Short(MethodOf(member)), .. Int(0), .. Int(member.Crc ?? Crc32.Append(0, member.Content)),
            .. Int(member.Zip64 ? uint.MaxValue : (uint)packed), .. Int(member.Zip64 ? uint.MaxValue : (uint)size), .. Short(name.Length), .. Short(extra.Length), .. Short(0),
            .. Short(0), .. Short(0), .. Int(member.Attributes), .. Int(member.Zip64 ? uint.MaxValue : (uint)header), .. name, .. extra,
        ];
    }

    private static int MethodOf(Member member) => member.Method ?? (member.Deflate ? 8 : 0);

    private static byte[] Short(int value) => [(byte)value, (byte)(value >> 8)];

    private static byte[] Int(uint value) => [(byte)value, (byte)(value >> 8), (byte)(value >> 16), (byte)(value >> 24)];

    private static byte[] Long(ulong value) => [.. Int((uint)value), .. Int((uint)(value >> 32))];
}
