using System.Globalization;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Events.Hdf5;

/// <summary>Makes a data set of a file's recordings.</summary>
internal static class Hdf5Dataset
{
    private const int MaxClasses = 1 << 16;
    private const string SetSuffix = "_set";

    private static readonly string[] s_parts = ["train", "test", "validation", "val"];

    public static EventDataset Of(string path, string objectPath, IReadOnlyList<Hdf5Recording> recordings)
    {
        string group = objectPath.Trim('/');
        Hdf5Recording[] chosen = [.. recordings.Where(r => group.Length == 0 || r.Path == "/" + group || r.Path.StartsWith($"/{group}/", StringComparison.Ordinal))];
        if (chosen.Length == 0)
            throw new DatasetException(path, $"holds no recording in {objectPath}; found {(recordings.Count == 0 ? "none at all" : string.Join(", ", recordings.Take(5).Select(r => r.Path)) + (recordings.Count > 5 ? ", …" : ""))}");
        string?[] parts = [.. chosen.Select(r => PartOf(r.Path))];
        bool isDivided = Array.TrueForAll(parts, p => p is not null);
        string[] classes = ClassesOf(path, chosen);
        return EventDataset.Create(path, classes, chosen.Select((recording, i) => new EventSample
        {
            Id = recording.Path.Trim('/') is { Length: > 0 } id ? id : "/",
            Path = path,
            Label = (int)recording.Label!.Value,
            ClassName = classes[recording.Label.Value],
            Split = isDivided ? parts[i] : null,
            Subject = recording.Subject,
            Source = new Hdf5SampleSource(path, recording),
        }));
    }

    private static string[] ClassesOf(string path, Hdf5Recording[] recordings)
    {
        if (Array.Find(recordings, r => r.Label is null) is { } unlabelled)
            throw new DatasetException(path, $"says no label of {unlabelled.Path}; expected a dataset or attribute 'label' beside its events");
        if (Array.Find(recordings, r => r.Label is < 0 or >= MaxClasses) is { } odd)
            throw new DatasetException(path, string.Create(CultureInfo.InvariantCulture, $"says label {odd.Label} of {odd.Path}; expected 0 … {MaxClasses - 1}"));
        string[] classes = [.. Enumerable.Range(0, (int)recordings.Max(r => r.Label!.Value) + 1).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        foreach (Hdf5Recording recording in recordings)
            classes[recording.Label!.Value] = recording.ClassName ?? classes[recording.Label.Value];
        return classes;
    }

    // "/train_set/3": train.
    private static string? PartOf(string path)
    {
        string first = path.TrimStart('/').Split('/')[0];
        if (first.EndsWith(SetSuffix, StringComparison.OrdinalIgnoreCase))
            first = first[..^SetSuffix.Length];
        return Array.Find(s_parts, p => p.Equals(first, StringComparison.OrdinalIgnoreCase));
    }
}
