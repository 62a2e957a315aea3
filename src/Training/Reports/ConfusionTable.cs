using System.Globalization;
using static NeuroKit.Training.Reports.PageText;

namespace NeuroKit.Training.Reports;

/// <summary>The confusion matrix as a table: the deeper the colour, the larger the share of the row; beside it each class's accuracy.</summary>
internal static class ConfusionTable
{
    // Above this, cells are too small for their numbers; the pointer still gets them.
    private const int MaximumWithNumbers = 24;

    public static void Write(TextWriter page, RunReport report)
    {
        int classes = report.Confusion.Count;
        bool showsNumbers = classes <= MaximumWithNumbers;
        page.WriteLine($"""<div class="scroll"><table class="confusion{(showsNumbers ? "" : " small")}">""");
        page.Write("<thead><tr><th></th>");
        for (int predicted = 0; predicted < classes; predicted++)
            page.Write($"""<th class="turned" title="{Escape(Name(report, predicted))}"><span>{Escape(Name(report, predicted))}</span></th>""");
        page.WriteLine("""<th class="figure">accuracy</th><th class="figure">samples</th></tr></thead><tbody>""");
        for (int label = 0; label < classes; label++)
            WriteRow(page, report, label, showsNumbers);
        long all = report.Confusion.Sum(row => row.Sum());
        long right = Enumerable.Range(0, classes).Sum(i => report.Confusion[i][i]);
        string overall = all == 0 ? "" : Percent((double)right / all);
        page.WriteLine($"""</tbody><tfoot><tr><th>all</th><td colspan="{classes}"></td><td class="figure">{overall}</td><td class="figure">{Count(all)}</td></tr></tfoot></table></div>""");
    }

    private static void WriteRow(TextWriter page, RunReport report, int label, bool showsNumbers)
    {
        IReadOnlyList<long> row = report.Confusion[label];
        long samples = row.Sum();
        string name = Escape(Name(report, label));
        page.Write($"<tr><th>{name}</th>");
        for (int predicted = 0; predicted < row.Count; predicted++)
        {
            double share = samples == 0 ? 0 : (double)row[predicted] / samples;
            string kind = predicted == label ? "right" : "wrong";
            string shade = row[predicted] == 0 ? "" : $" style=\"--share:{share.ToString("0.###", CultureInfo.InvariantCulture)}\"";
            string number = showsNumbers && row[predicted] > 0 ? Count(row[predicted]) : "";
            page.Write($"""<td class="{kind}{(share > 0.55 ? " deep" : "")}"{shade} title="{name} taken for {Escape(Name(report, predicted))}: {Count(row[predicted])} of {Count(samples)}">{number}</td>""");
        }

        page.WriteLine($"""<td class="figure">{(samples == 0 ? "" : Percent((double)row[label] / samples))}</td><td class="figure">{Count(samples)}</td></tr>""");
    }

    private static string Name(RunReport report, int label)
        => label < report.ClassNames.Count ? report.ClassNames[label] : label.ToString(CultureInfo.InvariantCulture);
}
