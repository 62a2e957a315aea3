using System.Text;

namespace NeuroKit.Events.Datasets;

/// <summary>Fields of a line of comma-separated values, as RFC 4180 quotes them; a field does not go over the line's end.</summary>
internal static class CsvLine
{
    /// <summary>The fields; null where a quote is not closed or something follows the closing one.</summary>
    public static string[]? Split(string line)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        int i = 0;
        while (true)
        {
            field.Clear();
            if (i < line.Length && line[i] == '"')
            {
                if (!TakeQuoted(line, ref i, field))
                    return null;
                fields.Add(field.ToString());
            }
            else
            {
                int end = line.IndexOf(',', i);
                end = end < 0 ? line.Length : end;
                fields.Add(line[i..end].Trim());
                i = end;
            }

            if (i == line.Length)
                return [.. fields];
            i++; // the comma
        }
    }

    private static bool TakeQuoted(string line, ref int i, StringBuilder field)
    {
        for (i++; i < line.Length; i++)
        {
            if (line[i] != '"')
            {
                field.Append(line[i]);
            }
            else if (i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else
            {
                i++;
                return i == line.Length || line[i] == ',';
            }
        }

        return false;
    }
}
