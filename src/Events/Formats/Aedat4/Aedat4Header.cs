using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Xml;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>The header: a size-prefixed FlatBuffer <c>IOHE</c> with the compression, the place of the data table and the streams as XML.</summary>
/// <param name="Compression">How packets are compressed.</param>
/// <param name="TableAt">Where the packets end and the data table begins; null where the file has none.</param>
/// <param name="Info">The XML text, lines separated by LF.</param>
/// <param name="ByteLength">Length of magic and header.</param>
internal sealed record Aedat4Header(Aedat4Compression Compression, long? TableAt, string Info, long ByteLength)
{
    private const int MaxDepth = 64;
    private const int CompressionField = 0;
    private const int TableField = 1;
    private const int InfoField = 2;

    /// <summary>Reads the header and leaves the source at the first packet.</summary>
    /// <exception cref="InvalidEventDataException">It contradicts the format.</exception>
    public static Aedat4Header Read(EventSource source, EventReadOptions options)
    {
        int magicBytes = Aedat4Format.Magic.Length;
        ReadOnlySpan<byte> window = source.Fetch(magicBytes + sizeof(uint));
        if (!window.StartsWith(Aedat4Format.Magic) || window.Length < magicBytes + sizeof(uint))
            throw Invalid(source, 0, window.IsEmpty ? "nothing" : "another beginning", "\"#!AER-DAT4.0\", CR, LF and a header");
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(window[magicBytes..]);
        if (size > options.MaxHeaderBytes)
            throw Invalid(source, magicBytes, $"a header of {size} bytes", $"at most {options.MaxHeaderBytes} (EventReadOptions.MaxHeaderBytes)");
        int length = magicBytes + sizeof(uint) + (int)size;
        window = WholeBytes.Fetch(source, length);
        if (window.Length < length)
            throw Invalid(source, magicBytes, $"the file's end {window.Length - magicBytes} bytes into the header", $"a header of {size} bytes");
        Aedat4Header header = Parse(source, window[(magicBytes + sizeof(uint))..length], length);
        source.Advance(length);
        return header;
    }

    /// <summary>The streams that the XML declares.</summary>
    /// <exception cref="XmlException">It is not well-formed.</exception>
    public IReadOnlyList<Aedat4Stream> ReadStreams()
    {
        // <dv><node name="outInfo"><node name="0"> <attr key="typeIdentifier">EVTS</attr> <node name="info"> <attr key="sizeX">346</attr> …
        var streams = new List<Aedat4Stream>();
        if (string.IsNullOrWhiteSpace(Info))
            return streams;
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true, IgnoreProcessingInstructions = true };
        using var xml = XmlReader.Create(new StringReader(Info), settings);
        var path = new Stack<string>();
        int? id = null;
        var attributes = new Dictionary<string, string>();
        while (xml.Read())
        {
            if (xml.Depth > MaxDepth)
                throw new XmlException($"elements nested deeper than {MaxDepth}");
            if (xml.NodeType == XmlNodeType.Element)
            {
                string key = xml.GetAttribute("key") ?? "";
                string name = xml.GetAttribute("name") ?? "";
                bool isAttribute = xml.Name == "attr";
                if (isAttribute)
                {
                    if (id is not null && !xml.IsEmptyElement && xml.Read() && xml.NodeType == XmlNodeType.Text)
                        attributes.TryAdd(key, xml.Value.Trim());
                }
                else if (!xml.IsEmptyElement)
                {
                    if (path.TryPeek(out string? parent) && parent == "outInfo" && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                    {
                        id = number;
                        attributes.Clear();
                    }

                    path.Push(name);
                }
            }
            else if (xml.NodeType == XmlNodeType.EndElement && xml.Name != "attr" && path.Count > 0)
            {
                path.Pop();
                if (id is { } ended && path.TryPeek(out string? parent) && parent == "outInfo")
                {
                    streams.Add(StreamOf(ended, attributes));
                    id = null;
                }
            }
        }

        return streams;
    }

    private static Aedat4Stream StreamOf(int id, Dictionary<string, string> attributes)
    {
        string Text(string key) => attributes.GetValueOrDefault(key, "");
        SensorSize? size = int.TryParse(Text("sizeX"), NumberStyles.None, CultureInfo.InvariantCulture, out int width)
            && int.TryParse(Text("sizeY"), NumberStyles.None, CultureInfo.InvariantCulture, out int height)
            && width is > 0 and <= SensorSize.MaxSide && height is > 0 and <= SensorSize.MaxSide
            ? new SensorSize(width, height)
            : null;
        return new Aedat4Stream(id, Text("typeIdentifier"), $"{Text("originalModuleName")}/{Text("originalOutputName")}", size);
    }

    private static Aedat4Header Parse(EventSource source, ReadOnlySpan<byte> buffer, int length)
    {
        int at = Aedat4Format.Magic.Length + sizeof(uint);
        if (buffer.Length < 8 || !buffer[4..].StartsWith("IOHE"u8))
            throw Invalid(source, at, "another FlatBuffer", "one with the identifier IOHE");
        if (!FlatTable.TryRoot(buffer, out FlatTable root)
            || !root.TryInt32(CompressionField, out int compression)
            || !root.TryInt64(TableField, out long table, otherwise: -1)
            || !root.TryVector(InfoField, 1, out int start, out int count))
            throw Invalid(source, at, "a header that points outside itself", "a FlatBuffer");
        if (compression is < 0 or > (int)Aedat4Compression.ZstdHigh)
            throw Invalid(source, at, $"compression {compression}", "0 (none), 1 or 2 (LZ4), 3 or 4 (Zstd)");
        if (table > 0 && table < length)
            throw Invalid(source, at, $"a data table at byte {table}", $"one behind the header of {length} bytes, or none (-1)");
        string info = Encoding.UTF8.GetString(buffer.Slice(start, count)).ReplaceLineEndings("\n");
        return new Aedat4Header((Aedat4Compression)compression, table > 0 ? table : null, info, length);
    }

    private static InvalidEventDataException Invalid(EventSource source, long at, string found, string expected)
        => new(source.Name, Math.Min(at, source.Length ?? at), found, expected);
}
