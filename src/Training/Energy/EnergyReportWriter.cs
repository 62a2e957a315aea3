using System.Globalization;
using System.Text.Json;

namespace NeuroKit.Training.Energy;

/// <summary>Writes an energy report for people and for programs.</summary>
public static class EnergyReportWriter
{
    private static readonly string[] s_headers = ["layer", "kind", "MACs a step", "input rate", "density", "firing rate", "SOPs", "MACs", "ACs", "energy µJ"];

    /// <summary>Writes a table with the conventions below it: layers that cost or fire, then the sums.</summary>
    /// <param name="report">The report.</param>
    /// <param name="output">Where.</param>
    public static void WriteTable(EnergyReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        List<string[]> rows = [s_headers];
        foreach (EnergyLayer layer in report.Layers.Where(l => l.MacsPerStep > 0 || l.Picojoules > 0 || l.FiringRate is not null))
        {
            rows.Add(
            [
                layer.Name, layer.Kind, Count(layer.MacsPerStep), layer.InputValues == InputValues.Real ? "" : Rate(layer.InputRate), Rate(layer.InputDensity), layer.FiringRate is { } rate ? Rate(rate) : "",
                Count(layer.Sops), Count(layer.Macs), Count(layer.Accumulates), Rate(layer.Picojoules * 1e-6),
            ]);
        }

        rows.Add(
        [
            "all", "", Count(report.Layers.Sum(l => l.MacsPerStep)), "", "", Rate(report.MeanFiringRate),
            Count(report.Sops), Count(report.Macs), Count(report.Accumulates), Rate(report.Millijoules * 1e3),
        ]);
        int[] widths = [.. s_headers.Select((_, i) => rows.Max(row => row[i].Length))];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Network}, T = {report.Steps}, mean of {report.Samples} samples: {report.Millijoules:0.####} mJ a sample"));
        foreach (string[] row in rows)
            output.WriteLine(string.Join("  ", row.Select((cell, i) => i < 2 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        foreach (string convention in report.Options.Describe())
            output.WriteLine("  " + convention);
    }

    /// <summary>Writes a JSON object.</summary>
    /// <param name="report">The report.</param>
    /// <param name="json">Where.</param>
    public static void WriteJson(EnergyReport report, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("network", report.Network);
        json.WriteNumber("steps", report.Steps);
        json.WriteNumber("samples", report.Samples);
        json.WriteNumber("millijoules", report.Millijoules);
        json.WriteNumber("sops", report.Sops);
        json.WriteNumber("macs", report.Macs);
        json.WriteNumber("accumulates", report.Accumulates);
        json.WriteNumber("meanFiringRate", report.MeanFiringRate);
        json.WriteStartArray("conventions");
        foreach (string convention in report.Options.Describe())
            json.WriteStringValue(convention);
        json.WriteEndArray();
        json.WriteStartArray("layers");
        foreach (EnergyLayer layer in report.Layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            json.WriteString("kind", layer.Kind);
            json.WriteNumber("macsPerStep", layer.MacsPerStep);
            json.WriteString("inputValues", layer.InputValues.ToString().ToLowerInvariant());
            json.WriteNumber("inputRate", layer.InputRate);
            json.WriteNumber("inputDensity", layer.InputDensity);
            if (layer.FiringRate is { } rate)
                json.WriteNumber("firingRate", rate);
            else
                json.WriteNull("firingRate");
            json.WriteNumber("sops", layer.Sops);
            json.WriteNumber("macs", layer.Macs);
            json.WriteNumber("accumulates", layer.Accumulates);
            json.WriteNumber("picojoules", layer.Picojoules);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    // A mean of real values is no rate and has no place in the table; no synaptic operations are 0, not −0.
    private static string Count(double value) => (Math.Round(value) == 0 ? 0 : value).ToString("N0", CultureInfo.InvariantCulture);

    private static string Rate(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);
}
