using NeuroKit.Events.Datasets;

namespace NeuroKit.Cli.Datasets;

/// <summary>Writes a data set's index.</summary>
internal static class IndexText
{
    public static void Write(ToolConsole console, EventDataset dataset)
    {
        bool isDivided = dataset.Splits.Count > 0;
        string[] parts = isDivided ? [.. dataset.Splits] : ["samples"];
        ILookup<(int Label, string Part), EventSample> counts = dataset.ToLookup(s => (s.Label, s.Split ?? parts[0]));
        var rows = dataset.Classes.Select((name, label) => (string[])[name, .. parts.Select(p => ManifestText.Number(counts[(label, p)].Count()))]).ToList();
        rows.Add(["all", .. parts.Select(p => ManifestText.Number(isDivided ? dataset.Count(s => s.Split == p) : dataset.Count))]);
        TableOutput.Write(console.Out, console.OutputIsTerminal, ["class", .. parts.Select(p => ">" + p)], rows);
    }

    public static void WriteJson(TextWriter output, EventDataset dataset) => JsonOutput.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("dataset", dataset.Manifest?.Id);
        json.WriteString("root", dataset.Root);
        json.WriteBoolean("synthetic", dataset.IsSynthetic);
        json.WriteString("split", dataset.SplitRule?.Name);
        json.WriteStartArray("classes");
        foreach (string name in dataset.Classes)
            json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteStartArray("samples");
        foreach (EventSample sample in dataset)
        {
            json.WriteStartObject();
            json.WriteString("id", sample.Id);
            json.WriteString("path", sample.Path);
            json.WriteNumber("label", sample.Label);
            json.WriteString("split", sample.Split);
            if (sample.Subject is not null)
                json.WriteString("subject", sample.Subject);
            if (sample.Condition is not null)
                json.WriteString("condition", sample.Condition);
            if (sample.Window is { } window)
            {
                json.WriteNumber("startMicroseconds", window.StartMicroseconds);
                json.WriteNumber("endMicroseconds", window.EndMicroseconds);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });
}
