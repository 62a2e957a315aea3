namespace NeuroKit.Events.Datasets;

/// <summary>Finds in which of its layouts a data set lies in a folder.</summary>
internal static class DatasetLayout
{
    public static EventDataset Open(DatasetManifest manifest, string root, EventFormats? formats)
    {
        CheckFolder(root);
        if (SynthesisRecord.Read(root) is { } record && record.Dataset == manifest.Id && record.ToManifest() is { } made)
            manifest = made;
        if (Find(manifest, root, formats) is { } found)
            return found;
        // An archive unpacks into a folder of its own.
        if (Directory.GetDirectories(root) is [var only] && Find(manifest, only, formats) is { } inner)
            return inner;

        string example = manifest.Classes[0].Folder;
        string lists = manifest.Splits.Any(s => s.List is not null)
            ? $", or flat with the lists {string.Join(" and ", manifest.Splits.Select(s => s.List).OfType<string>())}" : string.Empty;
        throw new DatasetException(root, $"is not laid out as {manifest.Title}; expected a folder a class ({example}, …), the same in train and test{lists}");
    }

    public static void CheckFolder(string root)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        if (!Directory.Exists(root))
            throw new DatasetException(root, File.Exists(root) ? "is a file; expected the folder of a data set" : "does not exist; expected the folder of a data set");
    }

    public static string[] ExtensionsOf(DatasetManifest? manifest, EventFormats? formats)
    {
        formats ??= EventFormats.Default;
        return manifest is not null && formats.TryGet(manifest.Format, out EventFormat? format)
            ? [.. format.Extensions]
            : [.. formats.All.SelectMany(f => f.Extensions).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    private static EventDataset? Find(DatasetManifest manifest, string folder, EventFormats? formats)
        => FolderIndex.ClassFolders(folder).Any(c => manifest.Classes.Any(known => known.Folder == Path.GetFileName(c.Folder)))
            ? FolderIndex.Read(folder, manifest, formats)
            : ListIndex.TryRead(folder, manifest, formats);
}
