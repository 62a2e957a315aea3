using System.Diagnostics;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Loading;
using NeuroKit.Frames.Stores.Format;
using NeuroKit.Frames.Stores.Import;

namespace NeuroKit.Frames.Stores;

/// <summary>
/// A folder that keeps data sets decoded: events as a loader wants them, and frames of them. A set in it is whole or absent, whatever ends
/// the process that makes it; several processes may use one store, and the second that asks for what the first is making waits for it. What
/// is stored is found by what it was made from (sources, readers' versions, options), so a changed option never gives what another left.
/// Thread-safe. docs/store.md describes the files byte by byte.
/// </summary>
[DebuggerDisplay("{Path}")]
public sealed class EventStore
{
    private EventStore(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Makes a store, or opens the one that is there.</summary>
    /// <param name="path">The folder; null: <see cref="StoreLocation.Resolve(string?)"/> says it.</param>
    /// <exception cref="StoreException">The folder holds something else, or a store of another version.</exception>
    public static EventStore Create(string? path = null)
    {
        string folder = StoreLocation.Resolve(path);
        RequireLittleEndian();
        Directory.CreateDirectory(folder);
        WriteMarker(folder);
        Directory.CreateDirectory(StoreLayout.Sets(folder));
        return Open(folder);
    }

    /// <summary>Opens a store.</summary>
    /// <param name="path">The folder; null: <see cref="StoreLocation.Resolve(string?)"/> says it.</param>
    /// <exception cref="StoreException">There is no store, or one of another version.</exception>
    public static EventStore Open(string? path = null)
    {
        string folder = StoreLocation.Resolve(path);
        RequireLittleEndian();
        string marker = System.IO.Path.Combine(folder, StoreLayout.MarkerName);
        if (!HasMarker(marker))
            throw new StoreException(folder, Directory.Exists(folder) ? $"is no store (it has no {StoreLayout.MarkerName})" : "does not exist; expected a store's folder");
        if (new FileInfo(marker).Length > 4096 || File.ReadAllText(marker) != StoreLayout.Marker)
            throw new StoreException(marker, "is damaged, or of a store that another version of NeuroKit made");
        return new EventStore(folder);
    }

    /// <summary>
    /// Puts a data set's events into the store, or finds them there: decoded, oriented, windows cut. An import that was interrupted goes on
    /// where its last whole segment ends. Its split and labels stay the data set's own: another division needs no second import.
    /// </summary>
    /// <param name="dataset">The recordings, read from their files.</param>
    /// <param name="options">How to import; default <see cref="ImportOptions.Default"/>.</param>
    /// <param name="progress">Told after each recording, from any thread, and once when another process is importing the same.</param>
    /// <param name="cancellationToken">Cancels between recordings; what is whole is kept.</param>
    /// <returns>The data set, its events read from the store.</returns>
    /// <exception cref="StoreException">A recording cannot be imported; names it.</exception>
    public ImportResult Import(EventDataset dataset, ImportOptions? options = null, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= ImportOptions.Default;
        options.Check();
        return EventImport.Run(Path, dataset, options, progress, cancellationToken);
    }

    /// <summary>
    /// Puts a data set's events into the store from what it is distributed as, or finds them there. Zips, and zips in them, are read in place. A tar
    /// is read in one pass, in which recordings are decoded as they come by; labels and lists may stand anywhere in it. Otherwise as
    /// <see cref="Import"/>.
    /// </summary>
    /// <param name="manifest">The data set.</param>
    /// <param name="sources">Its unpacked folder, its zips, its tars, or the folder that holds nothing but its archives.</param>
    /// <param name="options">How to import; default <see cref="ImportOptions.Default"/>.</param>
    /// <param name="formats">The formats known; default <see cref="EventFormats.Default"/>.</param>
    /// <param name="progress">As for the other; in the pass over a tar the total is not known.</param>
    /// <param name="cancellationToken">Cancels between recordings; what is whole is kept.</param>
    /// <exception cref="DatasetException">The sources are missing, mixed, or not laid out as the data set.</exception>
    /// <exception cref="ArchiveException">An archive is broken or refused.</exception>
    /// <exception cref="StoreException">A recording cannot be imported; names it.</exception>
    public ImportResult ImportFrom(
        DatasetManifest manifest, IReadOnlyList<string> sources, ImportOptions? options = null, EventFormats? formats = null,
        IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count == 0)
            throw new ArgumentException("Say what to import from: a folder, or archives.", nameof(sources));
        options ??= ImportOptions.Default;
        options.Check();
        return DatasetImport.Run(Path, manifest, sources, options, formats, progress, cancellationToken);
    }

    /// <summary>Whether a folder is a store, of whatever version.</summary>
    /// <param name="path">The folder.</param>
    public static bool IsStore(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return File.Exists(System.IO.Path.Combine(path, StoreLayout.MarkerName));
    }

    /// <summary>The data set with its events from the store, where they are there and up to date; else null. Nothing is imported.</summary>
    /// <param name="dataset">The recordings, read from their files.</param>
    /// <param name="options">As for <see cref="Import"/>.</param>
    public ImportResult? Find(EventDataset dataset, ImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= ImportOptions.Default;
        options.Check();
        return EventImport.Find(Path, dataset, options);
    }

    /// <summary>
    /// Puts frames of a data set into the store, or finds them there. A <see cref="FrameLoader"/> of the result takes them where its rules and
    /// options are the same, and bins the stored events where they are not.
    /// </summary>
    /// <param name="dataset">The recordings, their events in the store: what <see cref="Import"/> or <see cref="OpenDataset"/> gives.</param>
    /// <param name="rule">How events become frames.</param>
    /// <param name="options">How to bin; default <see cref="FrameImportOptions.Default"/>.</param>
    /// <param name="progress">As for <see cref="Import"/>.</param>
    /// <param name="cancellationToken">Cancels between recordings; what is whole is kept.</param>
    /// <exception cref="FrameLoadException">A recording cannot be binned; names it.</exception>
    public ImportResult ImportFrames(
        EventDataset dataset, FrameBinning rule, FrameImportOptions? options = null, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= FrameImportOptions.Default;
        options.Check();
        return FrameImport.Run(Path, dataset, new FrameLoader(dataset, rule, FrameImport.LoaderOptions(options)), options, progress, cancellationToken);
    }

    /// <summary>As <see cref="ImportFrames(EventDataset, FrameBinning, FrameImportOptions?, IProgress{ImportProgress}?, CancellationToken)"/>, of several numbers of frames.</summary>
    /// <param name="dataset">The recordings, their events in the store.</param>
    /// <param name="rules">The numbers of frames.</param>
    /// <param name="options">How to bin; default <see cref="FrameImportOptions.Default"/>.</param>
    /// <param name="progress">As for <see cref="Import"/>.</param>
    /// <param name="cancellationToken">Cancels between recordings; what is whole is kept.</param>
    /// <exception cref="FrameLoadException">A recording cannot be binned; names it.</exception>
    public ImportResult ImportFrames(
        EventDataset dataset, MultiFrameBinning rules, FrameImportOptions? options = null, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= FrameImportOptions.Default;
        options.Check();
        return FrameImport.Run(Path, dataset, new FrameLoader(dataset, rules, FrameImport.LoaderOptions(options)), options, progress, cancellationToken);
    }

    /// <summary>
    /// What a training wants: the data set's events in the store and, unless told otherwise, its frames by a rule as well, which load several
    /// times as fast as binning the stored events does. Both are imported where they are not there. <see cref="StoreKind.Events"/> saves the frames'
    /// place on the disk.
    /// </summary>
    /// <param name="dataset">The recordings, read from their files.</param>
    /// <param name="rule">How events become frames.</param>
    /// <param name="kind">What a loader of the result takes where it can. Default: frames, the faster.</param>
    /// <param name="import">How to import events.</param>
    /// <param name="frames">How to bin; its options of reading are those of <paramref name="import"/>.</param>
    /// <param name="progress">As for <see cref="Import"/>, first of events, then of frames.</param>
    /// <param name="cancellationToken">Cancels between recordings; what is whole is kept.</param>
    public EventDataset Prepare(
        EventDataset dataset, FrameBinning rule, StoreKind kind = StoreKind.Frames, ImportOptions? import = null, FrameImportOptions? frames = null,
        IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        EventDataset events = Import(dataset, import, progress, cancellationToken).Dataset;
        return kind == StoreKind.Events ? events : ImportFrames(events, rule, ReadAs(frames, import), progress, cancellationToken).Dataset;
    }

    /// <summary>As <see cref="Prepare(EventDataset, FrameBinning, StoreKind, ImportOptions?, FrameImportOptions?, IProgress{ImportProgress}?, CancellationToken)"/>, of several numbers of frames.</summary>
    /// <param name="dataset">The recordings, read from their files.</param>
    /// <param name="rules">The numbers of frames.</param>
    /// <param name="kind">What a loader of the result takes where it can. Default: frames, the faster.</param>
    /// <param name="import">How to import events.</param>
    /// <param name="frames">How to bin; its options of reading are those of <paramref name="import"/>.</param>
    /// <param name="progress">As for <see cref="Import"/>, first of events, then of frames.</param>
    /// <param name="cancellationToken">Cancels between recordings; what is whole is kept.</param>
    public EventDataset Prepare(
        EventDataset dataset, MultiFrameBinning rules, StoreKind kind = StoreKind.Frames, ImportOptions? import = null, FrameImportOptions? frames = null,
        IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rules);
        EventDataset events = Import(dataset, import, progress, cancellationToken).Dataset;
        return kind == StoreKind.Events ? events : ImportFrames(events, rules, ReadAs(frames, import), progress, cancellationToken).Dataset;
    }

    /// <summary>
    /// A data set that the store knows, without its files: with the labels and the division that it had when it was imported, and read as it
    /// was read then.
    /// </summary>
    /// <param name="name">The set's name, or the beginning of its key.</param>
    /// <exception cref="StoreException">There is no such set of events, several are meant, or it is damaged.</exception>
    public EventDataset OpenDataset(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        StoreSet[] sets = [.. Sets().Where(s => s.Kind == StoreKind.Events && s.IsMeantBy(name))];
        return sets switch
        {
            [var one] => StoredDataset.Of(OpenedSet.Open(one.Folder)),
            [] => throw new StoreException(Path, $"has no set '{name}' of events; its sets are {Names(Sets().Where(s => s.Kind == StoreKind.Events))}"),
            _ => throw new StoreException(Path, $"has several sets '{name}' of events ({Names(sets)}); say the beginning of a key"),
        };
    }

    /// <summary>
    /// A data set of this store with the frames by a rule that the store has of it, which its loaders then take instead of binning events; the
    /// data set as it is where the store has none. Nothing is binned here. The batches are the same in both cases.
    /// </summary>
    /// <param name="dataset">What <see cref="OpenDataset"/> or <see cref="Import"/> gave, or a part of it.</param>
    /// <param name="rule">How events become frames. Of several sets that have it, the one with most rules is taken.</param>
    /// <param name="options">How the frames were binned; default <see cref="FrameImportOptions.Default"/>.</param>
    /// <exception cref="SensorSizeUnknownException">Neither options nor data set nor its first recording says the sensor's size.</exception>
    public EventDataset UseFrames(EventDataset dataset, FrameBinning rule, FrameImportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        options ??= FrameImportOptions.Default;
        return FrameImport.Use(Path, dataset, new FrameLoader(dataset, rule, FrameImport.LoaderOptions(options)), options);
    }

    /// <summary>Begins a set of events that a program makes: a simulator, a sensor. It appears in the store when it is completed.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="classes">The classes' names by label.</param>
    /// <param name="size">The sensor, where it is known.</param>
    public EventStoreWriter CreateWriter(string name, IReadOnlyList<string> classes, SensorSize? size = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(classes);
        return new EventStoreWriter(Path, name, classes, size);
    }

    /// <summary>The whole sets, in the order of their folders' names; damaged ones are left out (<see cref="Verify"/> tells).</summary>
    public IReadOnlyList<StoreSet> Sets()
    {
        var sets = new List<StoreSet>();
        foreach (string folder in StoreLayout.SetFolders(Path))
        {
            try
            {
                sets.Add(StoreSet.Of(OpenedSet.Open(folder)));
            }
            catch (Exception e) when (e is StoreException or IOException)
            {
                // Told by Verify.
            }
        }

        return sets;
    }

    /// <summary>Reads every byte of the store's sets and holds it against what was written.</summary>
    /// <param name="name">Name of a set, or the beginning of its key or folder; null: all.</param>
    /// <param name="readsRecords">Whether records are read (default), or only headers, tables and indexes, which is quick.</param>
    /// <param name="progress">Told how many recordings were read, of a set at a time.</param>
    /// <param name="cancellationToken">Cancels between recordings.</param>
    /// <returns>What is wrong; empty where all is well.</returns>
    public IReadOnlyList<StoreProblem> Verify(
        string? name = null, bool readsRecords = true, IProgress<ImportProgress>? progress = null, CancellationToken cancellationToken = default)
        => StoreCheck.Run(Path, name, readsRecords, progress, cancellationToken);

    /// <summary>Removes what nobody needs: what ended processes left, damaged sets, sets that newer ones replace, or what the options say.</summary>
    /// <param name="options">What to remove; default <see cref="PruneOptions.Default"/>.</param>
    /// <returns>What was removed, or would be.</returns>
    public IReadOnlyList<PrunedItem> Prune(PruneOptions? options = null) => StorePruning.Run(Path, options ?? PruneOptions.Default);

    /// <inheritdoc/>
    public override string ToString() => Path;

    // In one write, so that a process that is ended leaves it whole or empty, and nothing else that somebody would have to clear up.
    private static void WriteMarker(string folder)
    {
        string path = System.IO.Path.Combine(folder, StoreLayout.MarkerName);
        if (HasMarker(path))
            return;
        bool isEmpty = !Directory.EnumerateFileSystemEntries(folder).Select(System.IO.Path.GetFileName).Any(n => n is not null && !n.StartsWith('.') && n != StoreLayout.MarkerName);
        if (!isEmpty && !HasMarker(path)) // looked at again: another process may have made the store meanwhile, the marker first
            throw new StoreException(folder, "is no store and not empty; expected a store, an empty folder, or none");
        using (var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(StoreLayout.Marker));
            file.Flush(flushToDisk: true);
        }

        PosixFile.FlushFolder(folder);
    }

    private static bool HasMarker(string path) => new FileInfo(path) is { Exists: true, Length: > 0 };

    private static FrameImportOptions ReadAs(FrameImportOptions? frames, ImportOptions? import)
        => (frames ?? FrameImportOptions.Default) with { ReadOptions = import?.ReadOptions };

    private static string Names(IEnumerable<StoreSet> sets)
        => string.Join(", ", sets.Select(s => s.ToString())) is { Length: > 0 } names ? names : "none";

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Stores are mapped as they lie on disk, which needs a little-endian processor.");
    }
}
