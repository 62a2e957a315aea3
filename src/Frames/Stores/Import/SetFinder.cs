using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores.Format;

namespace NeuroKit.Frames.Stores.Import;

/// <summary>Finds sets in a store that hold what is asked for. A damaged set is none.</summary>
internal static class SetFinder
{
    /// <summary>A set with all of a data set's recordings as they are on disk now, read by today's readers with the same options.</summary>
    public static OpenedSet? FindEvents(string store, EventDataset dataset, string options, SourceStamp[] stamps, bool acceptsFailures, Dictionary<string, Digest>? knownDigests = null)
    {
        Dictionary<string, Digest> digests = knownDigests ?? new(StringComparer.Ordinal);
        foreach (OpenedSet set in Candidates(store, StoreKind.Events, options))
        {
            if (Holds(set, dataset, acceptsFailures) && IsCurrent(set, dataset, stamps, digests))
                return set;
        }

        return null;
    }

    /// <summary>A set of frames by certain rules of the recordings that a data set has in a store.</summary>
    public static OpenedSet? FindFrames(string store, EventDataset dataset, string options, IReadOnlyList<string> rules)
        => Candidates(store, StoreKind.Frames, options)
            .FirstOrDefault(set => set.Index.Facts.Rules.SequenceEqual(rules) && dataset.All(s => HoldsFrames(set, s)));

    /// <summary>The set that has frames of all of a data set's recordings by certain rules, among others perhaps: of several, the one with most rules.</summary>
    public static OpenedSet? FindFramesWith(string store, EventDataset dataset, string options, IReadOnlyList<string> rules)
        => Candidates(store, StoreKind.Frames, options)
            .Where(set => rules.All(rule => set.Index.Facts.Rules.Contains(rule)) && dataset.All(s => HoldsFrames(set, s)))
            .MaxBy(set => set.Index.Facts.Rules.Count);

    private static IEnumerable<OpenedSet> Candidates(string store, StoreKind kind, string options)
    {
        foreach (string folder in StoreLayout.SetFolders(store))
        {
            OpenedSet set;
            try
            {
                if (SetManifest.TryRead(folder) is not { } known || known.Kind != kind || known.Options != options)
                    continue;
                set = OpenedSet.Open(folder);
            }
            catch (Exception e) when (e is StoreException or IOException or UnauthorizedAccessException)
            {
                continue; // damaged, or just being removed: `cache verify` tells
            }

            yield return set;
        }
    }

    private static bool Holds(OpenedSet set, EventDataset dataset, bool acceptsFailures)
    {
        foreach (EventSample sample in dataset)
        {
            int at = set.Find(sample.Id);
            if (at < 0 || set.Index.Entries[at] is var entry && (entry.Window != sample.Window
                || (entry.Failure is null ? entry.ReaderVersion != EventImport.ReaderVersion(sample, entry.Format) : !acceptsFailures)))
                return false;
        }

        return Enumerable.Range(0, set.Index.Segments.Count).All(i => File.Exists(set.PathOf(i)));
    }

    private static bool HoldsFrames(OpenedSet set, EventSample sample)
        => sample.Source is StoredSampleSource source && set.Find(sample.Id) is >= 0 and var at
            && set.Index.Entries[at].Source.Equals(source.Entry.Content) && set.Index.Entries[at].Failure is null;

    // By stamps where they are the same; else the files' digests decide, and the stamps are noted anew.
    private static bool IsCurrent(OpenedSet set, EventDataset dataset, SourceStamp[] stamps, Dictionary<string, Digest> digests)
    {
        SourceStamp[] known = SourceStamps.TryRead(set.Folder, set.Index.Entries.Count)?.Stamps ?? new SourceStamp[set.Index.Entries.Count];
        bool differs = false;
        for (int i = 0; i < dataset.Count; i++)
        {
            int at = set.Find(dataset[i].Id);
            if (stamps[i] == known[at] && stamps[i] != default)
                continue;
            if (!DigestOf(dataset[i], digests).Equals(set.Index.Entries[at].Source))
                return false;
            known[at] = stamps[i];
            differs = true;
        }

        if (differs)
            TryNote(set.Folder, dataset.Root, known);
        return true;
    }

    private static void TryNote(string folder, string root, SourceStamp[] stamps)
    {
        try
        {
            SourceStamps.Write(folder, root, stamps);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another user's store: the digests are compared again next time.
        }
    }

    private static Digest DigestOf(EventSample sample, Dictionary<string, Digest> digests)
    {
        if (digests.TryGetValue(sample.Path, out Digest known))
            return known;
        try
        {
            digests[sample.Path] = known = RecordingBytes.DigestOf(sample);
        }
        catch (Exception e) when (e is NeuroKitException or IOException or UnauthorizedAccessException)
        {
            known = default; // no file's digest: the import will say what is wrong with it
        }

        return known;
    }
}
