using System.Globalization;
using System.Net;
using System.Text;
using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.IO;
using NeuroKit.Frames;

namespace NeuroKit.Cli.Datasets;

/// <summary>Writes a page about a data set that stands by itself: histograms over all and by class, and a sample's frames of each class.</summary>
internal static class StatsPage
{
    private const int StripFrames = 8;

    private static readonly (string Name, string Unit, Func<EventStatistics, double?> Of)[] s_figures =
    [
        ("Events", "a sample", e => e.Events),
        ("Duration", "ms", e => e.DurationMicroseconds / 1e3),
        ("Rate", "kevents/s", e => e.EventsPerSecond / 1e3),
    ];

    /// <summary>Writes the page to a file, whole or not at all.</summary>
    public static void Save(string path, EventDataset dataset, DatasetStatistics statistics, CancellationToken cancellationToken)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        using var file = new AtomicFile(path);
        using (var writer = new StreamWriter(file.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
            Write(writer, dataset, statistics, cancellationToken);
        file.Commit();
    }

    private static void Write(TextWriter page, EventDataset dataset, DatasetStatistics statistics, CancellationToken cancellationToken)
    {
        string title = WebUtility.HtmlEncode(dataset.Manifest?.Title ?? dataset.Root);
        FrameStripOptions colours = FrameStripOptions.Default;
        page.WriteLine($$"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{title}}: figures</title>
            <style>
            :root { color-scheme: light dark; --line: #8885; --dim: #777; --bar: #3b82b6; --median: #c2571a; }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 1200px; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.6rem; margin-bottom: .3rem; }
            h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-top: 1px solid var(--line); padding-top: 1rem; }
            h3 { font-size: 1rem; margin: 0 0 .3rem; }
            .dim, figcaption { color: var(--dim); font-size: .85rem; }
            .note { border-left: 4px solid var(--median); padding-left: .8rem; }
            .row { display: flex; flex-wrap: wrap; gap: 1rem; }
            .class { border-top: 1px solid var(--line); padding: .8rem 0; }
            figure { margin: 0; }
            img { display: block; image-rendering: pixelated; max-width: 100%; height: auto; margin-bottom: .4rem; }
            svg { max-width: 100%; height: auto; }
            svg text { font-size: 11px; fill: var(--dim); }
            .bar { fill: var(--bar); } .axis { stroke: var(--line); } .median { stroke: var(--median); stroke-dasharray: 3 2; }
            .swatch { display: inline-block; width: .9em; height: .9em; border-radius: 2px; vertical-align: -.1em; border: 1px solid var(--line); }
            .scroll { overflow-x: auto; }
            table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
            td, th { padding: .1rem .9rem .1rem 0; text-align: right; } td:first-child, th:first-child { text-align: left; }
            tr:last-child td { border-top: 1px solid var(--line); font-weight: 600; }
            </style>
            </head>
            <body>
            <h1>{{title}}</h1>
            <p>{{Text($"{statistics.Samples.Count:N0} samples, {statistics.Overall.Events:N0} events, {dataset.Classes.Count:N0} classes")}}{{(statistics.SensorSize is { } size ? $", a sensor of {size}" : "")}}.
            A dashed line is the median. The axes of a figure are the same for all classes.</p>
            """);
        if (dataset.IsSynthetic)
            page.WriteLine("<p class=\"note\"><b>Synthetic.</b> These recordings were made by a simulator. Nothing here says anything about the recorded data set of that name.</p>");
        if (statistics.Unreadable.Count > 0)
            page.WriteLine(Text($"<p class=\"note\">{statistics.Unreadable.Count:N0} samples cannot be read and are not counted; the first: {WebUtility.HtmlEncode(statistics.Unreadable[0].Problem)}</p>"));
        HistogramAxis[] axes = [.. s_figures.Select(f => new HistogramAxis(Values(statistics.Samples, f.Of)))];
        page.WriteLine("<h2>All classes</h2>");
        WriteHistograms(page, axes, statistics.Samples, "all classes", 370, 150);
        page.WriteLine($"""
            <h2>By class</h2>
            <p class="dim">A sample of each class as {StripFrames} frames of equally many events, from left to right:
            <span class="swatch" style="background:{colours.On}"></span> ON, <span class="swatch" style="background:{colours.Off}"></span> OFF; the brighter, the more.</p>
            """);
        ILookup<int, SampleStatistics> byLabel = statistics.Samples.ToLookup(s => s.Sample.Label);
        for (int label = 0; label < dataset.Classes.Count; label++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteClass(page, dataset.Classes[label], [.. byLabel[label]], axes, statistics);
        }

        WriteTable(page, statistics);
        page.WriteLine("</body>\n</html>");
    }

    private static void WriteClass(TextWriter page, string name, SampleStatistics[] samples, HistogramAxis[] axes, DatasetStatistics statistics)
    {
        page.WriteLine(Text($"<div class=\"class\">\n<h3>{WebUtility.HtmlEncode(name)} <span class=\"dim\">{samples.Length:N0} samples</span></h3>"));
        if (Array.Find(samples, s => s.Events.Events > 0) is { } shown)
        {
            page.WriteLine($"""
                <figure><img src="data:image/png;base64,{Convert.ToBase64String(Strip(shown, statistics))}" alt="Frames of {WebUtility.HtmlEncode(shown.Sample.Id)}">
                <figcaption>{WebUtility.HtmlEncode(shown.Sample.Id)}, {Text($"{shown.Events.Events:N0}")} events</figcaption></figure>
                """);
        }

        if (samples.Length > 0)
            WriteHistograms(page, axes, samples, name, 280, 90);
        page.WriteLine("</div>");
    }

    private static void WriteHistograms(TextWriter page, HistogramAxis[] axes, IReadOnlyCollection<SampleStatistics> samples, string of, int width, int height)
    {
        page.WriteLine("<div class=\"row\">");
        for (int i = 0; i < s_figures.Length; i++)
        {
            page.Write("<figure>");
            int most = HistogramSvg.Write(page, axes[i], Values(samples, s_figures[i].Of), $"{s_figures[i].Name} of {of}", width, height);
            page.WriteLine(Text($"<figcaption>{s_figures[i].Name}, {s_figures[i].Unit}{axes[i].Note}; highest bar {most:N0}</figcaption></figure>"));
        }

        page.WriteLine("</div>");
    }

    private static void WriteTable(TextWriter page, DatasetStatistics statistics)
    {
        page.WriteLine("<h2>Figures</h2>\n<div class=\"scroll\"><table>");
        page.WriteLine($"<tr>{string.Concat(StatsText.Headers.Select(h => $"<th>{WebUtility.HtmlEncode(h.TrimStart('>'))}</th>"))}</tr>");
        foreach (string[] row in StatsText.Rows(statistics))
            page.WriteLine($"<tr>{string.Concat(row.Select(cell => $"<td>{WebUtility.HtmlEncode(cell)}</td>"))}</tr>");
        page.WriteLine("</table></div>\n<p class=\"dim\">Events in all, then fewest, median and most of a sample; durations from a sample's earliest to its latest event; out of order: events earlier than the one before.</p>");
    }

    private static byte[] Strip(SampleStatistics shown, DatasetStatistics statistics)
    {
        using EventReader reader = shown.Sample.Open();
        using EventBuffer events = reader.ReadAll();
        // A recording with events outside its sensor is shown all the same; verifying tells of it.
        var size = new SensorSize(
            Math.Max(statistics.SensorSize?.Width ?? 0, (shown.Events.MaxX ?? 0) + 1), Math.Max(statistics.SensorSize?.Height ?? 0, (shown.Events.MaxY ?? 0) + 1));
        using var png = new MemoryStream();
        FrameStrip.Draw(FrameBinning.ByCount(StripFrames).ToFrames(events, size), FrameStripOptions.Default with { FramesPerRow = StripFrames }).WritePng(png);
        return png.ToArray();
    }

    private static List<double> Values(IEnumerable<SampleStatistics> samples, Func<EventStatistics, double?> of)
        => [.. samples.Select(s => of(s.Events)).OfType<double>().Where(double.IsFinite)];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
