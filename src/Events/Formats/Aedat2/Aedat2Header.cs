using System.Globalization;
using System.Text;
using NeuroKit.Events.Internals;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat2;

/// <summary>
/// The text lines before the events. A line begins with <c>#</c> and ends with CRLF or LF. Some headers end with a marker line, some just
/// end: then the first line that does not begin with <c>#</c> is data. A DAVIS address can begin with that byte too, so a line must also
/// be text; bytes past ASCII (a user's name) are accepted where a marker follows.
/// </summary>
internal static class Aedat2Header
{
    /// <summary>Begins the line in which NeuroKit says a sensor's size that is not its chip's own; other readers take it for a comment.</summary>
    public const string SizeKey = "# SensorSize: ";

    private const int MaxLineBytes = 64 * 1024;

    private static ReadOnlySpan<byte> EndMarker => "#End Of ASCII Header"u8;

    /// <summary>Reads the header and leaves the source at the first event.</summary>
    /// <returns>The lines, their length in bytes, and whether what follows looks like a further line but is none.</returns>
    public static (string Text, long Length, bool IsCutShort) Read(EventSource source, EventReadOptions options)
    {
        StringBuilder text = HeaderText.Begin();
        long length = 0;
        bool? markerAhead = null;
        bool namesDavis = false;
        bool isCutShort = false;
        while (true)
        {
            int lineLength = PeekLine(source, 0, options.MaxHeaderBytes - length, out bool isText);
            if (lineLength == 0)
                break;
            if (!isText && !(IsForeignText(source.Window[..lineLength]) && !namesDavis))
            {
                markerAhead ??= MarkerFollows(source, options.MaxHeaderBytes - length);
                if (markerAhead == false)
                {
                    isCutShort = IsForeignText(source.Window[..lineLength]);
                    break;
                }
            }

            ReadOnlySpan<byte> line = source.Window[..lineLength];
            bool ends = line.StartsWith(EndMarker);
            HeaderText.AppendLine(text, line);
            namesDavis = namesDavis || NamesDavis(line);
            source.Advance(lineLength);
            length += lineLength;
            if (ends)
                break;
        }

        return (HeaderText.End(text), length, isCutShort);
    }

    /// <summary>The size that a line of <see cref="SizeKey"/> says; null where there is none.</summary>
    public static SensorSize? FindSize(string text)
    {
        int at = text.IndexOf(SizeKey, StringComparison.Ordinal);
        if (at < 0)
            return null;
        string rest = text[(at + SizeKey.Length)..];
        return SensorSize.TryParse(rest[..rest.IndexOf('\n')], out SensorSize size) ? size : null;
    }

    /// <summary>When the recording began, from the lines that jAER writes; null where there is none.</summary>
    public static DateTimeOffset? FindStart(string text)
    {
        const string Key = "# Creation time: System.currentTimeMillis() ";
        int at = text.IndexOf(Key, StringComparison.Ordinal);
        if (at < 0)
            return null;
        ReadOnlySpan<char> rest = text.AsSpan(at + Key.Length);
        int end = rest.IndexOf('\n');
        return end > 0 && long.TryParse(rest[..end], NumberStyles.None, CultureInfo.InvariantCulture, out long milliseconds)
            && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }

    // A name with accents, say. Only a DAVIS address can begin with '#', and its words hold control bytes soon enough.
    private static bool IsForeignText(ReadOnlySpan<byte> line)
    {
        bool isText = line.EndsWith("\n"u8);
        foreach (byte b in line)
            isText &= b is >= 0x20 and not 0x7F or (byte)'\t' or (byte)'\r' or (byte)'\n';
        return isText;
    }

    // Over the bytes: a string a line would be most of what opening a small recording allocates.
    private static bool NamesDavis(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> name = "davis"u8;
        for (int at; line.Length >= name.Length && (at = line.IndexOfAny((byte)'d', (byte)'D')) >= 0; line = line[(at + 1)..])
        {
            if (line.Length - at >= name.Length && Ascii.EqualsIgnoreCase(line.Slice(at, name.Length), name))
                return true;
        }

        return false;
    }

    // Length of the '#' line that begins `offset` bytes into the window, its line feed included; 0 where there is none.
    private static int PeekLine(EventSource source, int offset, long room, out bool isText)
    {
        isText = true;
        ReadOnlySpan<byte> window = source.Fetch(offset + 1);
        if (window.Length <= offset || window[offset] != (byte)'#')
            return 0;
        int end = window[offset..].IndexOf((byte)'\n');
        if (end < 0)
        {
            window = source.Fetch(offset + (int)Math.Min(MaxLineBytes, room + 1));
            end = window[offset..].IndexOf((byte)'\n');
        }

        int lineLength = end + 1;
        if (end < 0)
        {
            // No line feed within any line's length. It is an endless header if all of it is text, else data.
            ReadOnlySpan<byte> rest = window[offset..];
            isText = IsText(rest);
            if (isText && rest.Length < Math.Min(MaxLineBytes, room + 1))
                throw new InvalidEventDataException(source.Name, source.Position + offset, $"the file's end {rest.Length} bytes into a header line", "a whole header");
            if (isText)
            {
                throw new InvalidEventDataException(source.Name, source.Position + offset, $"a header line of {rest.Length} bytes without an end",
                    $"a line feed within {MaxLineBytes} bytes");
            }

            return offset == 0 ? rest.Length : 0;
        }

        if (lineLength > room)
        {
            throw new InvalidEventDataException(source.Name, source.Position + offset, "a header that goes on",
                HeaderLine.WithinLimit(room, source.Position));
        }

        isText = IsText(window.Slice(offset, lineLength));
        return lineLength;
    }

    private static bool IsText(ReadOnlySpan<byte> line)
    {
        foreach (byte b in line)
        {
            if (b is not (>= 0x20 and < 0x7F or (byte)'\t' or (byte)'\r' or (byte)'\n'))
                return false;
        }

        return true;
    }

    private static bool MarkerFollows(EventSource source, long room)
    {
        int offset = 0;
        while (true)
        {
            ReadOnlySpan<byte> window = source.Fetch((int)Math.Min(offset + EndMarker.Length, room));
            if (window[Math.Min(offset, window.Length)..].StartsWith(EndMarker))
                return true;
            int line = 0;
            if (window.Length > offset && window[offset] == (byte)'#')
            {
                window = source.Fetch((int)Math.Min(offset + MaxLineBytes, room));
                line = window[offset..].IndexOf((byte)'\n') + 1;
            }

            if (line == 0 || offset + line >= room)
                return false;
            offset += line;
        }
    }
}
