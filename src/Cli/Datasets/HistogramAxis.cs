using System.Globalization;

namespace NeuroKit.Cli.Datasets;

/// <summary>A figure's range over all samples, in steps: even ones, or even in the logarithm where the figures differ much.</summary>
internal sealed class HistogramAxis
{
    /// <summary>The number of steps.</summary>
    public const int Bins = 24;

    private const double LogarithmicFrom = 50;

    private readonly double _least;
    private readonly double _most;
    private readonly bool _isLogarithmic;

    public HistogramAxis(IReadOnlyCollection<double> values)
    {
        Least = values.Count > 0 ? values.Min() : 0;
        Most = values.Count > 0 ? values.Max() : 0;
        _isLogarithmic = Least > 0 && Most / Least > LogarithmicFrom;
        (_least, _most) = _isLogarithmic ? (Math.Log(Least), Math.Log(Most)) : (Least, Most);
    }

    public double Least { get; }

    public double Most { get; }

    /// <summary>What is said of the axis.</summary>
    public string Note => _isLogarithmic ? ", logarithmic" : "";

    /// <summary>How many values are in each step.</summary>
    public int[] Count(IEnumerable<double> values)
    {
        int[] counts = new int[Bins];
        foreach (double value in values)
            counts[Math.Min(Bins - 1, (int)(Bins * Position(value)))]++;
        return counts;
    }

    /// <summary>Where a value lies, 0 … 1.</summary>
    public double Position(double value)
        => _most > _least ? Math.Clamp(((_isLogarithmic ? Math.Log(value) : value) - _least) / (_most - _least), 0, 1) : 0.5;

    /// <summary>A value as a person reads it.</summary>
    public static string Label(double value)
    {
        string text = value switch
        {
            >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + " M",
            >= 10_000 => (value / 1e3).ToString("0.#", CultureInfo.InvariantCulture) + " k",
            >= 100 => value.ToString("N0", CultureInfo.InvariantCulture),
            _ => value.ToString("0.##", CultureInfo.InvariantCulture),
        };
        return text;
    }
}
