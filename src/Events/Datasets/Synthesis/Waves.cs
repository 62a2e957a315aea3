namespace NeuroKit.Events.Datasets.Synthesis;

/// <summary>Movements that come round again, of + − × ÷ alone so that they are the same on every machine.</summary>
internal static class Waves
{
    /// <summary>0 up to 1 and back at even speed, once a unit of phase.</summary>
    public static double Triangle(double phase)
    {
        double u = Fraction(phase);
        return u < 0.5 ? 2 * u : 2 - (2 * u);
    }

    /// <summary>Round the unit circle once a unit of phase, from (1, 0) by way of (0, 1); at nearly even speed.</summary>
    public static (double X, double Y) Circle(double phase)
    {
        double u = 4 * Fraction(phase);
        int quarter = (int)u;
        // The rational parametrisation of a quarter.
        double s = u - quarter;
        double square = s * s;
        double x = (1 - square) / (1 + square);
        double y = 2 * s / (1 + square);
        return quarter switch { 0 => (x, y), 1 => (-y, x), 2 => (-x, -y), _ => (y, -x) };
    }

    private static double Fraction(double phase) => phase - Math.Floor(phase);
}
