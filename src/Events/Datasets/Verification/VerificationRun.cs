using System.Globalization;
using System.Security.Cryptography;
using NeuroKit.Events.Datasets.Layouts;

namespace NeuroKit.Events.Datasets.Verification;

/// <summary>One look at a data set.</summary>
internal sealed class VerificationRun(DatasetManifest asked, IFileTree tree, LayoutResult found, DatasetVerificationOptions options, EventDataset? samples = null)
{
    private readonly DatasetManifest _manifest = found.Manifest;
    private readonly List<DatasetProblem> _problems = [];
    private readonly HashSet<int> _corrupt = []; // places in the entries

    public DatasetVerificationResult Run(IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        foreach (LayoutProblem problem in found.Problems)
            Add(problem.Kind, problem.Path, problem.Text, problem.Label, problem.Split);
        CheckCounts();
        CheckExtraFiles();
        if (options.ReadRecordings)
            ReadRecordings(progress, cancellationToken);
        if (options.FindDuplicates)
            FindDuplicates(cancellationToken);
        return new DatasetVerificationResult
        {
            Root = tree.Root,
            Manifest = _manifest,
            Recordings = samples?.Select(s => s.Path).Distinct().Count() ?? found.Entries.Select(e => e.File).Distinct().Count(),
            Samples = found.Entries.Count,
            Classes = Counts(),
            Problems = _problems,
        };
    }

    private void CheckCounts()
    {
        foreach ((DatasetSplit split, string? part) in Parts())
        {
            LayoutEntry[] entries = [.. found.Entries.Where(e => IsOf(e, part))];
            string where = part is null ? string.Empty : $" in {part}";
            if (entries.Length == 0)
            {
                Add(DatasetProblemKind.Missing, "", part is null ? $"no recording of {_manifest.Title}; {_manifest.Source.Instructions}" : $"no recording of the part {part}", null, part);
                continue;
            }

            if (split.Recordings is null && split.Total is { } total && total != entries.Length)
                Add(DatasetProblemKind.WrongCount, "", Text($"{entries.Length} samples{where}; expected {total}"), null, part);
            int[] counts = CountsOf(entries);
            for (int label = 0; label < counts.Length; label++)
            {
                int? expected = split.Recordings?[label];
                if (counts[label] == expected)
                    continue;
                string name = _manifest.Classes[label].Name;
                if (counts[label] == 0)
                    Add(DatasetProblemKind.Missing, "", Text($"no recording of class {name}{where}; expected {(expected is null ? "some" : expected.ToString())}"), label, part);
                else if (expected is not null)
                    Add(DatasetProblemKind.WrongCount, "", Text($"{counts[label]} samples of class {name}{where}; expected {expected}"), label, part);
            }
        }
    }

    private void CheckExtraFiles()
    {
        HashSet<string> known = new(found.Entries.Select(e => e.File).Concat(found.Companions).Concat(found.Problems.Select(p => p.Path)), StringComparer.Ordinal);
        HashSet<string> told = new(found.Problems.Select(p => p.Path), StringComparer.Ordinal);
        HashSet<string> distributed = new(_manifest.Archives.Concat(asked.Variants.SelectMany(v => v.Archives)).SelectMany(a => a.Holds.Append(a)).Select(a => a.Name), StringComparer.OrdinalIgnoreCase)
        {
            SynthesisRecord.FileName,
        };
        foreach (IGrouping<string, string> folder in tree.Files
            .Where(f => !known.Contains(f) && !distributed.Contains(FileTreePath.NameOf(f).ToString()) && !IsText(FileTreePath.NameOf(f)))
            .GroupBy(f => FileTreePath.FolderOf(f).ToString()))
        {
            if (told.Contains(folder.Key) && folder.Key.Length > 0)
                continue;
            string[] files = [.. folder];
            if (files.Length == 1)
                Add(DatasetProblemKind.Extra, files[0], $"is no part of {_manifest.Title}", null, null);
            else
                Add(DatasetProblemKind.Extra, folder.Key, Text($"holds {files.Length} files that are no part of {_manifest.Title}: {FileTreePath.NameOf(files[0]).ToString()}, …"), null, null);
        }
    }

    // What comes with any distribution.
    private static bool IsText(ReadOnlySpan<char> name)
        => name.StartsWith("readme", StringComparison.OrdinalIgnoreCase) || name.StartsWith("license", StringComparison.OrdinalIgnoreCase) || name.StartsWith("licence", StringComparison.OrdinalIgnoreCase);

    private void ReadRecordings(IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        EventDataset dataset = samples ?? LayoutIndex.ToDataset(tree, _manifest, found.Entries, options.Formats);
        (EventStatistics? Statistics, Exception? Error)[] results = SamplePass.Run(dataset, null, options.Threads, progress, cancellationToken);
        SensorSize size = _manifest.Orientation.Apply(_manifest.SensorSize);
        string? reported = null;
        for (int i = 0; i < results.Length; i++)
        {
            LayoutEntry entry = found.Entries[i];
            (EventStatistics? statistics, Exception? error) = results[i];
            string? text = error is not null ? error.Message
                : statistics!.Events == 0 ? entry.Window is { } window ? Text($"row {window.Row + 1} of its labels ({window.StartMicroseconds} … {window.EndMicroseconds} µs) holds no event") : "holds no event"
                : statistics.MaxX >= size.Width || statistics.MaxY >= size.Height ? Text($"has events up to {statistics.MaxX}, {statistics.MaxY}, outside of {size}")
                : null;
            if (text is null)
                continue;
            _corrupt.Add(i);
            // A recording that cannot be read is told once, not for each of its windows.
            if (error is not null && reported == entry.File)
                continue;
            reported = error is null ? reported : entry.File;
            Add(DatasetProblemKind.Corrupt, entry.File, text, error is not null && entry.Window is not null ? null : entry.Label, entry.Split);
        }
    }

    private void FindDuplicates(CancellationToken cancellationToken)
    {
        LayoutEntry[] files = [.. found.Entries.DistinctBy(e => e.File, StringComparer.Ordinal)];
        Dictionary<string, LayoutEntry> firsts = [];
        // Only files of one length can be equal: most are told apart without a look inside.
        HashSet<LayoutEntry> alike = [.. files.GroupBy(e => Length(e.File)).Where(g => g.Key > 0 && g.Count() > 1).SelectMany(g => g)];
        foreach (LayoutEntry entry in files)
        {
            if (!alike.Contains(entry))
                continue;
            cancellationToken.ThrowIfCancellationRequested();
            if (Digest(entry.File) is not { } digest || firsts.TryAdd(digest, entry))
                continue;
            LayoutEntry first = firsts[digest];
            string parts = first.Split == entry.Split ? string.Empty : $", in {first.Split} and in {entry.Split}";
            string classes = first.Label == entry.Label || entry.Window is not null ? string.Empty
                : $", as {_manifest.Classes[first.Label].Name} and as {_manifest.Classes[entry.Label].Name}";
            Add(DatasetProblemKind.Duplicate, entry.File, $"is the same recording as {first.File}{parts}{classes}", entry.Window is null ? entry.Label : null, entry.Split);
        }
    }

    // What cannot be read has been told of.
    private long Length(string file)
    {
        try
        {
            return tree.LengthOf(file);
        }
        catch (Exception e) when (e is NeuroKitException or IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private string? Digest(string file)
    {
        try
        {
            using Stream stream = tree.OpenRead(file);
            return Convert.ToHexString(SHA256.HashData(stream));
        }
        catch (Exception e) when (e is NeuroKitException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // The manifest's parts and what samples call them: an undivided set's say nothing. One that lies in parts all the same is counted as a whole.
    private IEnumerable<(DatasetSplit Split, string? Part)> Parts()
        => _manifest.Splits.Select(s => (s, IsDivided ? s.Name : null));

    private static bool IsOf(LayoutEntry entry, string? part) => part is null || entry.Split == part;

    private bool IsDivided => _manifest.Splits.Count > 1;

    private List<DatasetClassCount> Counts()
    {
        List<DatasetClassCount> counts = [];
        foreach ((DatasetSplit split, string? part) in Parts())
        {
            int[] all = CountsOf(found.Entries.Where(e => IsOf(e, part)));
            int[] corrupt = CountsOf(_corrupt.Select(i => found.Entries[i]).Where(e => IsOf(e, part)));
            counts.AddRange(_manifest.Classes.Select((c, label) => new DatasetClassCount(part, label, c.Name, split.Recordings?[label], all[label], corrupt[label])));
        }

        return counts;
    }

    private int[] CountsOf(IEnumerable<LayoutEntry> entries)
    {
        int[] counts = new int[_manifest.Classes.Count];
        foreach (LayoutEntry entry in entries)
            counts[entry.Label]++;
        return counts;
    }

    private void Add(DatasetProblemKind kind, string path, string text, int? label, string? split)
        => _problems.Add(new DatasetProblem(kind, path, text) { ClassName = label is { } l ? _manifest.Classes[l].Name : null, Split = split });

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
