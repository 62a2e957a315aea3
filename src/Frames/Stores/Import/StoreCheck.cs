using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>Verifies a store.</summary>
internal static class StoreCheck
{
    public static IReadOnlyList<StoreProblem> Run(string store, string? name, bool readsRecords, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        var problems = new List<StoreProblem>();
        bool found = name is null;
        foreach (string folder in StoreLayout.SetFolders(store))
        {
            OpenedSet set;
            try
            {
                set = OpenedSet.Open(folder);
            }
            catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
            {
                // A set that cannot be opened tells no name but its folder's.
                if (name is not null && !Path.GetFileName(folder).StartsWith(name, StringComparison.Ordinal))
                    continue;
                found = true;
                problems.Add(new StoreProblem(folder, (e as StoreException)?.Path ?? folder, e is StoreException known ? known.Message[(known.Path.Length + 2)..] : e.Message));
                continue;
            }

            if (name is not null && !StoreSet.Of(set).IsMeantBy(name))
                continue;
            found = true;
            problems.AddRange(Check(set, readsRecords, progress, cancellationToken));
        }

        return found ? problems : throw new StoreException(store, $"has no set '{name}'");
    }

    private static List<StoreProblem> Check(OpenedSet set, bool readsRecords, IProgress<ImportProgress>? progress, CancellationToken cancellationToken)
    {
        List<StoreProblem> problems = SetCheck.Structure(set.Folder, set);
        if (problems.Count == 0 && readsRecords)
        {
            int total = set.Index.Entries.Count;
            long events = 0;
            problems.AddRange(SetCheck.Records(set.Folder, set, done =>
            {
                events += set.Index.Entries[done - 1].Events;
                progress?.Report(new ImportProgress(done, total, events));
            }, cancellationToken));
        }

        string sources = Path.Combine(set.Folder, StoreLayout.SourcesName);
        if (File.Exists(sources) && SourceStamps.TryRead(set.Folder, set.Index.Entries.Count) is null)
            problems.Add(new StoreProblem(set.Folder, sources, "is damaged: the sources are read again to see whether they changed, and it is written anew"));
        return problems;
    }
}
