using System.Globalization;
using NeuroKit.Events.Datasets;

namespace NeuroKit.Cli.Datasets;

/// <summary>Writes what an export gave.</summary>
internal static class ExportText
{
    public static void Write(ToolConsole console, IReadOnlyList<ExportedFrames> written)
        => TableOutput.Write(console.Out, console.OutputIsTerminal, ["file", "frames", "type", ">events", "rule", "split"],
            [.. written.Select(w => (string[])[w.File, $"[{string.Join(", ", w.Shape)}]", w.ElementType, ManifestText.Number(w.Events), w.Rule, SplitOf(w)])]);

    public static void WriteJson(TextWriter output, IReadOnlyList<ExportedFrames> written) => JsonOutput.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (ExportedFrames each in written)
        {
            json.WriteStartObject();
            json.WriteString("file", each.File);
            json.WritePropertyName("shape");
            json.WriteRawValue($"[{string.Join(", ", each.Shape)}]"); // on one line
            json.WriteString("type", each.ElementType);
            json.WriteNumber("events", each.Events);
            json.WriteString("rule", each.Rule);
            json.WriteString("split", each.Split);
            json.WriteString("part", each.Part);
            json.WriteBoolean("synthetic", each.IsSynthetic);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    public static string Summary(EventDataset dataset, TimeSpan taken)
        => string.Create(CultureInfo.InvariantCulture, $"from {dataset.Root} in {taken.TotalSeconds:0.0} s{(dataset.IsSynthetic ? "; synthetic" : "")}");

    private static string SplitOf(ExportedFrames written) => written.Part is null ? written.Split ?? "" : $"{written.Split}: {written.Part}";
}
