using System.Globalization;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// Indexes a flat folder of recordings that are named by number, with a list a part: lines of a number and a class, <c>#</c> begins a comment.
/// </summary>
internal static class ListIndex
{
    private const long MaxListBytes = 256L << 20;

    /// <summary>The index; null where the folder holds none of the manifest's lists.</summary>
    public static EventDataset? TryRead(string folder, DatasetManifest manifest, EventFormats? formats)
    {
        (DatasetSplit Split, string List)[] lists = [.. manifest.Splits
            .Where(s => s.List is not null)
            .SelectMany(s => Lists(folder, s).Select(path => (s, path)))];
        if (lists.Length == 0)
            return null;
        Dictionary<int, string> files = FilesByNumber(folder, DatasetLayout.ExtensionsOf(manifest, formats));
        Dictionary<int, (string List, int Line)> seen = [];
        List<EventSample> samples = [];
        foreach ((DatasetSplit split, string list) in lists)
            ReadList(list, split.Name, folder, manifest, formats, files, seen, samples);
        return samples.Count > 0
            ? new EventDataset(folder, manifest, [.. manifest.Classes.Select(c => c.Name)], [.. samples], Splits.Official)
            : throw new DatasetException(folder, $"holds lists without recordings: {string.Join(", ", lists.Select(l => Path.GetFileName(l.List)))}");
    }

    private static void ReadList(
        string list, string split, string folder, DatasetManifest manifest, EventFormats? formats,
        Dictionary<int, string> files, Dictionary<int, (string List, int Line)> seen, List<EventSample> samples)
    {
        int number = 0;
        foreach (string line in File.ReadLines(list))
        {
            number++;
            ReadOnlySpan<char> text = line.AsSpan().Trim();
            if (text.IsEmpty || text[0] == '#')
                continue;
            int space = text.IndexOfAny(' ', '\t');
            if (space < 0
                || !int.TryParse(text[..space], NumberStyles.None, CultureInfo.InvariantCulture, out int sample)
                || !int.TryParse(text[space..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int label))
                throw new DatasetException(list, $"line {number}: found '{text}'; expected the number of a recording and its class");
            if (label >= manifest.Classes.Count)
                throw new DatasetException(list, $"line {number}: class {label}; {manifest.Title} has {manifest.Classes.Count} classes, 0 … {manifest.Classes.Count - 1}");
            if (!files.TryGetValue(sample, out string? path))
                throw new DatasetException(list, $"line {number}: recording {sample} is not in {folder}");
            if (!seen.TryAdd(sample, (Path.GetFileName(list), number)))
                throw new DatasetException(list, $"line {number}: recording {sample} is in {seen[sample].List}, line {seen[sample].Line}, already");
            samples.Add(new EventSample
            {
                Id = EventSample.IdOf(folder, path),
                Path = path,
                Label = label,
                ClassName = manifest.Classes[label].Name,
                Split = split,
                DistributedSplit = split,
                Manifest = manifest,
                Formats = formats,
            });
        }
    }

    private static string[] Lists(string folder, DatasetSplit split)
    {
        string[] lists = Directory.GetFiles(folder, split.List!);
        if (lists.Length > 1)
        {
            throw new DatasetException(folder,
                $"holds several lists for {split.Name}: {string.Join(", ", lists.Select(Path.GetFileName).Order(StringComparer.Ordinal))}; leave one");
        }

        return Array.TrueForAll(lists, l => new FileInfo(l).Length <= MaxListBytes) ? lists
            : throw new DatasetException(lists[0], $"is longer than {MaxListBytes} bytes; expected a list of recordings");
    }

    private static Dictionary<int, string> FilesByNumber(string folder, string[] extensions)
    {
        Dictionary<int, string> files = [];
        foreach (string path in Directory.EnumerateFiles(folder))
        {
            if (!Array.Exists(extensions, e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase))
                || !int.TryParse(Path.GetFileNameWithoutExtension(path.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                continue;
            if (!files.TryAdd(number, path))
                throw new DatasetException(path, $"has the number of {Path.GetFileName(files[number])}; expected one recording a number");
        }

        return files;
    }
}
