using System.Globalization;

namespace NeuroKit.Events.Labels;

/// <summary>
/// Reads label windows as DVS-Gesture has them beside each recording (<c>NAME_labels.csv</c>): rows of
/// <c>class,startTime_usec,endTime_usec</c> under such a header. The header's names decide, so its columns may be in any order and have others
/// beside them; without a header there are these three in this order. Rows may be in any order and a class can come twice; blank lines, CRLF
/// and a byte-order mark are accepted.
/// </summary>
public static class LabelWindows
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The windows, in the file's order.</returns>
    /// <exception cref="InvalidEventDataException">The header lacks a column, a row is not as the header or three whole numbers, a class is below 0, or a window that ends before it starts; the message names file and line.</exception>
    public static IReadOnlyList<LabelWindow> Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using StreamReader reader = File.OpenText(path);
        return Read(reader, path);
    }

    /// <summary>Reads text.</summary>
    /// <param name="reader">The text; stays open.</param>
    /// <param name="name">A name for messages.</param>
    /// <returns>The windows, in the text's order.</returns>
    /// <exception cref="InvalidEventDataException">As for <see cref="Read(string)"/>.</exception>
    public static IReadOnlyList<LabelWindow> Read(TextReader reader, string name = "(labels)")
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(name);
        var windows = new List<LabelWindow>();
        LabelColumns? columns = null;
        for (int number = 1; reader.ReadLine() is { } text; number++)
        {
            ReadOnlySpan<char> line = text.AsSpan().Trim("\uFEFF \t");
            if (line.IsEmpty)
                continue;
            if (columns is null && LabelColumns.IsHeader(line))
            {
                columns = LabelColumns.ByName(line, out string fault) ?? throw Invalid(line, name, number, fault);
                continue;
            }

            columns ??= LabelColumns.ByPlace();
            windows.Add(Parse(line, columns, windows.Count, name, number));
        }

        return windows;
    }

    private static LabelWindow Parse(ReadOnlySpan<char> line, LabelColumns columns, int row, string name, int number)
    {
        if (!columns.TryParse(line, out int label, out long start, out long end))
            throw Invalid(line, name, number, columns.Expected);
        if (end < start)
            throw Invalid(line, name, number, "a window that does not end before it starts");
        return new LabelWindow(row, label, start, end);
    }

    private static InvalidEventDataException Invalid(ReadOnlySpan<char> line, string name, int number, string expected)
    {
        const int Shown = 60;
        string text = line.Length <= Shown ? line.ToString() : string.Concat(line[..Shown], "…");
        return new InvalidEventDataException(name, null, string.Create(CultureInfo.InvariantCulture, $"line {number}: \"{text}\""), expected);
    }
}
