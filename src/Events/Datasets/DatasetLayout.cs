using System.IO.Enumeration;
using NeuroKit.Events.Datasets.Layouts;

namespace NeuroKit.Events.Datasets;

/// <summary>Finds in which of its layouts a data set lies in a folder, and keeps the index of large ones.</summary>
internal static class DatasetLayout
{
    public static EventDataset Open(DatasetManifest manifest, string root, EventFormats? formats)
        => Open(manifest, root, formats, KeptIndex.DefaultFolder, LayoutIndex.MinimumFilesToKeep);

    internal static EventDataset Open(DatasetManifest manifest, string root, EventFormats? formats, string? keepIn, int minimumFilesToKeep)
    {
        CheckFolder(root);
        if (SynthesisRecord.Read(root) is { } record && record.Dataset == manifest.Id && record.ToManifest() is { } made)
            manifest = made;
        if (FindOrTakeUp(manifest, root, formats, keepIn, minimumFilesToKeep) is { } found)
            return found;
        // An archive unpacks into a folder of its own.
        if (Directory.GetDirectories(root) is [var only] && FindOrTakeUp(manifest, only, formats, keepIn, minimumFilesToKeep) is { } inner)
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

    private static EventDataset? FindOrTakeUp(DatasetManifest manifest, string folder, EventFormats? formats, string? keepIn, int minimumFilesToKeep)
    {
        var kept = keepIn is null ? null : new KeptIndex(keepIn, folder, manifest, formats);
        if (kept?.TryRead() is { } known)
            return LayoutIndex.ToDataset(folder, known.Manifest, known.Samples);
        long looked = DateTime.UtcNow.Ticks;
        if (Find(manifest, folder, formats) is not { } found)
            return null;
        if (kept is null || found.Count < minimumFilesToKeep)
            return found;
        var tree = new FolderTree(folder);
        var index = new LayoutResult
        {
            Manifest = manifest,
            Entries = [.. found.Select(s => new LayoutEntry(s.Id, s.Label) { Split = s.Split })],
            Problems = [],
            Companions = [.. tree.Files.Where(f => !f.Contains('/') && manifest.Splits.Any(s => s.List is { } list && FileSystemName.MatchesSimpleExpression(list, f)))],
        };
        kept.Write(index, tree.Stamps(index.Companions), looked);
        return found;
    }

    private static EventDataset? Find(DatasetManifest manifest, string folder, EventFormats? formats)
        => FolderIndex.ClassFolders(folder).Any(c => manifest.Classes.Any(known => known.Folder == Path.GetFileName(c.Folder)))
            ? FolderIndex.Read(folder, manifest, formats)
            : ListIndex.TryRead(folder, manifest, formats);
}
