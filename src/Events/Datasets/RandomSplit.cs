using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets;

/// <summary>A seeded share of each class. The order that is shuffled is that of the ids, so that it is the same on every machine.</summary>
internal sealed record RandomSplit(int Seed, double TrainRatio) : SplitRule
{
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"random(seed={Seed}, ratio={TrainRatio})");

    /// <summary>
    /// Draws a share of each class, rounded to the nearest number of recordings; a class of two or more gives at least one and keeps at
    /// least one.
    /// </summary>
    public static List<int> Draw(EventDataset dataset, double share, int seed)
    {
        List<int> drawn = [];
        foreach (int[] members in dataset.IndicesByClass())
        {
            // A class's draw depends on that class alone.
            int label = dataset[members[0]].Label;
            int[] shuffled = [.. members.OrderBy(i => dataset[i].Id, StringComparer.Ordinal)];
            new DeterministicRandom(DeterministicRandom.Derive(unchecked((ulong)seed), (ulong)label)).Shuffle<int>(shuffled);
            int count = (int)Math.Round(shuffled.Length * share, MidpointRounding.AwayFromZero);
            if (shuffled.Length > 1)
                count = Math.Clamp(count, 1, shuffled.Length - 1);
            drawn.AddRange(shuffled.Take(count));
        }

        return drawn;
    }

    protected internal override IReadOnlyList<string> Assign(EventDataset dataset)
    {
        string[] parts = new string[dataset.Count];
        Array.Fill(parts, SplitNames.Test);
        foreach (int train in Draw(dataset, TrainRatio, Seed))
            parts[train] = SplitNames.Train;
        return parts;
    }
}
