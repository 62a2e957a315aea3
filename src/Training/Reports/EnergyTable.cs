using System.Globalization;
using NeuroKit.Training.Energy;
using static NeuroKit.Training.Reports.PageText;

namespace NeuroKit.Training.Reports;

/// <summary>Firing rates and energy by layer, as tables with bars.</summary>
internal static class EnergyTable
{
    public static void WriteRates(TextWriter page, IReadOnlyList<ReportRate> rates)
    {
        page.WriteLine("""<table class="layers"><thead><tr><th>layer of neurons</th><th class="figure">spikes a neuron and step</th><th></th></tr></thead><tbody>""");
        double most = rates.Max(rate => rate.Rate);
        foreach (ReportRate rate in rates)
            page.WriteLine($"<tr><th>{Escape(rate.Layer)}</th><td class=\"figure\">{rate.Rate.ToString("0.000", CultureInfo.InvariantCulture)}</td><td class=\"bar\">{Bar(rate.Rate, most)}</td></tr>");
        page.WriteLine($"</tbody><tfoot><tr><th>mean of the layers</th><td class=\"figure\">{rates.Average(rate => rate.Rate).ToString("0.000", CultureInfo.InvariantCulture)}</td><td></td></tr></tfoot></table>");
    }

    public static void WriteEnergy(TextWriter page, EnergyReport report)
    {
        EnergyLayer[] layers = [.. report.Layers.Where(layer => layer.MacsPerStep > 0 || layer.Picojoules > 0)];
        double most = layers.Select(layer => layer.Picojoules).DefaultIfEmpty(0).Max();
        page.WriteLine($"<p>{Escape(report.Network)}, T = {Count(report.Steps)}, mean of {Count(report.Samples)} samples: <b>{Number(report.Millijoules)} mJ</b> a sample.</p>");
        page.WriteLine("""<div class="scroll"><table class="layers"><thead><tr><th>layer</th><th>kind</th><th class="figure">MACs a step</th><th class="figure">input rate</th><th class="figure">SOPs</th><th class="figure">MACs</th><th class="figure">additions</th><th class="figure">µJ</th><th></th></tr></thead><tbody>""");
        foreach (EnergyLayer layer in layers)
            WriteRow(page, Escape(layer.Name), Escape(layer.Kind), layer.MacsPerStep, Number(layer.InputRate), layer.Sops, layer.Macs, layer.Accumulates, layer.Picojoules, Bar(layer.Picojoules, most));
        page.WriteLine("</tbody><tfoot>");
        WriteRow(page, "all", "", report.Layers.Sum(layer => layer.MacsPerStep), "", report.Sops, report.Macs, report.Accumulates, report.Layers.Sum(layer => layer.Picojoules), "");
        page.WriteLine("</tfoot></table></div>\n<ul class=\"dim\">");
        foreach (string convention in report.Options.Describe())
            page.WriteLine($"<li>{Escape(convention)}</li>");
        page.WriteLine("</ul>");
    }

    private static void WriteRow(TextWriter page, string name, string kind, double macsPerStep, string rate, double sops, double macs, double additions, double picojoules, string bar)
        => page.WriteLine($"<tr><th>{name}</th><td>{kind}</td><td class=\"figure\">{Count(macsPerStep)}</td><td class=\"figure\">{rate}</td><td class=\"figure\">{Count(sops)}</td><td class=\"figure\">{Count(macs)}</td><td class=\"figure\">{Count(additions)}</td><td class=\"figure\">{Number(picojoules * 1e-6)}</td><td class=\"bar\">{bar}</td></tr>");

    private static string Bar(double value, double most)
        => most > 0 && value > 0 ? $"<i style=\"width:{Coordinate(100 * value / most)}%\"></i>" : "";
}
