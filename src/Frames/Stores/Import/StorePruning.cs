using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>Removes things from a store. What another process is making stays.</summary>
internal sealed class StorePruning(string store, PruneOptions options)
{
    private static readonly TimeSpan s_longEnough = TimeSpan.FromHours(1); // no file of stamps is in the making for so long

    private readonly List<PrunedItem> _items = [];

    public static IReadOnlyList<PrunedItem> Run(string store, PruneOptions options)
    {
        var pruning = new StorePruning(store, options);
        pruning.Leftovers();
        pruning.Sets();
        return pruning._items;
    }

    private void Leftovers()
    {
        string sets = StoreLayout.Sets(store);
        if (!Directory.Exists(sets))
            return;
        foreach (string folder in Directory.GetDirectories(sets).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileName(folder);
            if (name.StartsWith('.') && name.EndsWith(StoreLayout.RemovedSuffix, StringComparison.Ordinal))
                Remove(folder, "half removed", () => Directory.Delete(folder, recursive: true));
            else if (name.StartsWith('.') && name.EndsWith(StoreLayout.PartialSuffix, StringComparison.Ordinal))
                RemovePartial(folder);
        }

        foreach (string file in StoreLayout.SetFolders(store).SelectMany(Directory.GetFiles))
        {
            if (Path.GetFileName(file).StartsWith('.') && DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > s_longEnough)
                Remove(file, "a file that was being written", () => File.Delete(file));
        }

        string locks = Path.Combine(store, "locks");
        foreach (string file in Directory.Exists(locks) ? Directory.GetFiles(locks) : [])
        {
            if (!options.DryRun && StoreLock.TryTake(file) is { } free)
                free.Dispose(); // the file goes with the lock
        }
    }

    private void RemovePartial(string folder)
    {
        using StoreLock? held = StoreLock.TryTake(StoreLayout.LockOfPartial(store, folder));
        if (held is not null)
            Remove(folder, "an import that was interrupted", () => Directory.Delete(folder, recursive: true));
    }

    private void Sets()
    {
        var whole = new List<(OpenedSet Set, DateTime Written)>();
        foreach (string folder in StoreLayout.SetFolders(store))
        {
            try
            {
                OpenedSet set = OpenedSet.Open(folder);
                if (SetCheck.Structure(folder, set) is [var problem, ..])
                    RemoveSet(folder, $"damaged: {problem}");
                else
                    whole.Add((set, File.GetLastWriteTimeUtc(Path.Combine(folder, StoreLayout.ManifestName))));
            }
            catch (StoreException e)
            {
                RemoveSet(folder, $"damaged: {e.Message}");
            }
        }

        // Of sets of the same recordings by the same options only the newest is current.
        var newest = new Dictionary<string, DateTime>(StringComparer.Ordinal);
        foreach ((OpenedSet set, DateTime written) in whole)
            newest[SameOf(set)] = newest.TryGetValue(SameOf(set), out DateTime known) && known > written ? known : written;
        var kept = new List<OpenedSet>();
        foreach ((OpenedSet set, DateTime written) in whole)
        {
            if (options.Everything)
                RemoveSet(set.Folder, "everything was to be removed");
            else if (options.Sets.Any(name => StoreSet.Of(set).IsMeantBy(name)))
                RemoveSet(set.Folder, "was named");
            else if (written < newest[SameOf(set)])
                RemoveSet(set.Folder, "replaced: its recordings were imported again after they had changed");
            else
                kept.Add(set);
        }

        HashSet<Digest> events = [.. kept.Where(s => s.Index.Facts.Kind == StoreKind.Events).SelectMany(s => s.Index.Entries).Select(e => e.Content)];
        foreach (OpenedSet set in kept.Where(s => s.Index.Facts.Kind == StoreKind.Frames))
        {
            if (!set.Index.Entries.All(e => events.Contains(e.Source)))
                RemoveSet(set.Folder, "frames of events that the store does not hold any more");
        }
    }

    private static string SameOf(OpenedSet set)
        => string.Join('\n', [set.Index.Facts.Kind.ToString(), set.Index.Facts.Name, set.Index.Facts.Options, .. set.Index.Facts.Rules, .. set.Index.Entries.Select(e => e.Id)]);

    // Renamed first, so that nobody finds half a set.
    private void RemoveSet(string folder, string reason) => Remove(folder, reason, () =>
    {
        string removed = Path.Combine(StoreLayout.Sets(store), $".{Guid.NewGuid():N}{StoreLayout.RemovedSuffix}");
        Directory.Move(folder, removed);
        Directory.Delete(removed, recursive: true);
    });

    private void Remove(string path, string reason, Action remove)
    {
        long bytes = Directory.Exists(path)
            ? new DirectoryInfo(path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(f => f.Length)
            : new FileInfo(path).Length;
        string? problem = null;
        try
        {
            if (!options.DryRun)
                remove();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = e.Message;
        }

        _items.Add(new PrunedItem(path, reason, bytes, problem));
    }
}
