using System.Collections;
using System.Diagnostics;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// The index of a folder of labelled recordings, made without opening one. Recordings come by part, then by class, then by file name, each in
/// ordinal order, so that the order is the same everywhere. Immutable and thread-safe.
/// </summary>
[DebuggerDisplay("{Root}: {Count} recordings, {Classes.Count} classes")]
public sealed class EventDataset : IReadOnlyList<EventSample>
{
    private static readonly string[] s_partNames = ["train", "test", "validation", "val"];

    private readonly EventSample[] _samples;

    private EventDataset(string root, DatasetManifest? manifest, IReadOnlyList<string> classes, IReadOnlyList<string> splits, EventSample[] samples)
    {
        Root = root;
        Manifest = manifest;
        Classes = classes;
        Splits = splits;
        _samples = samples;
    }

    /// <summary>The folder.</summary>
    public string Root { get; }

    /// <summary>What is known of the data set; null for a folder of one's own.</summary>
    public DatasetManifest? Manifest { get; }

    /// <summary>The classes' names by label.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>The parts (<c>train</c>, <c>test</c>, …); empty where the set is not divided.</summary>
    public IReadOnlyList<string> Splits { get; }

    /// <inheritdoc/>
    public int Count => _samples.Length;

    /// <inheritdoc/>
    public EventSample this[int index] => _samples[index];

    /// <summary>
    /// Indexes a folder that holds a folder of recordings a class, or parts (<c>train</c>, <c>test</c>, <c>validation</c>, <c>val</c>, in any
    /// case) that hold them. Files and folders whose names begin with a dot are passed over, and files that no known format has an extension for.
    /// </summary>
    /// <param name="root">The folder.</param>
    /// <param name="manifest">
    /// What the data set is: gives labels and names to the classes, and orientation and sensor size to the recordings. Null: classes are the
    /// folders' names in ordinal order; a folder that <see cref="FashionDvs"/> made is recognised.
    /// </param>
    /// <param name="formats">The formats known; default <see cref="EventFormats.Default"/>.</param>
    /// <exception cref="DatasetException">The folder is missing, holds no recordings, or holds a folder that is no class of the manifest.</exception>
    public static EventDataset FromFolder(string root, DatasetManifest? manifest = null, EventFormats? formats = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        if (!Directory.Exists(root))
            throw new DatasetException(root, File.Exists(root) ? "is a file; expected the folder of a data set" : "does not exist; expected the folder of a data set");
        manifest ??= SynthesisRecord.Read(root)?.ToManifest();
        string[] folders = SubfoldersOf(root);
        bool isDivided = folders.Length > 0 && Array.TrueForAll(folders, f => PartName(f) is not null);
        (string? Split, string Folder)[] parts = isDivided
            ? [.. folders.Select(f => (Split: PartName(f), Folder: f)).OrderBy(p => Array.IndexOf(s_partNames, p.Split))]
            : [(null, root)];
        (string? Split, string Folder)[] classFolders = [.. parts.SelectMany(p => SubfoldersOf(p.Folder).Select(f => (p.Split, f)))];
        if (classFolders.Length == 0)
            throw new DatasetException(root, "holds no folders; expected a folder of recordings a class, or train and test with such folders");

        DatasetClass[] classes = manifest is null
            ? [.. classFolders.Select(c => Path.GetFileName(c.Folder)).Distinct().Order(StringComparer.Ordinal).Select(name => new DatasetClass { Name = name })]
            : [.. manifest.Classes];
        string[] extensions = ExtensionsOf(manifest, formats ?? EventFormats.Default);
        var samples = new List<EventSample>();
        foreach ((string? split, string folder) in classFolders.OrderBy(c => Array.IndexOf(s_partNames, c.Split)).ThenBy(c => LabelOf(c.Folder, classes, manifest)))
        {
            int label = LabelOf(folder, classes, manifest);
            foreach (string file in FilesOf(folder, extensions))
            {
                samples.Add(new EventSample
                {
                    Path = file,
                    Label = label,
                    ClassName = classes[label].Name,
                    Split = split,
                    Manifest = manifest,
                    Formats = formats,
                });
            }
        }

        if (samples.Count == 0)
            throw new DatasetException(root, $"holds {classFolders.Length} folders and no recording in them; expected files {string.Join(", ", extensions)}");
        return new EventDataset(
            root, manifest, [.. classes.Select(c => c.Name)], [.. parts.Select(p => p.Split).OfType<string>().Distinct()], [.. samples]);
    }

    /// <summary>The recordings of a part; labels stay.</summary>
    /// <param name="name">The part's name.</param>
    /// <exception cref="ArgumentException">There is no such part.</exception>
    public EventDataset Split(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (Splits.Contains(name))
            return new EventDataset(Root, Manifest, Classes, [name], Array.FindAll(_samples, s => s.Split == name));
        string known = Splits.Count == 0 ? "the set is not divided" : $"its splits are {string.Join(", ", Splits)}";
        throw new ArgumentException($"{Root} has no split '{name}'; {known}.", nameof(name));
    }

    /// <inheritdoc/>
    public IEnumerator<EventSample> GetEnumerator() => ((IEnumerable<EventSample>)_samples).GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => $"{Root}: {Count} recordings, {Classes.Count} classes";

    private static string? PartName(string folder)
        => Array.Find(s_partNames, p => p.Equals(Path.GetFileName(folder), StringComparison.OrdinalIgnoreCase));

    private static int LabelOf(string folder, DatasetClass[] classes, DatasetManifest? manifest)
    {
        string name = Path.GetFileName(folder);
        int label = Array.FindIndex(classes, c => c.Folder == name);
        if (label >= 0)
            return label;
        string hint = NearestName.Of(name, classes.Select(c => c.Folder)) is { } nearest ? $"; the nearest is {nearest}" : string.Empty;
        throw new DatasetException(folder, $"is no class of {manifest?.Id}{hint}");
    }

    private static string[] ExtensionsOf(DatasetManifest? manifest, EventFormats formats)
        => manifest is not null && formats.TryGet(manifest.Format, out EventFormat? format)
            ? [.. format.Extensions]
            : [.. formats.All.SelectMany(f => f.Extensions).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string[] SubfoldersOf(string folder)
        => [.. Directory.EnumerateDirectories(folder).Where(IsSeen).OrderBy(Path.GetFileName, StringComparer.Ordinal)];

    private static string[] FilesOf(string folder, string[] extensions)
        => [.. Directory.EnumerateFiles(folder)
            .Where(f => IsSeen(f) && Array.Exists(extensions, e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)];

    private static bool IsSeen(string path) => !Path.GetFileName(path.AsSpan()).StartsWith('.');
}
