using NeuroKit.Events.Simulation;

namespace NeuroKit.Distill.Experiments;

/// <summary>Intervals of a mean of differences that come in groups: groups are drawn with replacement, then differences within each.</summary>
internal static class HierarchicalBootstrap
{
    private const int Draws = 10_000;

    /// <summary>Estimates the mean over groups of the groups' means.</summary>
    /// <param name="groups">The differences of each fold.</param>
    /// <param name="seed">The seed of the draws.</param>
    public static BootstrapEstimate Estimate(IReadOnlyList<double[]> groups, ulong seed)
    {
        double mean = groups.Average(g => g.Average());
        var random = new DeterministicRandom(seed);
        double[] means = new double[Draws];
        for (int i = 0; i < Draws; i++)
        {
            double sum = 0;
            for (int g = 0; g < groups.Count; g++)
            {
                double[] group = groups[random.NextBelow(groups.Count)];
                double inner = 0;
                for (int k = 0; k < group.Length; k++)
                    inner += group[random.NextBelow(group.Length)];
                sum += inner / group.Length;
            }

            means[i] = sum / groups.Count;
        }

        Array.Sort(means);
        double average = means.Average();
        double error = Math.Sqrt(means.Sum(m => (m - average) * (m - average)) / (Draws - 1));
        int below = means.Count(m => m <= 0);
        int above = means.Count(m => m >= 0);
        double p = Math.Min(1, 2.0 * (Math.Min(below, above) + 1) / (Draws + 1));
        return new BootstrapEstimate(mean, means[(int)(0.025 * Draws)], means[(int)(0.975 * Draws) - 1], error, p, groups.Sum(g => g.Length), [.. groups.Select(g => g.Average())]);
    }

    /// <summary>Holm's step-down adjustment: the family's error stays at the level that each p is held against.</summary>
    public static double[] Holm(IReadOnlyList<double> p)
    {
        double[] adjusted = new double[p.Count];
        double greatest = 0;
        int rank = 0;
        foreach (int i in Enumerable.Range(0, p.Count).OrderBy(i => p[i]))
        {
            greatest = Math.Max(greatest, Math.Min(1, (p.Count - rank++) * p[i]));
            adjusted[i] = greatest;
        }

        return adjusted;
    }
}
