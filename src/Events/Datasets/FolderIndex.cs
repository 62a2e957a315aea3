using NeuroKit.Events.Datasets.Layouts;

namespace NeuroKit.Events.Datasets;

/// <summary>Indexes folders that hold a folder of recordings a class, or parts that hold them.</summary>
internal static class FolderIndex
{
    public static EventDataset Read(string root, DatasetManifest? manifest, EventFormats? formats)
    {
        DatasetLayout.CheckFolder(root);
        if (manifest is null && SynthesisRecord.Read(root)?.ToManifest() is { } made)
        {
            if (made.Layout is not null)
                return LayoutIndex.Open(made, root, formats);
            manifest = made;
        }

        (string? Split, string Folder)[] classFolders = ClassFolders(root);
        if (classFolders.Length == 0)
            throw new DatasetException(root, "holds no folders; expected a folder of recordings a class, or train and test with such folders");

        DatasetClass[] classes = manifest is null
            ? [.. classFolders.Select(c => Path.GetFileName(c.Folder)).Distinct().Order(StringComparer.Ordinal).Select(name => new DatasetClass { Name = name })]
            : [.. manifest.Classes];
        string[] extensions = DatasetLayout.ExtensionsOf(manifest, formats);
        var samples = new List<EventSample>();
        foreach ((string? split, string folder) in classFolders.OrderBy(c => SplitNames.Rank(c.Split)).ThenBy(c => LabelOf(c.Folder, classes, manifest)))
        {
            int label = LabelOf(folder, classes, manifest);
            foreach (string file in FilesOf(folder, extensions))
            {
                samples.Add(new EventSample
                {
                    Id = EventSample.IdOf(root, file),
                    Path = file,
                    Label = label,
                    ClassName = classes[label].Name,
                    Split = split,
                    DistributedSplit = split,
                    Manifest = manifest,
                    Formats = formats,
                });
            }
        }

        if (samples.Count == 0)
            throw new DatasetException(root, $"holds {classFolders.Length} folders and no recording in them; expected files {string.Join(", ", extensions)}");
        return new EventDataset(root, manifest, [.. classes.Select(c => c.Name)], [.. samples], samples[0].Split is null ? null : Datasets.Splits.Official);
    }

    /// <summary>The folders that would be classes, with the parts they are in; none where there are no folders.</summary>
    public static (string? Split, string Folder)[] ClassFolders(string root)
    {
        string[] folders = SubfoldersOf(root);
        bool isDivided = folders.Length > 0 && Array.TrueForAll(folders, f => SplitNames.Known(Path.GetFileName(f.AsSpan())) is not null);
        return isDivided
            ? [.. folders.SelectMany(part => SubfoldersOf(part).Select(f => (SplitNames.Known(Path.GetFileName(part.AsSpan())), f)))]
            : [.. folders.Select(f => ((string?)null, f))];
    }

    private static int LabelOf(string folder, DatasetClass[] classes, DatasetManifest? manifest)
    {
        string name = Path.GetFileName(folder);
        int label = Array.FindIndex(classes, c => c.Folder == name);
        if (label >= 0)
            return label;
        string hint = NearestName.Of(name, classes.Select(c => c.Folder)) is { } nearest ? $"; the nearest is {nearest}" : string.Empty;
        throw new DatasetException(folder, $"is no class of {manifest?.Id}{hint}");
    }

    private static string[] SubfoldersOf(string folder)
        => [.. Directory.EnumerateDirectories(folder).Where(IsSeen).OrderBy(Path.GetFileName, StringComparer.Ordinal)];

    private static string[] FilesOf(string folder, string[] extensions)
        => [.. Directory.EnumerateFiles(folder)
            .Where(f => IsSeen(f) && Array.Exists(extensions, e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(Path.GetFileName, StringComparer.Ordinal)];

    private static bool IsSeen(string path) => !Path.GetFileName(path.AsSpan()).StartsWith('.');
}
