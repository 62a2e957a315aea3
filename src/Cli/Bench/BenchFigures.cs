namespace NeuroKit.Cli.Bench;

/// <summary>What is said of several measurements of one thing.</summary>
internal static class BenchFigures
{
    /// <summary>The middle one; the mean of the two in the middle of an even number.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
