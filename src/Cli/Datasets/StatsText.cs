using System.Globalization;
using System.Text.Json;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Cli.Datasets;

/// <summary>Writes a data set's figures.</summary>
internal static class StatsText
{
    public static readonly string[] Headers =
    [
        "class", ">samples", ">events", ">min", ">median", ">max", ">ms min", ">median", ">max", ">kevents/s", ">ON %", ">max x", ">max y", ">out of order",
    ];

    public static void Write(ToolConsole console, DatasetStatistics statistics)
        => TableOutput.Write(console.Out, console.OutputIsTerminal, Headers, Rows(statistics));

    /// <summary>A row for each class, and one for all.</summary>
    public static IReadOnlyList<string[]> Rows(DatasetStatistics statistics) => [.. statistics.Classes.Append(statistics.Overall).Select(Row)];

    public static void WriteJson(TextWriter output, EventDataset dataset, DatasetStatistics statistics) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("dataset", dataset.Manifest?.Id);
        json.WriteString("root", statistics.Root);
        json.WriteBoolean("synthetic", dataset.IsSynthetic);
        json.WriteString("sensorSize", statistics.SensorSize?.ToString());
        json.WritePropertyName("overall");
        Write(json, statistics.Overall);
        json.WriteStartArray("classes");
        foreach (DatasetClassStatistics each in statistics.Classes)
            Write(json, each);
        json.WriteEndArray();
        json.WriteStartArray("unreadable");
        foreach (UnreadableSample unreadable in statistics.Unreadable)
        {
            json.WriteStartObject();
            json.WriteString("id", unreadable.Sample.Id);
            json.WriteString("problem", unreadable.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string[] Row(DatasetClassStatistics s) =>
    [
        s.ClassName ?? "all", ManifestText.Number(s.Samples), ManifestText.Number(s.Events), ManifestText.Number(s.MinEvents), ManifestText.Number(s.MedianEvents), ManifestText.Number(s.MaxEvents),
        Milliseconds(s.MinDurationMicroseconds), Milliseconds(s.MedianDurationMicroseconds), Milliseconds(s.MaxDurationMicroseconds), Text($"{s.EventsPerSecond / 1e3:N1}"),
        Text($"{100 * s.OnShare:0.0}"), Text($"{s.MaxX}"), Text($"{s.MaxY}"), ManifestText.Number(s.OutOfOrder),
    ];

    private static string Milliseconds(long? microseconds) => Text($"{microseconds / 1e3:N1}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, DatasetClassStatistics s)
    {
        json.WriteStartObject();
        if (s.Label is { } label)
        {
            json.WriteNumber("label", label);
            json.WriteString("class", s.ClassName);
        }

        json.WriteNumber("samples", s.Samples);
        json.WriteNumber("emptySamples", s.EmptySamples);
        json.WriteNumber("events", s.Events);
        json.WriteNumber("minEvents", s.MinEvents);
        json.WriteNumber("medianEvents", s.MedianEvents);
        json.WriteNumber("maxEvents", s.MaxEvents);
        ManifestText.WriteNumber(json, "minDurationMicroseconds", s.MinDurationMicroseconds);
        ManifestText.WriteNumber(json, "medianDurationMicroseconds", s.MedianDurationMicroseconds);
        ManifestText.WriteNumber(json, "maxDurationMicroseconds", s.MaxDurationMicroseconds);
        WriteReal(json, "eventsPerSecond", s.EventsPerSecond, 3);
        WriteReal(json, "onShare", s.OnShare, 6);
        ManifestText.WriteNumber(json, "maxX", s.MaxX);
        ManifestText.WriteNumber(json, "maxY", s.MaxY);
        json.WriteNumber("outOfOrder", s.OutOfOrder);
        json.WriteEndObject();
    }

    private static void WriteReal(Utf8JsonWriter json, string name, double? value, int digits)
    {
        if (value is { } number)
            json.WriteNumber(name, Math.Round(number, digits));
        else
            json.WriteNull(name);
    }
}
