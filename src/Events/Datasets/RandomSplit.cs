using System.Globalization;
using NeuroKit.Events.Simulation;

namespace NeuroKit.Events.Datasets;

/// <summary>
/// A seeded share of each class; of the recordings, where samples are windows of these. The order that is shuffled is that of the ids, so that it is
/// the same on every machine.
/// </summary>
internal sealed record RandomSplit(int Seed, double TrainRatio) : SplitRule
{
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"random(seed={Seed}, ratio={TrainRatio})");

    /// <summary>
    /// Draws a share of each class, rounded to the nearest number of recordings; a class of two or more gives at least one and keeps at
    /// least one. Recordings of several samples have several classes: then it is a share of all recordings.
    /// </summary>
    public static List<int> Draw(EventDataset dataset, double share, int seed)
    {
        List<int> drawn = [];
        if (WindowGroups.Of(dataset) is { } recordings)
        {
            int[][] byName = [.. recordings.OrderBy(r => dataset[r[0]].Id, StringComparer.Ordinal)];
            foreach (int[] recording in Draw(byName, share, seed, stream: ulong.MaxValue))
                drawn.AddRange(recording);
            return drawn;
        }

        foreach (int[] members in dataset.IndicesByClass())
        {
            // A class's draw depends on that class alone.
            int label = dataset[members[0]].Label;
            drawn.AddRange(Draw<int>([.. members.OrderBy(i => dataset[i].Id, StringComparer.Ordinal)], share, seed, (ulong)label));
        }

        return drawn;
    }

    private static IEnumerable<T> Draw<T>(T[] ordered, double share, int seed, ulong stream)
    {
        new DeterministicRandom(DeterministicRandom.Derive(unchecked((ulong)seed), stream)).Shuffle<T>(ordered);
        int count = (int)Math.Round(ordered.Length * share, MidpointRounding.AwayFromZero);
        if (ordered.Length > 1)
            count = Math.Clamp(count, 1, ordered.Length - 1);
        return ordered.Take(count);
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
