using System.Globalization;

namespace NeuroKit.Events.Labels;

/// <summary>Which columns of a table of label windows are which: by the names in its header, or without one by their places.</summary>
internal sealed class LabelColumns
{
    /// <summary>The columns and their order where there is no header.</summary>
    public const string Layout = "class,startTime_usec,endTime_usec";

    // What each column may be called, its own name first.
    private static readonly string[][] s_names = [["class", "label"], ["startTime_usec", "start"], ["endTime_usec", "end"]];

    private readonly int[] _places;
    private readonly Range[] _fields;
    private readonly bool _isNamed;

    private LabelColumns(int[] places, int count, bool isNamed)
    {
        _places = places;
        _fields = new Range[count + 1]; // one more shows a row that is too long
        _isNamed = isNamed;
    }

    /// <summary>The columns of a table without a header.</summary>
    public static LabelColumns ByPlace() => new([0, 1, 2], s_names.Length, isNamed: false);

    /// <summary>Whether a first line names columns: no field of it begins as a number does.</summary>
    public static bool IsHeader(ReadOnlySpan<char> line)
    {
        foreach (Range field in line.Split(','))
        {
            if (line[field].Trim() is [>= '0' and <= '9' or '-' or '+', ..])
                return false;
        }

        return true;
    }

    /// <summary>The columns that a header names, in any order and beside others.</summary>
    /// <param name="header">The header.</param>
    /// <param name="fault">What is wrong with it, where the result is null.</param>
    public static LabelColumns? ByName(ReadOnlySpan<char> header, out string fault)
    {
        int[] places = [-1, -1, -1];
        int count = 0;
        foreach (Range field in header.Split(','))
        {
            int column = Find(header[field].Trim().Trim('"'));
            if (column >= 0 && places[column] >= 0)
            {
                fault = $"one column {s_names[column][0]}";
                return null;
            }

            if (column >= 0)
                places[column] = count;
            count++;
        }

        string missing = string.Join(", ", s_names.Where((_, column) => places[column] < 0).Select(names => names[0]));
        fault = $"a header with the columns {Layout} in any order (it lacks {missing}), or rows of just these without a header";
        return missing.Length == 0 ? new LabelColumns(places, count, isNamed: true) : null;
    }

    /// <summary>What a row must be, for messages.</summary>
    public string Expected => _isNamed
        ? string.Create(CultureInfo.InvariantCulture, $"{_fields.Length - 1} fields as in the header, whole numbers in the columns {Layout}")
        : $"three whole numbers: {Layout} (a header that names the columns may have others beside them)";

    /// <summary>Takes a row's numbers.</summary>
    public bool TryParse(ReadOnlySpan<char> line, out int label, out long start, out long end)
    {
        label = 0;
        start = end = 0;
        return line.Split(_fields, ',') == _fields.Length - 1
            && int.TryParse(line[_fields[_places[0]]], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out label)
            && long.TryParse(line[_fields[_places[1]]], NumberStyles.Integer, CultureInfo.InvariantCulture, out start)
            && long.TryParse(line[_fields[_places[2]]], NumberStyles.Integer, CultureInfo.InvariantCulture, out end);
    }

    private static int Find(ReadOnlySpan<char> name)
    {
        for (int column = 0; column < s_names.Length; column++)
        {
            foreach (string known in s_names[column])
            {
                if (name.Equals(known, StringComparison.OrdinalIgnoreCase))
                    return column;
            }
        }

        return -1;
    }
}
