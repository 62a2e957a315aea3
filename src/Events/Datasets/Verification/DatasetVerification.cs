using NeuroKit.Events.Archives;
using NeuroKit.Events.Datasets.Layouts;
using NeuroKit.Events.Datasets.Verification;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// Holds a data set's folder against its manifest: what is missing, what is too much, what cannot be read, what is there twice, and
/// whether the numbers are right, by class and part. Finds everything instead of stopping at the first.
/// </summary>
public static class DatasetVerification
{
    /// <summary>Looks at a folder, at a zip, or at a folder of the data set's zips, whose members are read in place.</summary>
    /// <param name="manifest">What should be there.</param>
    /// <param name="root">The folder or archive.</param>
    /// <param name="options">How thoroughly; default <see cref="DatasetVerificationOptions.Default"/>.</param>
    /// <param name="progress">Told from time to time, from any thread, one call at a time.</param>
    /// <param name="cancellationToken">Cancels between recordings.</param>
    /// <exception cref="DatasetException">There is no such folder.</exception>
    public static DatasetVerificationResult Run(
        DatasetManifest manifest, string root, DatasetVerificationOptions? options = null,
        IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        options ??= DatasetVerificationOptions.Default;
        if (DatasetFiles.TryFind(manifest, root, options.Formats) is { } archives)
            return Run(manifest, archives, options, progress, cancellationToken);
        var tree = new FolderTree(root);
        manifest = SynthesisMark.Apply(manifest, root);
        return new VerificationRun(manifest, tree, Find(manifest, tree, options), options).Run(progress, cancellationToken);
    }

    /// <summary>Looks at the members of archives.</summary>
    internal static DatasetVerificationResult Run(
        DatasetManifest manifest, IFileTree tree, DatasetVerificationOptions options, IProgress<DatasetProgress>? progress, CancellationToken cancellationToken)
    {
        manifest = SynthesisMark.Apply(manifest, tree);
        DatasetVerificationResult result = new VerificationRun(manifest, tree, LayoutIndex.Find(manifest, tree, options.Formats), options).Run(progress, cancellationToken);
        // A made set's archives are nobody's download.
        if (manifest.IsSynthetic || tree is not ArchiveTree { Archives: var archives })
            return result;
        IEnumerable<DatasetProblem> wrong = new ArchiveCheck(manifest, archives, options.ReadRecordings).Run(cancellationToken)
            .Select(p => Path.IsPathRooted(p.Path) ? p with { Path = Path.GetRelativePath(tree.Root, p.Path) } : p);
        return result with { Problems = [.. wrong, .. result.Problems] };
    }

    /// <summary>
    /// Holds a data set's archives, tars too, against what is published of them: lengths and MD5s, where these are known, and that none is missing. Files
    /// of other names than the published ones, and a stand-in's archives, are passed over.
    /// </summary>
    /// <param name="manifest">The data set.</param>
    /// <param name="path">An archive, or the folder that holds them.</param>
    /// <param name="formats">The formats known; default <see cref="EventFormats.Default"/>.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>What is wrong; empty where nothing is, or nothing is known.</returns>
    public static IReadOnlyList<DatasetProblem> CheckArchives(
        DatasetManifest manifest, string path, EventFormats? formats = null, CancellationToken cancellationToken = default)
        => CheckArchives(manifest, [path], formats, cancellationToken);

    /// <summary>As the other, of several archives, or folders that hold them, together.</summary>
    /// <param name="manifest">The data set.</param>
    /// <param name="paths">The archives and folders.</param>
    /// <param name="formats">The formats known; default <see cref="EventFormats.Default"/>.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>What is wrong; empty where nothing is, or nothing is known.</returns>
    public static IReadOnlyList<DatasetProblem> CheckArchives(
        DatasetManifest manifest, IReadOnlyList<string> paths, EventFormats? formats = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(paths);
        string[] archives = [.. paths.SelectMany(p => DatasetFiles.FindArchives(manifest, p, formats)).Select(Path.GetFullPath).Distinct(StringComparer.Ordinal)];
        // A stand-in says in its folder, and a made zip in itself, what it is.
        if (archives.Length == 0 || manifest.IsSynthetic || archives.Any(a => SynthesisRecord.Claims(Path.GetDirectoryName(a)!, manifest.Id)))
            return [];
        string[] zips = [.. archives.Where(a => ArchivePath.KindOf(a) == ArchiveKind.Zip)];
        return zips.Length > 0 && SynthesisMark.Apply(manifest, new ArchiveTree(zips)).IsSynthetic ? []
            : new ArchiveCheck(manifest, archives, readsContent: true).Run(cancellationToken);
    }

    /// <summary>
    /// Looks at samples that come from somewhere else than files, for example a store: their numbers by class and part, whether each can be
    /// read and holds events within the sensor, and whether two have the same events.
    /// </summary>
    /// <param name="dataset">The samples, divided as the data set is distributed.</param>
    /// <param name="options">How thoroughly; default <see cref="DatasetVerificationOptions.Default"/>.</param>
    /// <param name="progress">Told from time to time, from any thread, one call at a time.</param>
    /// <param name="cancellationToken">Cancels between recordings.</param>
    /// <exception cref="DatasetException">Nothing is known of the data set (<see cref="EventDataset.Manifest"/>).</exception>
    public static DatasetVerificationResult Run(
        EventDataset dataset, DatasetVerificationOptions? options = null, IProgress<DatasetProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        DatasetManifest manifest = dataset.Manifest ?? throw new DatasetException(dataset.Root, "is no known data set; nothing says what should be there");
        var found = new LayoutResult
        {
            Manifest = manifest,
            Entries = [.. dataset.Select(s => new LayoutEntry(s.Id, s.Label) { Split = s.Split, Subject = s.Subject, Condition = s.Condition })],
            Problems = [],
            Companions = [],
        };
        return new VerificationRun(manifest, new SampleTree(dataset), found, options ?? DatasetVerificationOptions.Default, dataset).Run(progress, cancellationToken);
    }

    private static LayoutResult Find(DatasetManifest manifest, FolderTree tree, DatasetVerificationOptions options)
    {
        LayoutResult found = LayoutIndex.Find(manifest, tree, options.Formats);
        if (manifest.Layout is not null || found.Entries.Count > 0)
            return found;
        // Flat with lists: these are read as they are opened, up to the first thing wrong.
        try
        {
            EventDataset dataset = manifest.Open(tree.Root, split: null, options.Formats);
            Dictionary<string, string> files = tree.Files.ToDictionary(f => Path.GetFullPath(tree.PathOf(f)), StringComparer.Ordinal);
            return new LayoutResult
            {
                Manifest = manifest,
                Entries = [.. dataset.Select(s => new LayoutEntry(files[Path.GetFullPath(s.Path)], s.Label) { Split = s.Split })],
                Problems = [],
                Companions = [.. tree.Files.Where(f => f.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))],
            };
        }
        catch (DatasetException e)
        {
            return new LayoutResult { Manifest = manifest, Entries = [], Companions = [], Problems = [new LayoutProblem(DatasetProblemKind.Missing, "", e.Message, IsFatal: true)] };
        }
    }
}
