using System.Diagnostics;
using NeuroKit.Events.Archives;
using NeuroKit.Events.Datasets.Layouts;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// The files of a data set that lies in archives, by name: what <see cref="DatasetManifest.Open(DatasetFiles, SplitRule?, EventFormats?)"/> indexes.
/// Thread-safe.
/// </summary>
[DebuggerDisplay("{Root}")]
public sealed class DatasetFiles
{
    private static readonly string[] s_extensions = [".zip", ".tar", ".tar.gz", ".tgz"];

    private DatasetFiles(IFileTree tree) => Tree = tree;

    /// <summary>The folder that the archives lie in.</summary>
    public string Root => Tree.Root;

    /// <summary>Every file in ordinal order: <c>airplane.zip!/airplane/cifar10_airplane_0.aedat</c>. Names that begin with a dot are left out.</summary>
    /// <exception cref="ArchiveException">An archive is broken or refused.</exception>
    public IReadOnlyList<string> Names => Tree.Files;

    internal IFileTree Tree { get; }

    /// <summary>
    /// The members of zip archives, and of zips in them, read in place. The archives are opened when first needed and stay open as long as
    /// the data set is in use.
    /// </summary>
    /// <param name="archives">The zip files, at least one.</param>
    public static DatasetFiles OfArchives(params IReadOnlyList<string> archives) => OfArchives(archives, ArchiveLimits.Default);

    /// <summary>As <see cref="OfArchives(IReadOnlyList{string})"/>, of archives that hold more than is usual.</summary>
    /// <param name="archives">The zip files, at least one.</param>
    /// <param name="limits">What is accepted.</param>
    public static DatasetFiles OfArchives(IReadOnlyList<string> archives, ArchiveLimits limits)
    {
        ArgumentNullException.ThrowIfNull(archives);
        ArgumentNullException.ThrowIfNull(limits);
        return archives.Count > 0 ? new DatasetFiles(new ArchiveTree(archives, limits)) : throw new ArgumentException("Name at least one archive.", nameof(archives));
    }

    /// <summary>The members of archives that were read in one pass: <see cref="TarArchiveReader"/>.</summary>
    /// <param name="root">The folder that the archives lie in.</param>
    /// <param name="members">
    /// Every member by name (<c>DvsGesture.tar.gz!/DvsGesture/user01_led.aedat</c>), with its content where that was kept: lists, label files
    /// and the like; null for recordings.
    /// </param>
    public static DatasetFiles OfPass(string root, IReadOnlyDictionary<string, ReadOnlyMemory<byte>?> members)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        ArgumentNullException.ThrowIfNull(members);
        return new DatasetFiles(new ListedTree(root, members));
    }

    /// <summary>The archives that a path stands for: itself, or those in a folder that holds archives and no recording.</summary>
    /// <param name="manifest">The data set.</param>
    /// <param name="path">An archive or a folder.</param>
    /// <param name="formats">The formats known; default <see cref="EventFormats.Default"/>.</param>
    /// <returns>The archives in ordinal order; none where the path is a folder of recordings, or something else.</returns>
    public static IReadOnlyList<string> FindArchives(DatasetManifest manifest, string path, EventFormats? formats = null)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path))
            return ArchivePath.KindOf(path) == ArchiveKind.None ? [] : [path];
        if (!Directory.Exists(path))
            return [];
        string[] archives = [.. Directory.EnumerateFiles(path)
            .Where(f => !Path.GetFileName(f.AsSpan()).StartsWith('.') && FileTreePath.HasExtension(f, s_extensions))
            .Order(StringComparer.Ordinal)];
        return archives.Length == 0 || HasRecordings(manifest, path, formats ?? EventFormats.Default) ? [] : archives;
    }

    /// <summary>The tree of archives that a path stands for; null where it stands for none.</summary>
    /// <exception cref="DatasetException">They can only be read in one pass.</exception>
    internal static ArchiveTree? TryFind(DatasetManifest manifest, string path, EventFormats? formats)
    {
        IReadOnlyList<string> archives = FindArchives(manifest, path, formats);
        return archives.FirstOrDefault(a => ArchivePath.KindOf(a) == ArchiveKind.Tar) is { } tar
            ? throw new DatasetException(tar, "is a tar, which can only be read from start to end; import it into a store, or unpack it")
            : archives.Count == 0 ? null : new ArchiveTree(archives);
    }

    private static bool HasRecordings(DatasetManifest manifest, string folder, EventFormats formats)
    {
        string[] extensions = [.. manifest.Variants.Select(v => v.Format).Append(manifest.Format)
            .SelectMany(f => formats.TryGet(f, out EventFormat? known) ? known.Extensions : [])];
        return new FolderTree(folder).Files.Any(f => FileTreePath.HasExtension(f, extensions));
    }
}
