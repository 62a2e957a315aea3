namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>Finds the record that a made data set carries, and turns the manifest to what was made.</summary>
internal static class SynthesisMark
{
    /// <summary>The manifest for a folder: the record in it, or beside it where the folder is the one that an archive unpacks into.</summary>
    public static DatasetManifest Apply(DatasetManifest manifest, string root)
        => ReadFor(manifest, root) is { } record ? record.Apply(manifest) : manifest;

    /// <summary>The manifest for the members of archives: a record anywhere in it.</summary>
    public static DatasetManifest Apply(DatasetManifest manifest, IFileTree tree)
    {
        foreach (string file in tree.Files.Where(f => FileTreePath.NameOf(f).SequenceEqual(SynthesisRecord.FileName)))
        {
            using Stream stream = tree.OpenRead(file);
            if (SynthesisRecord.Read(stream, tree.PathOf(file)) is { } record && record.Dataset == manifest.Id)
                return record.Apply(manifest);
        }

        return manifest;
    }

    private static SynthesisRecord? ReadFor(DatasetManifest manifest, string root)
    {
        foreach (string? folder in (string?[])[root, Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))])
        {
            if (folder is not null && SynthesisRecord.Claims(folder, manifest.Id))
                return SynthesisRecord.Read(folder);
        }

        return null;
    }
}
