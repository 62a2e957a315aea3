namespace NeuroKit.Training;

/// <summary>How well recordings were recognised.</summary>
/// <param name="Loss">The mean cross entropy.</param>
/// <param name="Classes">The number of classes.</param>
/// <param name="Predictions">Each recording's prediction.</param>
public sealed record EvaluationResult(double Loss, int Classes, IReadOnlyList<SamplePrediction> Predictions)
{
    /// <summary>The recordings.</summary>
    public int Samples => Predictions.Count;

    /// <summary>Those recognised.</summary>
    public int Correct { get; } = Predictions.Count(p => p.Label == p.Predicted);

    /// <summary>The share recognised.</summary>
    public double Accuracy => Samples == 0 ? 0 : (double)Correct / Samples;

    /// <summary>The accuracy of each step; empty where recordings have different numbers of frames.</summary>
    public IReadOnlyList<StepAccuracy> BySteps { get; init; } = [];

    /// <summary>The share of each class that was recognised; not a number where there is none of it.</summary>
    public IReadOnlyList<double> PerClass
    {
        get
        {
            long[][] confusion = Confusion();
            return [.. confusion.Select((row, label) => (double)row[label] / row.Sum())];
        }
    }

    /// <summary>How often each class (row) was taken for each class (column).</summary>
    public long[][] Confusion()
    {
        long[][] rows = [.. Enumerable.Range(0, Classes).Select(_ => new long[Classes])];
        foreach (SamplePrediction prediction in Predictions)
            rows[prediction.Label][prediction.Predicted]++;
        return rows;
    }
}
