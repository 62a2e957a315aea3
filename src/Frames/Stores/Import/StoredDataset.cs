using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>Makes a data set from what a store knows of it.</summary>
internal static class StoredDataset
{
    public static EventDataset Of(OpenedSet set)
    {
        SetFacts facts = set.Index.Facts;
        string root = RootOf(set);
        DatasetManifest? manifest = facts.Manifest is { } json ? DatasetManifest.Parse(json, Path.Combine(set.Folder, StoreLayout.IndexName)) : null;
        IEnumerable<EventSample> samples = Enumerable.Range(0, set.Index.Entries.Count)
            .Where(i => set.Index.Entries[i].Failure is null)
            .Select(i => SampleOf(set, i, root));
        return EventDataset.Create(root, facts.Classes, samples, manifest);
    }

    /// <summary>The recordings that could not be imported.</summary>
    public static IReadOnlyList<ImportFailure> FailuresOf(OpenedSet set)
    {
        string root = RootOf(set);
        return [.. Enumerable.Range(0, set.Index.Entries.Count)
            .Where(i => set.Index.Entries[i].Failure is not null)
            .Select(i => new ImportFailure(SampleOf(set, i, root) with { Source = null }, set.Index.Entries[i].Failure!))];
    }

    private static string RootOf(OpenedSet set) => SourceStamps.TryRead(set.Folder, set.Index.Entries.Count)?.Root ?? set.Folder;

    private static EventSample SampleOf(OpenedSet set, int place, string root)
    {
        StoreEntry entry = set.Index.Entries[place];
        string file = entry.Window is null ? entry.Id : entry.Id[..Math.Max(0, entry.Id.LastIndexOf('#'))];
        return new EventSample
        {
            Id = entry.Id,
            Path = Path.Combine(root, file),
            Label = entry.Label,
            ClassName = entry.ClassName,
            Split = entry.Split,
            Subject = entry.Subject,
            Condition = entry.Condition,
            Window = entry.Window,
            Source = new StoredSampleSource(set, place, takesDefaults: true),
        };
    }
}
