using System.Globalization;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Internals;

/// <summary>Finds the lines of text headers, within bounds that do not depend on the content.</summary>
internal static class HeaderLine
{
    /// <summary>Longest line accepted, its line feed included.</summary>
    public const int MaxBytes = 64 * 1024;

    /// <summary>Length of the line at the window's front, its line feed included; 0 where the next byte is not <paramref name="mark"/>.</summary>
    /// <param name="source">The bytes; the line is in its window afterwards.</param>
    /// <param name="mark">The byte that begins a header line.</param>
    /// <param name="room">Bytes left of the longest header accepted.</param>
    /// <exception cref="InvalidEventDataException">The line does not end, or goes past <paramref name="room"/>.</exception>
    public static int Peek(EventSource source, byte mark, long room)
    {
        ReadOnlySpan<byte> window = source.Fetch(1);
        if (window.IsEmpty || window[0] != mark)
            return 0;
        int end = window.IndexOf((byte)'\n');
        if (end < 0)
        {
            window = source.Fetch(MaxBytes);
            end = window.IndexOf((byte)'\n');
        }

        if (end < 0 && window.Length < MaxBytes)
            throw new InvalidEventDataException(source.Name, source.Position, $"the file's end {window.Length} bytes into a header line", "a whole header");
        if (end < 0 || end >= MaxBytes)
        {
            throw new InvalidEventDataException(source.Name, source.Position, $"a header line of {Math.Min(window.Length, MaxBytes)} bytes without an end",
                $"a line feed within {MaxBytes} bytes");
        }

        if (end >= room)
        {
            throw new InvalidEventDataException(source.Name, source.Position, "a header that goes on",
                WithinLimit(room, source.Position));
        }

        return end + 1;
    }

    /// <summary>What was expected of a header that goes past the longest accepted.</summary>
    /// <param name="room">Bytes that were left of it.</param>
    /// <param name="position">Where.</param>
    public static string WithinLimit(long room, long position)
        => string.Create(CultureInfo.InvariantCulture, $"its end within the first {position + room} bytes (EventReadOptions.MaxHeaderBytes)");

    /// <summary>A comment as one line of printable ASCII: anything else could be taken for the header's end.</summary>
    public static string ToAscii(string comment)
        => string.Create(comment.Length, comment, (to, from) =>
        {
            for (int i = 0; i < to.Length; i++)
                to[i] = from[i] is >= ' ' and <= '~' ? from[i] : '?';
        });
}
