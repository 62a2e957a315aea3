using System.Globalization;

namespace NeuroKit.Events.Labels;

/// <summary>
/// Reads label windows as DVS-Gesture has them beside each recording (<c>NAME_labels.csv</c>): rows of
/// <c>class,startTime_usec,endTime_usec</c> under such a header, which may be missing. Rows may be in any order and a class can come twice;
/// blank lines, CRLF and a byte-order mark are accepted.
/// </summary>
public static class LabelWindows
{
    private const int Fields = 3;
    private const string Layout = "class,startTime_usec,endTime_usec";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The path.</param>
    /// <returns>The windows, in the file's order.</returns>
    /// <exception cref="InvalidEventDataException">A row is not three whole numbers, a class below 0, or a window that ends before it starts; the message names file and line.</exception>
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
        bool isFirst = true;
        for (int number = 1; reader.ReadLine() is { } text; number++)
        {
            ReadOnlySpan<char> line = text.AsSpan().Trim("\uFEFF \t");
            if (line.IsEmpty)
                continue;
            if (!(isFirst && IsHeader(line)))
                windows.Add(Parse(line, windows.Count, name, number));
            isFirst = false;
        }

        return windows;
    }

    // A first line that names its columns: three fields, none of which is a number.
    private static bool IsHeader(ReadOnlySpan<char> line)
    {
        int fields = 0;
        foreach (Range field in line.Split(','))
        {
            if (line[field].Trim() is [] or [>= '0' and <= '9' or '-' or '+', ..])
                return false;
            fields++;
        }

        return fields == Fields;
    }

    private static LabelWindow Parse(ReadOnlySpan<char> line, int row, string name, int number)
    {
        Span<Range> fields = stackalloc Range[Fields + 1];
        if (line.Split(fields, ',') != Fields
            || !int.TryParse(line[fields[0]], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out int label)
            || !long.TryParse(line[fields[1]], NumberStyles.Integer, CultureInfo.InvariantCulture, out long start)
            || !long.TryParse(line[fields[2]], NumberStyles.Integer, CultureInfo.InvariantCulture, out long end))
            throw Invalid(line, name, number, $"three whole numbers: {Layout}");
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
