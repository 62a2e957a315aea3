using System.Text;

namespace NeuroKit.Events.Internals;

/// <summary>
/// Gathers a header's lines into one string. A thread keeps its builder for the next recording, so that thousands of small files cost a
/// string each and no more.
/// </summary>
internal static class HeaderText
{
    private const int MaxKeptCharacters = 16 * 1024;

    [ThreadStatic]
    private static StringBuilder? s_builder;

    /// <summary>A builder without text, to be given back to <see cref="End"/>.</summary>
    public static StringBuilder Begin()
    {
        StringBuilder builder = s_builder ?? new StringBuilder(1024);
        s_builder = null;
        return builder.Clear();
    }

    /// <summary>Appends a line of Latin-1 bytes; its end, whatever it is, becomes LF.</summary>
    public static void AppendLine(StringBuilder text, ReadOnlySpan<byte> line)
    {
        foreach (byte b in line.TrimEnd("\r\n"u8))
            text.Append((char)b);
        text.Append('\n');
    }

    /// <summary>The text.</summary>
    public static string End(StringBuilder text)
    {
        string result = text.ToString();
        if (text.Capacity <= MaxKeptCharacters)
            s_builder = text;
        return result;
    }
}
