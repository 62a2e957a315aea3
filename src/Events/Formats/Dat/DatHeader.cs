using System.Globalization;
using System.Text;
using NeuroKit.Events.Internals;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Dat;

/// <summary>
/// What comes before the events: lines that begin with <c>%</c>, then the type and the size of an event, a byte each. No type is a
/// <c>%</c>, so the first byte that begins no line is the type.
/// </summary>
/// <param name="Text">The lines, separated by LF.</param>
/// <param name="Length">Length in bytes, type and size included.</param>
/// <param name="Size">The sensor's size, where a line of both or a line of each is there.</param>
/// <param name="Start">When the recording began, where a line says it.</param>
internal sealed record DatHeader(string Text, long Length, SensorSize? Size, DateTimeOffset? Start)
{
    public const int EventBytes = 8;
    public const byte PixelType = 0x0C;
    public const string DatePattern = "yyyy-MM-dd HH:mm:ss";

    // The type that early recordings (N-CARS) give the same events.
    private const byte EarlyPixelType = 0x00;

    // Before version 2 an address had other fields.
    private const int FirstVersion = 2;

    public static bool IsPixelType(byte type) => type is PixelType or EarlyPixelType;

    /// <summary>Whether a header line names an encoding, as only those of Prophesee's RAW files do.</summary>
    public static bool IsRawLine(ReadOnlySpan<byte> line) => line.StartsWith("% evt "u8) || line.StartsWith("% format "u8);

    /// <summary>Reads the header and leaves the source at the first event.</summary>
    /// <exception cref="InvalidEventDataException">There is no header, or what follows is not pixel events as we know them.</exception>
    public static DatHeader Read(EventSource source, EventReadOptions options)
    {
        var text = new StringBuilder();
        long length = 0;
        int? width = null;
        int? height = null;
        DateTimeOffset? start = null;
        while (true)
        {
            int lineLength = HeaderLine.Peek(source, (byte)'%', options.MaxHeaderBytes - length);
            if (lineLength == 0)
                break;
            string line = Encoding.Latin1.GetString(source.Window[..lineLength].TrimEnd("\r\n"u8));
            if (IsRawLine(source.Window[..lineLength]))
                throw Invalid(source, $"\"{line}\", a line of Prophesee RAW", "the header of a .dat file");
            text.Append(line).Append('\n');
            if (Value(line, "% Width ") is { } widthText)
                width = Side(source, line, widthText);
            else if (Value(line, "% Height ") is { } heightText)
                height = Side(source, line, heightText);
            else if (Value(line, "% geometry ") is { } geometry)
                (width, height) = Geometry(source, line, geometry);
            else if (Value(line, "% Date ") is { } date)
                start = Date(date);
            else if (Value(line, "% Version ") is { } version && Number(version) is < FirstVersion)
                throw Invalid(source, $"\"{line}\"", $"version {FirstVersion} or later; earlier ones have another address layout");
            source.Advance(lineLength);
            length += lineLength;
        }

        if (length == 0)
            throw Invalid(source, source.Window.IsEmpty ? "nothing" : $"byte 0x{source.Window[0]:X2}", "header lines that begin with %");
        ReadOnlySpan<byte> kind = source.Fetch(2);
        if (kind.Length < 2)
            throw Invalid(source, $"{kind.Length} bytes after the header lines", "the type and the size of an event");
        if (!IsPixelType(kind[0]) || kind[1] != EventBytes)
        {
            throw Invalid(source, $"events of type 0x{kind[0]:X2} and {kind[1]} bytes",
                $"pixel events: type 0x{PixelType:X2} or 0x{EarlyPixelType:X2}, {EventBytes} bytes");
        }

        source.Advance(2);
        SensorSize? size = width is { } w && height is { } h ? new SensorSize(w, h) : null;
        return new DatHeader(text.ToString(), length + 2, size, start);
    }

    private static string? Value(string line, string key)
        => line.StartsWith(key, StringComparison.OrdinalIgnoreCase) ? line[key.Length..].Trim() : null;

    private static int? Number(string text)
        => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    private static int Side(EventSource source, string line, string text)
        => Number(text) is { } side and >= 1 and <= SensorSize.MaxSide
            ? side
            : throw Invalid(source, $"\"{line}\"", $"a number from 1 to {SensorSize.MaxSide}");

    private static (int Width, int Height) Geometry(EventSource source, string line, string text)
        => SensorSize.TryParse(text, out SensorSize size)
            ? (size.Width, size.Height)
            : throw Invalid(source, $"\"{line}\"", $"width x height with sides of 1 to {SensorSize.MaxSide}, for example 1280x720");

    // The zone is not said; it is taken as UTC, which is what the writer writes.
    private static DateTimeOffset? Date(string text)
        => DateTimeOffset.TryParseExact(text, DatePattern, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date
            : null;

    private static InvalidEventDataException Invalid(EventSource source, string found, string expected)
        => new(source.Name, source.Position, found, expected);
}
