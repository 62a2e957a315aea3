using System.Globalization;

namespace NeuroKit.Events.Datasets;

/// <summary>Indexes recordings that a CSV file lists; <see cref="EventDataset.FromCsv"/> says how it looks.</summary>
internal sealed class CsvIndex
{
    private const int MaxClasses = 1 << 16;
    private const long MaxBytes = 1L << 30;

    private static readonly string[] s_columns = ["path", "label", "split", "subject"];

    private readonly string _csv;
    private readonly string _root;
    private readonly DatasetManifest? _manifest;
    private readonly List<Row> _rows = [];

    private CsvIndex(string csv, DatasetManifest? manifest)
    {
        _csv = csv;
        _root = Path.GetDirectoryName(Path.GetFullPath(csv))!;
        _manifest = manifest;
    }

    public static EventDataset Read(string csv, DatasetManifest? manifest, EventFormats? formats)
    {
        ArgumentException.ThrowIfNullOrEmpty(csv);
        var file = new FileInfo(csv);
        if (!file.Exists)
            throw new DatasetException(csv, Directory.Exists(csv) ? "is a folder; expected a CSV file" : "does not exist; expected a CSV file");
        if (file.Length > MaxBytes)
            throw new DatasetException(csv, $"has {file.Length} bytes; expected a list of recordings of at most {MaxBytes}");
        var index = new CsvIndex(csv, manifest);
        index.ReadRows();
        return index.ToDataset(formats);
    }

    private void ReadRows()
    {
        int[]? columns = null;
        int number = 0;
        Dictionary<string, int> seen = new(StringComparer.Ordinal);
        foreach (string line in File.ReadLines(_csv))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            string[] fields = CsvLine.Split(line) ?? throw Wrong(number, "has a quote that does not end its field");
            if (columns is null)
            {
                columns = Columns(fields, number);
                continue;
            }

            if (fields.Length != columns.Count(c => c >= 0))
                throw Wrong(number, $"has {fields.Length} fields; expected {columns.Count(c => c >= 0)} as in the first line");
            Row row = ReadRow(fields, columns, number);
            if (!seen.TryAdd(row.Path, number))
                throw Wrong(number, $"{row.Path} is listed in line {seen[row.Path]} already");
            _rows.Add(row);
        }

        if (_rows.Count == 0)
            throw new DatasetException(_csv, columns is null ? "is empty; expected a first line path,label" : "lists no recordings");
    }

    private int[] Columns(string[] names, int number)
    {
        foreach (string name in names)
        {
            if (!s_columns.Contains(name))
            {
                string hint = NearestName.Of(name, s_columns) is { } nearest ? $"; did you mean {nearest}?" : string.Empty;
                throw Wrong(number, $"column '{name}'; known are {string.Join(", ", s_columns)}{hint}");
            }
        }

        if (names.Distinct().Count() < names.Length)
            throw Wrong(number, "names a column twice");
        int[] columns = Array.ConvertAll(s_columns, c => Array.IndexOf(names, c));
        return columns[0] >= 0 && columns[1] >= 0 ? columns : throw Wrong(number, $"found {string.Join(",", names)}; expected path,label at least");
    }

    private Row ReadRow(string[] fields, int[] columns, int number)
    {
        string path = Field(0) ?? throw Wrong(number, "has no path");
        string label = Field(1) ?? throw Wrong(number, $"{path} has no label");
        if (path.Contains('\0', StringComparison.Ordinal))
            throw Wrong(number, "has a path with a NUL in it");
        string full = Path.GetFullPath(Path.Combine(_root, path.Replace('/', Path.DirectorySeparatorChar)));
        if (!File.Exists(full))
            throw Wrong(number, $"{full} does not exist");
        string? split = Field(2);
        if (columns[2] >= 0 && split is null)
            throw Wrong(number, $"{path} has no split; give one to every recording, or leave the column out");
        return new Row(number, full, label, split is null ? null : SplitNames.Known(split) ?? split, Field(3));

        string? Field(int column) => columns[column] >= 0 && fields[columns[column]] is { Length: > 0 } text ? text : null;
    }

    private EventDataset ToDataset(EventFormats? formats)
    {
        string[] classes = Classes(out Func<Row, int> labelOf);
        EventSample[] samples = [.. _rows.Select(row =>
        {
            int label = labelOf(row);
            return new EventSample
            {
                Id = EventSample.IdOf(_root, row.Path),
                Path = row.Path,
                Label = label,
                ClassName = classes[label],
                Split = row.Split,
                DistributedSplit = row.Split,
                Subject = row.Subject,
                Manifest = _manifest,
                Formats = formats,
            };
        })];
        return new EventDataset(_root, _manifest, classes, samples, samples[0].Split is null ? null : Splits.Official);
    }

    // With a manifest its classes, by name, folder or number; else numbers if all are, else the names in ordinal order.
    private string[] Classes(out Func<Row, int> labelOf)
    {
        if (_manifest is not null)
        {
            labelOf = LabelInManifest;
            return [.. _manifest.Classes.Select(c => c.Name)];
        }

        if (_rows.TrueForAll(r => IsNumber(r.Label, out _)))
        {
            labelOf = row => NumberOf(row, MaxClasses);
            Func<Row, int> number = labelOf;
            return [.. Enumerable.Range(0, 1 + _rows.Max(number)).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        }

        string[] names = [.. _rows.Select(r => r.Label).Distinct().Order(StringComparer.Ordinal)];
        labelOf = row => Array.BinarySearch(names, row.Label, StringComparer.Ordinal);
        return names;
    }

    private int LabelInManifest(Row row)
    {
        IReadOnlyList<DatasetClass> classes = _manifest!.Classes;
        for (int i = 0; i < classes.Count; i++)
        {
            if (classes[i].Name == row.Label || classes[i].Folder == row.Label)
                return i;
        }

        if (IsNumber(row.Label, out _))
            return NumberOf(row, classes.Count);
        string hint = NearestName.Of(row.Label, classes.Select(c => c.Name)) is { } nearest ? $"; the nearest is {nearest}" : string.Empty;
        throw Wrong(row.Line, $"'{row.Label}' is no class of {_manifest.Id}{hint}");
    }

    private int NumberOf(Row row, int classes)
    {
        IsNumber(row.Label, out int number);
        return number >= 0 && number < classes ? number : throw Wrong(row.Line, $"class {row.Label}; expected 0 … {classes - 1}");
    }

    // What is too large for an int is a number too, and refused as one.
    private static bool IsNumber(string label, out int number)
    {
        if (int.TryParse(label, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number))
            return true;
        number = -1;
        return label.AsSpan().TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0 && label.AsSpan().ContainsAnyInRange('0', '9');
    }

    private DatasetException Wrong(int line, string problem) => new(_csv, $"line {line}: {problem}");

    private sealed record Row(int Line, string Path, string Label, string? Split, string? Subject);
}
