using System.Globalization;
using System.Net;

namespace NeuroKit.Cli.Datasets;

/// <summary>Draws a histogram: bars, the ends of the axis, and a line at the median.</summary>
internal static class HistogramSvg
{
    private const int Side = 6;
    private const int LabelHeight = 16;

    /// <summary>Writes it.</summary>
    /// <param name="to">The page.</param>
    /// <param name="axis">The range of the figure over all samples.</param>
    /// <param name="values">The figures shown.</param>
    /// <param name="title">What it is, for who does not see it.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <returns>The samples in the highest bar.</returns>
    public static int Write(TextWriter to, HistogramAxis axis, IReadOnlyCollection<double> values, string title, int width, int height)
    {
        int[] counts = axis.Count(values);
        int most = Math.Max(1, counts.Max());
        double step = (width - (2.0 * Side)) / HistogramAxis.Bins;
        int room = height - LabelHeight - 2;
        to.Write(Text($"""<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{WebUtility.HtmlEncode(title)}"><title>{WebUtility.HtmlEncode(title)}</title>"""));
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] == 0)
                continue;
            double bar = Math.Max(1.5, (double)room * counts[i] / most);
            to.Write(Text($"""<rect class="bar" x="{Side + (i * step) + 0.5:0.##}" y="{2 + room - bar:0.##}" width="{step - 1:0.##}" height="{bar:0.##}"/>"""));
        }

        to.Write(Text($"""<line class="axis" x1="{Side}" y1="{height - LabelHeight + 0.5}" x2="{width - Side}" y2="{height - LabelHeight + 0.5}"/>"""));
        if (values.Count > 0)
        {
            double median = values.Order().ElementAt(values.Count / 2);
            double x = Side + ((width - (2 * Side)) * axis.Position(median));
            to.Write(Text($"""<line class="median" x1="{x:0.##}" y1="0" x2="{x:0.##}" y2="{height - LabelHeight}"><title>median {HistogramAxis.Label(median)}</title></line>"""));
        }

        to.Write(Text($"""<text x="{Side}" y="{height - 4}">{HistogramAxis.Label(axis.Least)}</text><text x="{width - Side}" y="{height - 4}" text-anchor="end">{HistogramAxis.Label(axis.Most)}</text></svg>"""));
        return most;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
