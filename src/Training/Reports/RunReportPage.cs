using System.Text;
using NeuroKit.Events.IO;
using static NeuroKit.Training.Reports.PageText;

namespace NeuroKit.Training.Reports;

/// <summary>
/// Writes a report as one HTML file that needs nothing else: charts are SVG, pictures are inside, there is no script. It follows the
/// reader's choice of light or dark.
/// </summary>
public static class RunReportPage
{
    /// <summary>Writes the page: whole or not at all.</summary>
    /// <param name="report">What there is to say.</param>
    /// <param name="path">The file; its folder must exist.</param>
    /// <exception cref="ArgumentException">The confusion matrix is not square.</exception>
    public static void Write(RunReport report, string path)
    {
        Check(report);
        using var file = new AtomicFile(path);
        using (var page = new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" })
            Write(report, page);
        file.Commit();
    }

    /// <summary>Writes the page.</summary>
    /// <param name="report">What there is to say.</param>
    /// <param name="page">Where.</param>
    /// <exception cref="ArgumentException">The confusion matrix is not square.</exception>
    public static void Write(RunReport report, TextWriter page)
    {
        Check(report);
        ArgumentNullException.ThrowIfNull(page);
        page.WriteLine($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Escape(report.Title)}</title>
            <style>
            {PageStyle.Css}
            </style>
            </head>
            <body>
            <h1>{Escape(report.Title)}</h1>
            """);
        if (report.Subtitle is { Length: > 0 } subtitle)
            page.WriteLine($"<p class=\"dim\">{Escape(subtitle)}</p>");
        WriteSummary(page, report);
        WriteCharts(page, report);
        WriteTables(page, report);
        WriteConfusion(page, report);
        WriteSamples(page, report);
        WriteLayers(page, report);
        WriteRecipe(page, report);
        page.WriteLine("</body>\n</html>");
    }

    private static void Check(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Confusion.Any(row => row.Count != report.Confusion.Count))
            throw new ArgumentException($"found a confusion matrix of {report.Confusion.Count} rows whose rows are of another length", nameof(report));
    }

    private static void WriteSummary(TextWriter page, RunReport report)
    {
        if (report.Summary.Count > 0)
        {
            page.WriteLine("<dl class=\"summary\">");
            foreach (ReportFigure figure in report.Summary)
            {
                string remark = figure.Remark is { Length: > 0 } text ? $"<dd class=\"dim\">{Escape(text)}</dd>" : "";
                page.WriteLine($"<div><dt>{Escape(figure.Name)}</dt><dd class=\"value\">{Escape(figure.Value)}</dd>{remark}</div>");
            }

            page.WriteLine("</dl>");
        }

        if (report.Notes.Count == 0)
            return;
        page.WriteLine("<ul class=\"notes\">");
        foreach (string note in report.Notes)
            page.WriteLine($"<li>{Escape(note)}</li>");
        page.WriteLine("</ul>");
    }

    private static void WriteCharts(TextWriter page, RunReport report)
    {
        if (report.Charts.Count == 0)
            return;
        page.WriteLine($"<h2>{Escape(report.ChartsHeading)}</h2>\n<div class=\"charts\">");
        foreach (ReportChart chart in report.Charts)
            ChartSvg.Write(page, chart);
        page.WriteLine("</div>");
    }

    private static void WriteTables(TextWriter page, RunReport report)
    {
        foreach (ReportTable table in report.Tables)
        {
            page.WriteLine($"<h2>{Escape(table.Title)}</h2>\n<table>\n<tr>{string.Concat(table.Headers.Select(h => $"<th>{Escape(h)}</th>"))}</tr>");
            foreach (IReadOnlyList<string> row in table.Rows)
                page.WriteLine($"<tr>{string.Concat(row.Select(cell => $"<td>{Escape(cell)}</td>"))}</tr>");
            page.WriteLine("</table>");
        }
    }

    private static void WriteConfusion(TextWriter page, RunReport report)
    {
        if (report.Confusion.Count == 0)
            return;
        page.WriteLine("<h2>Classes</h2>\n<p class=\"dim\">Rows: the class; columns: what it was taken for. The deeper the colour, the larger the share of the row.</p>");
        ConfusionTable.Write(page, report);
    }

    private static void WriteSamples(TextWriter page, RunReport report)
    {
        if (report.Samples.Count == 0)
            return;
        page.WriteLine("<h2>Samples</h2>\n<div class=\"samples\">");
        foreach (ReportSample sample in report.Samples)
        {
            bool isRight = sample.Label == sample.Predicted;
            string sure = sample.Confidence is { } confidence ? $" <span class=\"dim\">({Percent(confidence)})</span>" : "";
            string verdict = isRight ? $"<b class=\"good\">✓ {Escape(sample.Predicted)}</b>{sure}" : $"<b class=\"bad\">✗ {Escape(sample.Predicted)}</b>{sure} instead of <b>{Escape(sample.Label)}</b>";
            page.WriteLine($"""
                <figure><img src="data:image/png;base64,{Convert.ToBase64String(sample.Png.Span)}" alt="Frames of {Escape(sample.Id)}: {Escape(sample.Label)}">
                <figcaption>{verdict}<br><code class="dim">{Escape(sample.Id)}</code></figcaption></figure>
                """);
        }

        page.WriteLine("</div>");
    }

    private static void WriteLayers(TextWriter page, RunReport report)
    {
        if (report.FiringRates.Count > 0)
        {
            page.WriteLine("<h2>Firing rates</h2>");
            EnergyTable.WriteRates(page, report.FiringRates);
        }

        if (report.Energy is not { } energy)
            return;
        page.WriteLine("<h2>Energy</h2>");
        EnergyTable.WriteEnergy(page, energy);
    }

    private static void WriteRecipe(TextWriter page, RunReport report)
    {
        if (report.RecipeJson is { Length: > 0 } recipe)
            page.WriteLine($"<h2>Recipe</h2>\n<pre>{Escape(recipe.ReplaceLineEndings("\n"))}</pre>");
    }
}
