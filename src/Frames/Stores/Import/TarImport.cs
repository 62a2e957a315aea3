using NeuroKit.Events;
using NeuroKit.Events.Archives;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>
/// Imports a data set from tars. They are read once, from start to end: recordings are decoded as they come by, and put in the data set's order and
/// cut by their labels when all names, lists and labels are known.
/// </summary>
internal sealed class TarImport
{
    private readonly string _store;
    private readonly DatasetManifest _manifest;
    private readonly string[] _archives;
    private readonly string _root;
    private readonly ImportOptions _options;
    private readonly EventFormats? _formats;
    private readonly IProgress<ImportProgress>? _progress;
    private readonly CancellationToken _cancelled;

    private TarImport(
        string store, DatasetManifest manifest, IReadOnlyList<string> archives, ImportOptions options, EventFormats? formats,
        IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        _store = store;
        _manifest = manifest;
        _archives = [.. archives.Select(Path.GetFullPath).Distinct().Order(StringComparer.Ordinal)];
        _root = Path.GetDirectoryName(_archives[0])!;
        if (Array.Find(_archives, a => Path.GetDirectoryName(a) != _root) is { } elsewhere)
            throw new DatasetException(elsewhere, $"lies in another folder than {_archives[0]}; expected a data set's tars in one");
        _options = options;
        _formats = formats;
        _progress = progress;
        _cancelled = cancellationToken;
    }

    public static ImportResult Run(
        string store, DatasetManifest manifest, IReadOnlyList<string> archives, ImportOptions options, EventFormats? formats,
        IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var import = new TarImport(store, manifest, archives, options, formats, progress, cancellationToken);
        return import.TryFind() ?? import.Make();
    }

    // What is in archives is known only from a pass: a set is up to date while the archives are as they were.
    private ImportResult? TryFind()
    {
        foreach (string folder in StoreLayout.SetFolders(_store))
        {
            try
            {
                if (SetManifest.TryRead(folder) is { Kind: StoreKind.Events } && OpenedSet.Open(folder) is var set && IsCurrent(set))
                    return Result(set, wasPresent: true, resumed: 0);
            }
            catch (Exception e) when (e is StoreException or DatasetException or IOException or UnauthorizedAccessException)
            {
                // Damaged, or just being removed: none.
            }
        }

        return null;
    }

    private bool IsCurrent(OpenedSet set)
    {
        SetFacts facts = set.Index.Facts;
        if (facts.Name != _manifest.Id || facts.Manifest is null || SourceStamps.TryRead(set.Folder, set.Index.Entries.Count) is not { } sources || sources.Root != _root)
            return false;
        DatasetManifest stored = DatasetManifest.Parse(facts.Manifest, set.Folder);
        if (!ArchivePass.Forms(_manifest).Any(m => m.Format == stored.Format && m.Orientation == stored.Orientation)
            || facts.Options != OptionText.Of(stored.Configure(_options.ReadOptions)))
            return false;
        string[] prefixes = [.. _archives.Select(a => Path.GetRelativePath(_root, a).Replace(Path.DirectorySeparatorChar, '/') + ArchivePath.Separator)];
        SourceStamp[] stamps = [.. _archives.Select(SourceStamp.Of)];
        var used = new HashSet<int>();
        for (int i = 0; i < set.Index.Entries.Count; i++)
        {
            StoreEntry entry = set.Index.Entries[i];
            int at = Array.FindIndex(prefixes, p => entry.Id.StartsWith(p, StringComparison.Ordinal));
            if (at < 0 || stamps[at] != sources.Stamps[i] || stamps[at] == default
                || (entry.Failure is null ? entry.ReaderVersion != VersionOf(entry.Format) : _options.OnFailure == ImportFailureHandling.Stop))
                return false;
            used.Add(at);
        }

        return used.Count == _archives.Length && Enumerable.Range(0, set.Index.Segments.Count).All(i => File.Exists(set.PathOf(i)));
    }

    private ImportResult Make()
    {
        ImportResult? result = MakeAs(_manifest, out DatasetManifest found);
        // A made data set's record, which may say another sensor, is met only on the way.
        return result ?? MakeAs(found, out _)
            ?? throw new StoreException(_root, "holds archives that contradict each other about how their recordings are to be read");
    }

    private ImportResult? MakeAs(DatasetManifest manifest, out DatasetManifest found)
    {
        var pass = new ArchivePass(_root, _archives, manifest, _formats, _options, _progress, _cancelled);
        using StoreLock held = StoreLock.Take(
            StoreLayout.Lock(_store, pass.Plan), owner => _progress?.Report(new ImportProgress(0, 0, 0, owner)), _cancelled);
        if (TryFind() is { } made)
        {
            found = manifest;
            return made; // by whoever held the lock
        }

        using var stage = new SetBuilder(_store, StoreKind.Events, pass.Plan, _options.SegmentBytes);
        int resumed = stage.Entries.Count;
        EventDataset dataset;
        try
        {
            dataset = manifest.Open(pass.Run(stage), formats: _formats);
        }
        catch (Exception e) when (e is DatasetException or ArchiveException)
        {
            stage.Abandon(); // nothing to go on with
            throw;
        }

        string format = dataset.Manifest!.Format;
        found = dataset.Manifest;
        string wanted = OptionText.Of(dataset[0].ReadOptions(_options.ReadOptions));
        if (!ArchivePass.Forms(manifest).Any(m => m.Format == format && OptionText.Of(m.Configure(_options.ReadOptions)) == wanted))
        {
            stage.Abandon();
            return null;
        }

        ImportResult result = EventImport.Run(_store, dataset, _options, _progress, _cancelled, stage.Complete());
        stage.Abandon();
        return result.Resumed > 0 || result.WasPresent ? result : result with { Resumed = resumed };
    }

    private ImportResult Result(OpenedSet set, bool wasPresent, int resumed)
        => new(StoredDataset.Of(set), StoreSet.Of(set), wasPresent, resumed, StoredDataset.FailuresOf(set));

    private int VersionOf(string format) => (_formats ?? EventFormats.Default).TryGet(format, out EventFormat? known) ? known.ReaderVersion : 0;
}
