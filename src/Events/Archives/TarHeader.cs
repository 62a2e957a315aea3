using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NeuroKit.Events.Archives;

/// <summary>A tar header block. Source: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar's manual, "Basic Tar Format".</summary>
internal readonly record struct TarHeader(string Name, long Size, char Type)
{
    public const int BlockBytes = 512;
    public const char PaxHeader = 'x';
    public const char PaxGlobal = 'g';
    public const char GnuLongName = 'L';
    public const char GnuLongLink = 'K';
    public const char Folder = '5';

    public bool IsFile => Type is '0' or '\0' or '7';

    public bool IsMeta => Type is PaxHeader or PaxGlobal or GnuLongName or GnuLongLink;

    /// <summary>Reads a block.</summary>
    /// <param name="block">512 bytes, not all zero.</param>
    /// <param name="header">What it says.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? Parse(ReadOnlySpan<byte> block, out TarHeader header)
    {
        header = default;
        if (!TryNumber(block[148..156], out long checksum))
            return "no tar header";
        long sum = 8 * ' ';
        for (int i = 0; i < BlockBytes; i++)
            sum += i is >= 148 and < 156 ? 0 : block[i];
        if (sum != checksum)
            return "a tar header of another checksum";
        if (!TryNumber(block[124..136], out long size))
            return "a tar header without a size";
        string name = Text(block[..100]);
        // Only POSIX headers have a prefix; GNU's have other things there.
        if (block[257..].StartsWith("ustar\0"u8) && block[345] != 0)
            name = $"{Text(block[345..500])}/{name}";
        char type = (char)block[156];
        if (type == '\0' && name.EndsWith('/'))
            type = Folder;
        header = new TarHeader(name, size, type);
        return null;
    }

    /// <summary>Text up to its zero.</summary>
    public static string Text(ReadOnlySpan<byte> field)
    {
        int end = field.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? field : field[..end]);
    }

    /// <summary>Goes through the records of a pax header: <c>LENGTH KEY=VALUE\n</c>.</summary>
    /// <param name="records">The records.</param>
    /// <param name="name">The path, where one is said.</param>
    /// <param name="size">The size, where one is said.</param>
    /// <returns>What is wrong, or null.</returns>
    public static string? ParsePax(ReadOnlySpan<byte> records, ref string? name, ref long? size)
    {
        while (!records.IsEmpty)
        {
            int space = records.IndexOf((byte)' ');
            if (space is < 1 or > 9 || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || length <= space + 1 || length > records.Length || records[length - 1] != '\n')
                return "a pax header of broken records";
            ReadOnlySpan<byte> record = records[(space + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals < 0)
                return "a pax header of broken records";
            ReadOnlySpan<byte> key = record[..equals];
            ReadOnlySpan<byte> value = record[(equals + 1)..];
            if (key.SequenceEqual("path"u8))
                name = Encoding.UTF8.GetString(value);
            else if (key.StartsWith("GNU.sparse"u8))
                return "a sparse file";
            else if (key.SequenceEqual("size"u8))
            {
                if (!long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long said))
                    return "a pax header of broken records";
                size = said;
            }

            records = records[length..];
        }

        return null;
    }

    // Octal digits, or, where the first bit is set, a big-endian number.
    private static bool TryNumber(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        if (field[0] >= 0x80)
        {
            if (field[0] != 0x80 || field.Length < 9)
                return false;
            if (field[1..^8].ContainsAnyExcept((byte)0))
                return false;
            value = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
            return value >= 0;
        }

        field = field.Trim(" \0"u8);
        if (field.IsEmpty)
            return false;
        foreach (byte digit in field)
        {
            if (digit is < (byte)'0' or > (byte)'7')
                return false;
            value = (value << 3) | (uint)(digit - '0'); // at most eleven digits
        }

        return true;
    }
}
