namespace NeuroKit.Events.Datasets;

/// <summary>Samples that are windows of one recording: whoever divides a set keeps them together, or trains on what is tested.</summary>
internal static class WindowGroups
{
    /// <summary>The samples' places by recording, each in the set's order; null where every sample is a recording of its own.</summary>
    public static IReadOnlyList<int[]>? Of(EventDataset dataset)
    {
        if (!dataset.Any(s => s.Window is not null))
            return null;
        int[][] groups = [.. Enumerable.Range(0, dataset.Count)
            .GroupBy(i => dataset[i].Window is null ? dataset[i].Id : dataset[i].Path, StringComparer.Ordinal)
            .Select(g => g.ToArray())];
        return groups.Length < dataset.Count ? groups : null;
    }
}
