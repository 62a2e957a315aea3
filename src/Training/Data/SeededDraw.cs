using NeuroKit.Events.Simulation;

namespace NeuroKit.Training.Data;

/// <summary>Generators that depend on the seed, the purpose, the epoch and the batch alone: a resumed run draws what an undisturbed one draws.</summary>
internal static class SeededDraw
{
    public static DeterministicRandom For(long seed, DrawPurpose purpose, int epoch, int batch)
    {
        ulong stream = DeterministicRandom.Derive(unchecked((ulong)seed), (ulong)purpose);
        return new DeterministicRandom(DeterministicRandom.Derive(DeterministicRandom.Derive(stream, (ulong)epoch), (ulong)batch));
    }

    /// <summary>Some of the numbers below a bound, without repetition, in order.</summary>
    public static long[] Subset(DeterministicRandom random, int bound, int count)
    {
        int[] all = [.. Enumerable.Range(0, bound)];
        random.Shuffle(all.AsSpan());
        Array.Sort(all, 0, count);
        return [.. all.Take(count).Select(i => (long)i)];
    }

    /// <summary>A draw of the beta distribution whose parameters both are alpha.</summary>
    public static double Beta(DeterministicRandom random, double alpha)
    {
        double a = Gamma(random, alpha);
        double b = Gamma(random, alpha);
        // Both vanish only for parameters so small that either end is as likely.
        return a + b > 0 ? a / (a + b) : random.NextDouble() < 0.5 ? 0 : 1;
    }

    // G. Marsaglia and W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26, 2000; below 1 by their power of a uniform number.
    private static double Gamma(DeterministicRandom random, double shape)
    {
        if (shape < 1)
            return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        double d = shape - (1.0 / 3);
        double c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double x = random.NextGaussian();
            double v = 1 + (c * x);
            if (v <= 0)
                continue;
            v = v * v * v;
            if (Math.Log(1 - random.NextDouble()) < (0.5 * x * x) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }
}
