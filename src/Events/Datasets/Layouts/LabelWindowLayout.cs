using System.Text;
using System.Text.RegularExpressions;
using NeuroKit.Events.Labels;

namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>
/// Recordings with a label file beside each, whose rows are the samples, and a list of recordings a part: DVS-Gesture. File names say subject
/// and light (<c>user10_fluorescent_led.aedat</c>: subject 10). Rows come in the file's order, which need not be that of time.
/// </summary>
internal sealed partial class LabelWindowLayout(DatasetManifest manifest, IFileTree tree, string[] extensions)
{
    private const string LabelSuffix = "_labels.csv";
    private const int FirstClass = 1; // of the label files

    private readonly List<LayoutProblem> _problems = [];
    private readonly List<LayoutEntry> _entries = [];
    private readonly List<string> _companions = [];

    public LayoutResult Find()
    {
        var files = new HashSet<string>(tree.Files, StringComparer.Ordinal);
        string? home = FindHome();
        string[] recordings = home is null ? []
            : [.. tree.Files.Where(f => FileTreePath.FolderOf(f).SequenceEqual(home) && FileTreePath.HasExtension(f, extensions))];
        Dictionary<string, string> parts = ReadLists(home ?? "", files, recordings);
        foreach (string recording in recordings)
            AddWindows(recording, parts.GetValueOrDefault(recording), files, isDivided: parts.Count > 0);
        return new LayoutResult
        {
            Manifest = manifest,
            Entries = [.. _entries.OrderBy(e => SplitNames.Rank(e.Split)).ThenBy(e => e.Label)],
            Problems = _problems,
            Companions = _companions,
        };
    }

    // The folder with the label files: the first of those nearest to the root.
    private string? FindHome()
        => tree.Files.Where(f => f.EndsWith(LabelSuffix, StringComparison.OrdinalIgnoreCase) || FileTreePath.HasExtension(f, extensions))
            .Select(f => FileTreePath.FolderOf(f).ToString())
            .MinBy(f => f.Count(c => c == '/') + (f.Length > 0 ? 1 : 0));

    private Dictionary<string, string> ReadLists(string home, HashSet<string> files, string[] recordings)
    {
        Dictionary<string, string> parts = new(StringComparer.Ordinal);
        (DatasetSplit Split, string File)[] lists = [.. manifest.Splits
            .Where(s => s.RecordingList is not null)
            .Select(s => (s, home.Length == 0 ? s.RecordingList! : $"{home}/{s.RecordingList}"))];
        foreach ((DatasetSplit split, string list) in lists)
        {
            if (!files.Contains(list))
            {
                _problems.Add(new LayoutProblem(DatasetProblemKind.Missing, list, $"is missing; it lists the recordings of {split.Name}",
                    IsFatal: lists.Any(l => files.Contains(l.File)))
                { Split = split.Name });
                continue;
            }

            _companions.Add(list);
            ReadList(home, list, split.Name, files, parts);
        }

        foreach (string recording in recordings.Where(r => parts.Count > 0 && !parts.ContainsKey(r)))
            _problems.Add(new LayoutProblem(DatasetProblemKind.Extra, recording, $"is in none of {string.Join(", ", lists.Select(l => l.Split.RecordingList))}", IsFatal: false));
        return parts;
    }

    private void ReadList(string home, string list, string split, HashSet<string> files, Dictionary<string, string> parts)
    {
        using var reader = new StreamReader(tree.OpenRead(list), Encoding.UTF8);
        for (int number = 1; reader.ReadLine() is { } line; number++)
        {
            string name = line.Trim().TrimStart('\uFEFF');
            if (name.Length == 0)
                continue;
            string recording = home.Length == 0 ? name : $"{home}/{name}";
            if (!files.Contains(recording))
            {
                string hint = NearestName.Of(name, files.Where(f => FileTreePath.HasExtension(f, extensions)).Select(f => FileTreePath.NameOf(f).ToString())) is { } nearest
                    ? $"; the nearest is {nearest}" : string.Empty;
                _problems.Add(new LayoutProblem(DatasetProblemKind.Missing, recording, $"is missing; {list}, line {number}, lists it{hint}", IsFatal: true) { Split = split });
            }
            else if (!parts.TryAdd(recording, split))
            {
                _problems.Add(new LayoutProblem(DatasetProblemKind.Duplicate, recording,
                    parts[recording] == split ? $"is listed twice for {split}; {list}, line {number}" : $"is in {parts[recording]} and in {split}; {list}, line {number}", IsFatal: true)
                { Split = split });
            }
        }
    }

    private void AddWindows(string recording, string? split, HashSet<string> files, bool isDivided)
    {
        if (isDivided && split is null)
            return;
        int dot = recording.LastIndexOf('.');
        string labels = recording[..dot] + LabelSuffix;
        if (!files.Contains(labels))
        {
            _problems.Add(new LayoutProblem(DatasetProblemKind.Missing, labels, "is missing: the recording's labels", IsFatal: true) { Split = split });
            return;
        }

        _companions.Add(labels);
        IReadOnlyList<LabelWindow> windows;
        try
        {
            using var reader = new StreamReader(tree.OpenRead(labels), Encoding.UTF8);
            windows = LabelWindows.Read(reader, tree.PathOf(labels));
        }
        catch (InvalidEventDataException e)
        {
            _problems.Add(new LayoutProblem(DatasetProblemKind.Corrupt, labels, e.Message, IsFatal: true) { Split = split });
            return;
        }

        Match name = FileName().Match(FileTreePath.NameOf(recording).ToString());
        foreach (LabelWindow window in windows)
        {
            int label = window.Class - FirstClass;
            if (label < 0 || label >= manifest.Classes.Count)
            {
                _problems.Add(new LayoutProblem(DatasetProblemKind.Corrupt, labels,
                    $"row {window.Row + 1}: class {window.Class}; expected {FirstClass} … {manifest.Classes.Count - 1 + FirstClass}", IsFatal: true)
                { Split = split });
                continue;
            }

            _entries.Add(new LayoutEntry(recording, label)
            {
                Split = split,
                Subject = name.Success ? name.Groups["subject"].Value : null,
                Condition = name.Success ? name.Groups["light"].Value : null,
                Window = window,
            });
        }
    }

    [GeneratedRegex("^user0*(?<subject>[0-9]+)_(?<light>[A-Za-z0-9_]+)\\.[A-Za-z0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex FileName();
}
