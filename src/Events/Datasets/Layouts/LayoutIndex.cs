namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>Finds a data set's samples in a tree by the layout that its manifest names, and keeps the index of large sets.</summary>
internal static class LayoutIndex
{
    // Fewer files are listed as quickly as a kept index is read.
    internal const int MinimumFilesToKeep = 2000;

    /// <summary>Opens a folder.</summary>
    /// <exception cref="DatasetException">The folder is missing or holds something else, or samples could be mislabelled.</exception>
    public static EventDataset Open(DatasetManifest manifest, string root, EventFormats? formats)
        => Open(manifest, root, formats, KeptIndex.DefaultFolder, MinimumFilesToKeep);

    internal static EventDataset Open(DatasetManifest manifest, string root, EventFormats? formats, string? keepIn, int minimumFilesToKeep)
    {
        DatasetLayout.CheckFolder(root);
        manifest = SynthesisMark.Apply(manifest, root);
        var kept = keepIn is null ? null : new KeptIndex(keepIn, root, manifest, formats);
        if (kept?.TryRead() is { } known)
            return ToDataset(root, known.Manifest, known.Samples);
        long looked = DateTime.UtcNow.Ticks;
        var tree = new FolderTree(root);
        LayoutResult found = FindOrThrow(manifest, tree, formats);
        if (kept is not null && tree.Files.Count >= minimumFilesToKeep)
            kept.Write(found, tree.Stamps(found.Companions), looked);
        return ToDataset(tree, found.Manifest, found.Entries, formats);
    }

    /// <summary>Opens a tree that is no folder: the members of archives.</summary>
    /// <exception cref="DatasetException">It holds something else, or samples could be mislabelled.</exception>
    public static EventDataset Open(DatasetManifest manifest, IFileTree tree, EventFormats? formats)
        => Open(manifest, tree, formats, KeptIndex.DefaultFolder, MinimumFilesToKeep);

    internal static EventDataset Open(DatasetManifest manifest, IFileTree tree, EventFormats? formats, string? keepIn, int minimumFilesToKeep)
    {
        KeptIndex? kept = keepIn is not null && tree is ArchiveTree archives ? new KeptIndex(keepIn, archives, manifest, formats) : null;
        if (kept?.TryRead() is { } known)
            return ToDataset(tree.Root, known.Manifest, known.Samples);
        long looked = DateTime.UtcNow.Ticks;
        LayoutResult found = FindOrThrow(SynthesisMark.Apply(manifest, tree), tree, formats);
        if (kept is not null && tree.Files.Count >= minimumFilesToKeep)
            kept.Write(found, tree.Stamps(found.Companions), looked);
        return ToDataset(tree, found.Manifest, found.Entries, formats);
    }

    /// <summary>Finds the samples and everything that does not fit. A set without a layout of its own is looked for in all usual ones.</summary>
    public static LayoutResult Find(DatasetManifest manifest, IFileTree tree, EventFormats? formats)
    {
        (DatasetManifest variant, string[] extensions) = Choose(manifest, tree, formats ?? EventFormats.Default);
        return manifest.Layout switch
        {
            DatasetLayoutKind.LabelWindows => new LabelWindowLayout(variant, tree, extensions).Find(),
            _ => new ClassFolderLayout(variant, tree, extensions).Find(),
        };
    }

    private static LayoutResult FindOrThrow(DatasetManifest manifest, IFileTree tree, EventFormats? formats)
    {
        LayoutResult found = Find(manifest, tree, formats);
        if (found.Problems.FirstOrDefault(p => p.IsFatal) is { } problem)
            throw new DatasetException(tree.PathOf(problem.Path), problem.Text);
        if (found.Entries.Count > 0)
            return found;
        string hint = found.Problems.Count > 0 ? $" ({found.Problems[0].Path}: {found.Problems[0].Text})" : string.Empty;
        throw new DatasetException(tree.Root, $"is not laid out as {manifest.Title}; expected {Expected(manifest)}{hint}. {manifest.Source.Instructions}");
    }

    private static string Expected(DatasetManifest manifest)
    {
        if (manifest.Layout == DatasetLayoutKind.LabelWindows)
            return $"recordings with NAME_labels.csv beside each, and {string.Join(" and ", manifest.Splits.Select(s => s.RecordingList).OfType<string>())}";
        string[] parts = [.. manifest.Splits.Where(s => s.Folders.Count > 0).Select(s => string.Join(" or ", s.Folders))];
        return $"a folder a class ({manifest.Classes[0].Folder}, …){(parts.Length == 0 ? string.Empty : $" in {string.Join(" and in ", parts)}")}";
    }

    // The form that most files are of by their extensions.
    private static (DatasetManifest Manifest, string[] Extensions) Choose(DatasetManifest manifest, IFileTree tree, EventFormats formats)
    {
        (DatasetManifest Manifest, string[] Extensions)[] forms =
        [
            (manifest, ExtensionsOf(manifest.Format)),
            .. manifest.Variants.Select(v => (manifest with { Format = v.Format, Orientation = v.Orientation }, ExtensionsOf(v.Format))),
        ];
        return forms.Length == 1 ? forms[0] : forms.MaxBy(form => tree.Files.Count(f => FileTreePath.HasExtension(f, form.Extensions)));

        string[] ExtensionsOf(string format) => formats.TryGet(format, out EventFormat? known) ? [.. known.Extensions] : [];
    }

    internal static EventDataset ToDataset(IFileTree tree, DatasetManifest manifest, IReadOnlyList<LayoutEntry> entries, EventFormats? formats)
    {
        string root = WithSeparator(tree.Root);
        return ToDataset(tree.Root, manifest, [.. entries.Select(entry => new EventSample(root, entry.File, entry.Window, entry.Label, manifest.Classes[entry.Label].Name)
        {
            Tree = tree is FolderTree ? null : tree,
            Split = entry.Split,
            DistributedSplit = entry.Split,
            Subject = entry.Subject,
            Condition = entry.Condition,
            Manifest = manifest,
            Formats = formats,
        })]);
    }

    internal static string WithSeparator(string root) => Path.EndsInDirectorySeparator(root) ? root : root + Path.DirectorySeparatorChar;

    internal static EventDataset ToDataset(string root, DatasetManifest manifest, EventSample[] samples)
    {
        bool isDivided = samples.Length > 0 && Array.TrueForAll(samples, s => s.Split is not null);
        return new EventDataset(root, manifest, [.. manifest.Classes.Select(c => c.Name)], samples, isDivided ? Splits.Official : null);
    }
}
