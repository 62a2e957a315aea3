namespace NeuroKit.Events.Datasets;

/// <summary>The first 90 % of a class by file name; the count is rounded up in double arithmetic, as the published code does.</summary>
internal sealed record SewLexicographicSplit : SplitRule
{
    private const double TrainRatio = 0.9;

    public override string Name => "sew-lexicographic";

    protected internal override IReadOnlyList<string> Assign(EventDataset dataset)
    {
        // By class, windows of one recording would come to lie in both parts.
        if (WindowGroups.Of(dataset) is not null)
            throw new DatasetException(dataset.Root, $"has several samples of one recording, which the split {Name} would tear apart; name another: official, by-subject(…), random(seed=…, ratio=…)");
        string[] parts = new string[dataset.Count];
        foreach (int[] members in dataset.IndicesByClass())
        {
            int train = (int)Math.Ceiling(members.Length * TrainRatio);
            int[] ordered = [.. members];
            Array.Sort(ordered, ByName);
            for (int i = 0; i < ordered.Length; i++)
                parts[ordered[i]] = i < train ? SplitNames.Train : SplitNames.Test;
        }

        return parts;

        int ByName(int a, int b)
        {
            int order = Path.GetFileName(dataset[a].Path.AsSpan()).SequenceCompareTo(Path.GetFileName(dataset[b].Path.AsSpan()));
            return order != 0 ? order : string.CompareOrdinal(dataset[a].Id, dataset[b].Id);
        }
    }
}
