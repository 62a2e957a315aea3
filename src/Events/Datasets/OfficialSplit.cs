namespace NeuroKit.Events.Datasets;

/// <summary>The parts that the recordings are distributed in.</summary>
internal sealed record OfficialSplit : SplitRule
{
    public override string Name => "official";

    protected internal override IReadOnlyList<string> Assign(EventDataset dataset)
        => [.. dataset.Select(s => s.DistributedSplit
            ?? throw new DatasetException(dataset.Root, $"is distributed undivided ({s.Id} is in no part); name a split: sew-lexicographic, tebn, random(seed=…, ratio=…)"))];
}
