using Spectre.Console;

namespace NeuroKit.Cli;

/// <summary>Tables: with borders on a terminal, else columns of plain text that line up and never wrap.</summary>
internal static class TableOutput
{
    /// <summary>Writes a table.</summary>
    /// <param name="output">Where.</param>
    /// <param name="isTerminal">Whether a person reads it.</param>
    /// <param name="headers">The columns; a name that begins with <c>&gt;</c> is of figures, set to the right.</param>
    /// <param name="rows">The cells.</param>
    public static void Write(TextWriter output, bool isTerminal, string[] headers, IReadOnlyCollection<string[]> rows)
    {
        if (isTerminal)
            WriteBordered(output, headers, rows);
        else
            WritePlain(output, headers, rows);
    }

    // Apart, so that Spectre.Console is loaded only for a terminal.
    private static void WriteBordered(TextWriter output, string[] headers, IReadOnlyCollection<string[]> rows)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (string header in headers)
        {
            var column = new TableColumn(new Text(header.TrimStart('>'), new Style(decoration: Decoration.Bold)));
            table.AddColumn(header.StartsWith('>') ? column.RightAligned() : column);
        }

        foreach (string[] row in rows)
            table.AddRow(row.Select(cell => new Text(cell)));
        Terminal.Over(output).Write(table);
    }

    private static void WritePlain(TextWriter output, string[] headers, IReadOnlyCollection<string[]> rows)
    {
        int[] widths = [.. headers.Select((header, i) => Math.Max(header.TrimStart('>').Length, rows.Select(row => row[i].Length).DefaultIfEmpty(0).Max()))];
        WriteRow([.. headers.Select(header => header.TrimStart('>'))]);
        foreach (string[] row in rows)
            WriteRow(row);

        void WriteRow(string[] cells)
            => output.WriteLine(string.Join("  ", cells.Select((cell, i) => headers[i].StartsWith('>') ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
    }
}
