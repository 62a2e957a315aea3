using System.Globalization;
using System.Text;
using NeuroKit.Events.Internals;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat31;

/// <summary>The text lines before the packets: they begin with <c>#</c>, end with CRLF (LF is accepted), and the last is <c>#!END-HEADER</c>.</summary>
internal static class Aedat31Header
{
    public const string End = "#!END-HEADER";
    private const string StartKey = "#Start-Time: ";
    private const string StartPattern = "yyyy-MM-dd HH:mm:ss zzz";

    /// <summary>Reads the header and leaves the source at the first packet.</summary>
    /// <exception cref="InvalidEventDataException">The header does not begin or end as it must.</exception>
    public static (string Text, long Length) Read(EventSource source, EventReadOptions options)
    {
        ReadOnlySpan<byte> start = source.Fetch(Aedat31Format.Magic.Length);
        if (!start.StartsWith(Aedat31Format.Magic))
        {
            throw new InvalidEventDataException(source.Name, 0, start.IsEmpty ? "nothing" : "another beginning",
                $"\"{Encoding.ASCII.GetString(Aedat31Format.Magic)}\"");
        }

        StringBuilder text = HeaderText.Begin();
        long length = 0;
        while (true)
        {
            int lineLength = HeaderLine.Peek(source, (byte)'#', options.MaxHeaderBytes - length);
            if (lineLength == 0)
            {
                throw new InvalidEventDataException(source.Name, source.Position,
                    source.Window.IsEmpty ? "the end of the file" : $"byte 0x{source.Window[0]:X2}", $"a header line, up to \"{End}\"");
            }

            string line = Encoding.Latin1.GetString(source.Window[..lineLength].TrimEnd("\r\n"u8));
            HeaderText.AppendLine(text, source.Window[..lineLength]);
            source.Advance(lineLength);
            length += lineLength;
            if (line == End)
                return (HeaderText.End(text), length);
        }
    }

    /// <summary>When the recording began (<c>#Start-Time: 2016-07-25 10:35:24 (TZ+0200)</c>); null where it is not said so.</summary>
    public static DateTimeOffset? FindStart(string text)
    {
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            if (!line.StartsWith(StartKey, StringComparison.Ordinal))
                continue;
            // "2016-07-25 10:35:24 (TZ+0200)" → "2016-07-25 10:35:24 +02:00"
            string value = line[StartKey.Length..].ToString();
            int zone = value.IndexOf(" (TZ", StringComparison.Ordinal);
            if (zone < 0 || value.Length != zone + 10 || value[^1] != ')')
                return null;
            string dotNet = $"{value.AsSpan(0, zone)} {value.AsSpan(zone + 4, 3)}:{value.AsSpan(zone + 7, 2)}";
            return DateTimeOffset.TryParseExact(dotNet, StartPattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset start)
                ? start
                : null;
        }

        return null;
    }

    /// <summary>The line that <see cref="FindStart"/> reads, without its end.</summary>
    public static string StartLine(DateTimeOffset start)
    {
        string text = start.ToString(StartPattern, CultureInfo.InvariantCulture);
        return $"{StartKey}{text.AsSpan(0, 19)} (TZ{text.AsSpan(20, 3)}{text.AsSpan(24, 2)})";
    }

    /// <summary>The sensor's size by the cameras that the <c>#Source</c> lines name; null where they name none that is known, or several that differ.</summary>
    public static SensorSize? FindSize(string text)
    {
        SensorSize? size = null;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            // "#Source 1: DVS128"; "#-Source …" lines tell of earlier stages and are not ours.
            if (!line.StartsWith("#Source ", StringComparison.Ordinal) || line.IndexOf(": ", StringComparison.Ordinal) is not (> 0 and int colon))
                continue;
            SensorSize? named = SizeOf(line[(colon + 2)..].Trim());
            if (named is null || (size is not null && size != named))
                return null;
            size = named;
        }

        return size;
    }

    /// <summary>A camera's name for the <c>#Source</c> line.</summary>
    public static string NameOf(SensorSize? size)
        => size == SensorSize.Dvs128 ? "DVS128"
            : size == SensorSize.Davis240 ? "DAVIS240C"
            : size == SensorSize.Davis346 ? "DAVIS346"
            : "Unknown";

    private static SensorSize? SizeOf(ReadOnlySpan<char> camera)
        => camera.StartsWith("DVS128", StringComparison.OrdinalIgnoreCase) ? SensorSize.Dvs128
            : camera.StartsWith("DAVIS240", StringComparison.OrdinalIgnoreCase) ? SensorSize.Davis240
            : camera.StartsWith("DAVIS346", StringComparison.OrdinalIgnoreCase) ? SensorSize.Davis346
            : null;
}
