namespace NeuroKit.Distill.Experiments;

/// <summary>Student's and the normal distribution, as far as a report needs them.</summary>
internal static class StudentT
{
    /// <summary>The two-sided p of a mean of few values by Student's t; null for fewer than two.</summary>
    public static double? TwoSidedP(IReadOnlyList<double> values)
    {
        if (values.Count < 2)
            return null;
        double mean = values.Average();
        double error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count);
        // Rounding leaves equal values a spread of the last bit.
        if (error <= 1e-12 * Math.Max(1, Math.Abs(mean)))
            return Math.Abs(mean) <= 1e-12 ? 1 : 0;
        return 1 - Within(Math.Abs(mean) / error, values.Count - 1);
    }

    /// <summary>The share of Student's distribution between −t and t (Abramowitz and Stegun 26.7.3 and 26.7.4: finite sums for whole degrees of freedom).</summary>
    public static double Within(double t, int degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        double angle = Math.Atan(t / Math.Sqrt(degrees));
        double cosine = Math.Cos(angle);
        bool isOdd = degrees % 2 == 1;
        double term = isOdd ? cosine : 1;
        double sum = degrees == 1 ? 0 : term;
        for (int k = isOdd ? 3 : 2; k <= degrees - 2; k += 2)
        {
            term *= cosine * cosine * (k - 1) / k;
            sum += term;
        }

        return isOdd ? 2 / Math.PI * (angle + (Math.Sin(angle) * sum)) : Math.Sin(angle) * sum;
    }

    /// <summary>The value that a standard normal variable exceeds on either side together with a probability: 1.960 for 0.05.</summary>
    public static double NormalTwoSided(double probability)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probability, 1e-6);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        (double low, double high) = (0, 6);
        for (int i = 0; i < 60; i++)
        {
            double middle = (low + high) / 2;
            (low, high) = 1 - (2 * NormalFromZero(middle)) > probability ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    // The share of the normal distribution between 0 and x (Abramowitz and Stegun 26.2.11).
    private static double NormalFromZero(double x)
    {
        double term = x;
        double sum = x;
        for (int k = 3; term > 1e-17 * sum; k += 2)
        {
            term *= x * x / k;
            sum += term;
        }

        return sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }
}
