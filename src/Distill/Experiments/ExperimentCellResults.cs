namespace NeuroKit.Distill.Experiments;

/// <summary>The runs of a cell.</summary>
/// <param name="Method">The method.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Runs">The finished runs, by fold, seed and teacher's seed.</param>
internal sealed record ExperimentCellResults(string Method, int Steps, IReadOnlyList<ExperimentRunResult> Runs)
{
    public double Mean => Runs.Average(r => r.TestAccuracy!.Value);

    /// <summary>The standard deviation over runs; null for one run.</summary>
    public double? Deviation => Runs.Count < 2 ? null : Math.Sqrt(Runs.Sum(r => Square(r.TestAccuracy!.Value - Mean)) / (Runs.Count - 1));

    public double? ShuffledMean => Runs.All(r => r.ShuffledTestAccuracy is not null) ? Runs.Average(r => r.ShuffledTestAccuracy!.Value) : null;

    /// <summary>The runs whose seconds are not all.</summary>
    public int LackingSeconds => Runs.Count(r => r.LacksSeconds);

    public double Seconds => Runs.Average(r => r.ProcessorSeconds);

    private static double Square(double x) => x * x;
}
