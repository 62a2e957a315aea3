using static NeuroKit.Training.Reports.PageText;

namespace NeuroKit.Training.Reports;

/// <summary>Draws a chart as SVG: axes, curves, a legend, and a title at each point for the pointer.</summary>
internal static class ChartSvg
{
    /// <summary>The curves' colours, as the page's style has them.</summary>
    public const int Colours = 6;

    private const int Width = 520;
    private const int Height = 300;
    private const int Left = 62;
    private const int Right = 14;
    private const int Top = 14;
    private const int Bottom = 44;
    private const int MaximumPoints = 400;
    private const int MaximumDots = 120;

    public static void Write(TextWriter page, ReportChart chart)
    {
        (double X, double Y)[] all = [.. chart.Curves.SelectMany(curve => curve.Points).Where(IsPoint)];
        bool isWhole = all.All(p => p.X == Math.Round(p.X));
        ChartAxis x = ChartAxis.For([.. all.Select(p => p.X)], isWhole, endsAtValues: true);
        ChartAxis y = ChartAxis.For([.. all.Select(p => p.Y)], isWhole: false, endsAtValues: false);
        page.WriteLine($"""<figure class="chart"><figcaption>{Escape(chart.Title)}</figcaption>""");
        WriteLegend(page, chart);
        page.WriteLine($"""<svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{Escape(chart.Title)}">""");
        WriteAxes(page, chart, x, y);
        for (int i = 0; i < chart.Curves.Count; i++)
            WriteCurve(page, chart, chart.Curves[i], i % Colours, x, y);
        page.WriteLine("</svg></figure>");
    }

    private static void WriteLegend(TextWriter page, ReportChart chart)
    {
        if (chart.Curves.Count < 2)
            return;
        page.Write("""<p class="legend">""");
        for (int i = 0; i < chart.Curves.Count; i++)
            page.Write($"""<span><i class="c{i % Colours}"></i>{Escape(chart.Curves[i].Name)}</span>""");
        page.WriteLine("</p>");
    }

    private static void WriteAxes(TextWriter page, ReportChart chart, ChartAxis x, ChartAxis y)
    {
        foreach (double tick in y.Ticks)
        {
            string at = Coordinate(Y(y, tick));
            page.WriteLine($"""<path class="grid" d="M{Left} {at}H{Width - Right}"/><text x="{Left - 7}" y="{at}" dy=".32em" text-anchor="end">{Number(tick)}</text>""");
        }

        foreach (double tick in x.TicksWithin())
        {
            string at = Coordinate(X(x, tick));
            bool isLast = x.Share(tick) > 0.97; // half of a long number would lie outside
            page.WriteLine($"""<path class="grid" d="M{at} {Height - Bottom}v4"/><text x="{(isLast ? Coordinate(Width - 2) : at)}" y="{Height - Bottom + 17}" text-anchor="{(isLast ? "end" : "middle")}">{Number(tick)}</text>""");
        }

        page.WriteLine($"""<path class="axis" d="M{Left} {Top}V{Height - Bottom}H{Width - Right}"/>""");
        page.WriteLine($"""<text class="label" x="{(Left + Width - Right) / 2}" y="{Height - 6}" text-anchor="middle">{Escape(chart.XLabel)}</text>""");
        int middle = (Top + Height - Bottom) / 2;
        page.WriteLine($"""<text class="label" x="13" y="{middle}" text-anchor="middle" transform="rotate(-90 13 {middle})">{Escape(chart.YLabel)}</text>""");
    }

    private static void WriteCurve(TextWriter page, ReportChart chart, ReportCurve curve, int colour, ChartAxis x, ChartAxis y)
    {
        (double X, double Y)[] points = [.. Thinned(curve.Points)];
        bool draws = false;
        var path = new System.Text.StringBuilder();
        foreach ((double X, double Y) point in points)
        {
            if (!IsPoint(point))
            {
                draws = false;
                continue;
            }

            path.Append(draws ? 'L' : 'M').Append(Coordinate(X(x, point.X))).Append(' ').Append(Coordinate(Y(y, point.Y)));
            draws = true;
        }

        page.WriteLine($"""<path class="curve c{colour}" d="{path}"/>""");
        int every = (points.Length + MaximumDots - 1) / MaximumDots;
        // Few points are shown; of many, only their titles are there.
        string radius = points.Length <= 40 ? "2.6" : "5";
        string kind = points.Length <= 40 ? "dot" : "spot";
        for (int i = 0; i < points.Length; i += Math.Max(every, 1))
        {
            if (!IsPoint(points[i]))
                continue;
            page.WriteLine($"""<circle class="{kind} c{colour}" cx="{Coordinate(X(x, points[i].X))}" cy="{Coordinate(Y(y, points[i].Y))}" r="{radius}"><title>{Escape(curve.Name)}, {Escape(chart.XLabel)} {Number(points[i].X)}: {Number(points[i].Y)}</title></circle>""");
        }
    }

    // Of more points than can be seen, the least and the greatest of each group stay, so that no peak is lost.
    private static IEnumerable<(double X, double Y)> Thinned(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count <= MaximumPoints)
            return points;
        int group = ((2 * points.Count) + MaximumPoints - 1) / MaximumPoints;
        return points.Chunk(group).SelectMany(chunk =>
        {
            (double X, double Y) least = chunk.MinBy(p => double.IsFinite(p.Y) ? p.Y : double.MaxValue);
            (double X, double Y) most = chunk.MaxBy(p => double.IsFinite(p.Y) ? p.Y : double.MinValue);
            return least.X <= most.X ? new[] { least, most } : [most, least];
        });
    }

    private static bool IsPoint((double X, double Y) point) => double.IsFinite(point.X) && double.IsFinite(point.Y);

    private static double X(ChartAxis axis, double value) => Left + (axis.Share(value) * (Width - Left - Right));

    private static double Y(ChartAxis axis, double value) => Height - Bottom - (axis.Share(value) * (Height - Top - Bottom));
}
