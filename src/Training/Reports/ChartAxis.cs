namespace NeuroKit.Training.Reports;

/// <summary>An axis with round numbers at its ticks.</summary>
internal sealed class ChartAxis
{
    private const int WantedSteps = 5;

    private ChartAxis(double from, double to, double step)
    {
        From = from;
        To = to;
        Step = step;
    }

    public double From { get; }

    public double To { get; }

    public double Step { get; }

    public IEnumerable<double> Ticks
    {
        get
        {
            int count = (int)Math.Round((To - From) / Step);
            for (int i = 0; i <= count; i++)
                yield return Round(From + (i * Step));
        }
    }

    /// <summary>An axis that holds the values.</summary>
    /// <param name="values">Finite values; without any, the axis is from 0 to 1.</param>
    /// <param name="isWhole">Whether ticks between whole numbers mean nothing.</param>
    /// <param name="endsAtValues">Whether the axis ends where the values end instead of at the next tick.</param>
    public static ChartAxis For(IReadOnlyCollection<double> values, bool isWhole, bool endsAtValues)
    {
        double least = values.DefaultIfEmpty(0).Min();
        double most = values.DefaultIfEmpty(1).Max();
        if (most - least < 1e-9 * Math.Max(Math.Abs(least), Math.Abs(most)) || most == least)
        {
            double room = isWhole ? 1 : Math.Max(Math.Abs(least) / 2, 0.5);
            (least, most) = (least >= 0 && least < room ? 0 : least - room, most + room);
        }

        double step = RoundStep((most - least) / WantedSteps);
        if (isWhole)
            step = Math.Max(1, Math.Round(step));
        return endsAtValues
            ? new ChartAxis(least, most, step)
            : new ChartAxis(Math.Floor((least / step) + 1e-9) * step, Math.Ceiling((most / step) - 1e-9) * step, step);
    }

    /// <summary>The ticks of an axis that ends where its values end: the round numbers within.</summary>
    public IEnumerable<double> TicksWithin()
    {
        for (double tick = Math.Ceiling((From / Step) - 1e-9) * Step; tick <= To + (Step * 1e-9); tick += Step)
            yield return Round(tick);
    }

    /// <summary>Where a value lies, 0 to 1.</summary>
    public double Share(double value) => (value - From) / (To - From);

    // 1, 2 or 5 times a power of ten, the nearest.
    private static double RoundStep(double step)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return (step / power) switch
        {
            < 1.5 => power,
            < 3.5 => 2 * power,
            < 7.5 => 5 * power,
            _ => 10 * power,
        };
    }

    // What adding steps up leaves behind the last digit.
    private double Round(double value) => Math.Abs(value) < Step * 1e-6 ? 0 : Math.Round(value / Step * 1e6) * Step / 1e6;
}
