using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>The header of a <c>.npy</c> array, versions 1 to 3. Source: NumPy's reference, "numpy.lib.format", NEP 1.</summary>
/// <param name="Type">The elements' type.</param>
/// <param name="Shape">The array's lengths.</param>
/// <param name="Text">The header's dictionary.</param>
/// <param name="ByteLength">Length of the header: where the elements begin.</param>
internal sealed record NpyHeader(NpyType Type, IReadOnlyList<long> Shape, string Text, long ByteLength)
{
    private const int PrefixBytes = 8;

    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The shape as Python writes it.</summary>
    public string ShapeText => Shape.Count == 1
        ? string.Create(CultureInfo.InvariantCulture, $"({Shape[0]},)")
        : $"({string.Join(", ", Shape.Select(s => s.ToString(CultureInfo.InvariantCulture)))})";

    /// <summary>Reads the header and leaves the source behind it.</summary>
    /// <param name="source">The source, at its start.</param>
    /// <param name="maxBytes">Longest header accepted.</param>
    /// <exception cref="InvalidEventDataException">It is not such a header.</exception>
    public static NpyHeader Read(EventSource source, int maxBytes)
    {
        ReadOnlySpan<byte> start = source.Fetch(PrefixBytes + sizeof(uint));
        if (!start.StartsWith(Magic))
            throw Invalid(source, 0, start.IsEmpty ? "no bytes" : "bytes " + Convert.ToHexString(start[..Math.Min(6, start.Length)]), "the magic of .npy, \\x93NUMPY");
        if (start.Length < PrefixBytes + sizeof(ushort) + 1)
            throw Invalid(source, start.Length, "the end", "a header");
        int version = start[6];
        if (version is < 1 or > 3)
            throw Invalid(source, 6, $"version {version}", "version 1, 2 or 3 of .npy");
        int lengthBytes = version == 1 ? sizeof(ushort) : sizeof(uint);
        if (start.Length < PrefixBytes + lengthBytes)
            throw Invalid(source, start.Length, "the end", "a header");
        uint length = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(start[PrefixBytes..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[PrefixBytes..]);
        if (length > maxBytes)
            throw Invalid(source, PrefixBytes, $"a header of {length} bytes", $"at most {maxBytes} (EventReadOptions.MaxHeaderBytes)");
        int from = PrefixBytes + lengthBytes;
        int end = from + (int)length;
        ReadOnlySpan<byte> header = FetchGrowing(source, end);
        if (header.Length < end)
            throw Invalid(source, header.Length, "the end", $"a header of {length} bytes");
        header = header[from..end];
        string text = (version == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header);
        NpyHeader read = Parse(source, from, text, end);
        source.Advance(end);
        return read;
    }

    // Never more than twice what is there, whatever length is claimed.
    private static ReadOnlySpan<byte> FetchGrowing(EventSource source, int bytes)
    {
        ReadOnlySpan<byte> window = source.Window;
        while (window.Length < bytes)
        {
            int before = window.Length;
            window = source.Fetch(Math.Min(bytes, Math.Max(2 * before, 4096)));
            if (window.Length == before)
                break;
        }

        return window;
    }

    private static NpyHeader Parse(EventSource source, int from, string text, int end)
    {
        try
        {
            if (NpyLiteral.Parse(text) is not Dictionary<string, object?> header)
                throw new FormatException("no dictionary; expected descr, fortran_order and shape");
            foreach (string key in (ReadOnlySpan<string>)["descr", "fortran_order", "shape"])
            {
                if (!header.ContainsKey(key))
                    throw new FormatException($"no '{key}'; expected descr, fortran_order and shape");
            }

            if (header["fortran_order"] is not bool)
                throw new FormatException("fortran_order that is neither True nor False; expected one of them");
            if (header["shape"] is not object?[] shape || Array.Exists(shape, s => s is not >= 0L))
                throw new FormatException("a shape that is no tuple of lengths; expected one");
            return new NpyHeader(NpyType.Parse(header["descr"]), [.. shape.Select(s => (long)s!)], text.TrimEnd(), end);
        }
        catch (FormatException error)
        {
            throw Invalid(source, from, "a header with " + error.Message, "a NumPy array header", error);
        }
    }

    private static InvalidEventDataException Invalid(EventSource source, long offset, string found, string expected, Exception? cause = null)
        => new(source.Name, offset, found, expected, cause);
}
