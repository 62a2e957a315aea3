using System.Globalization;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Datasets;

/// <summary>Writes what an import gave.</summary>
internal static class ImportText
{
    private const int KeyDigits = 16;

    public static void Write(ToolConsole console, EventStore store, ImportResult result, IReadOnlyList<ImportResult> frames, TimeSpan taken)
    {
        TableOutput.Write(console.Out, console.OutputIsTerminal, ["set", "key", ">recordings", ">left out", ">events", ">MB", ""],
            [Row(result, "imported"), .. frames.Select(f => Row(f, "binned: " + string.Join("; ", f.Set.Rules)))]);
        console.Note(string.Create(CultureInfo.InvariantCulture, $"{store.Path}; {taken.TotalSeconds:0.0} s{(result.Dataset.IsSynthetic ? "; synthetic" : "")}"));
    }

    public static void WriteJson(TextWriter output, EventStore store, ImportResult result, IReadOnlyList<ImportResult> frames, TimeSpan taken) => JsonOutput.Write(output, json =>
    {
        StoreSet set = result.Set;
        json.WriteStartObject();
        json.WriteString("dataset", set.Name);
        json.WriteBoolean("synthetic", result.Dataset.IsSynthetic);
        json.WriteString("store", store.Path);
        json.WriteString("key", set.Key);
        json.WriteString("folder", set.Folder);
        json.WriteNumber("recordings", set.Recordings);
        json.WriteNumber("events", set.Events);
        json.WriteNumber("bytes", set.Bytes);
        json.WriteBoolean("wasPresent", result.WasPresent);
        json.WriteNumber("resumed", result.Resumed);
        json.WriteStartArray("frames");
        foreach (ImportResult each in frames)
        {
            json.WriteStartObject();
            json.WriteString("key", each.Set.Key);
            json.WriteString("folder", each.Set.Folder);
            json.WriteStartArray("rules");
            foreach (string rule in each.Set.Rules)
                json.WriteStringValue(rule);
            json.WriteEndArray();
            json.WriteNumber("bytes", each.Set.Bytes);
            json.WriteBoolean("wasPresent", each.WasPresent);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("seconds", Math.Round(taken.TotalSeconds, 3));
        json.WriteStartArray("failures");
        foreach (ImportFailure failure in result.Failures)
        {
            json.WriteStartObject();
            json.WriteString("id", failure.Sample.Id);
            json.WriteString("problem", failure.Problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string[] Row(ImportResult result, string made)
    {
        StoreSet set = result.Set;
        return
        [
            set.Name, set.Key[..KeyDigits], ManifestText.Number(set.Recordings), ManifestText.Number(set.Failed), ManifestText.Number(set.Events),
            (set.Bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture),
            result.WasPresent ? "was there" : result.Resumed > 0 ? $"went on behind {ManifestText.Number(result.Resumed)}" : made,
        ];
    }
}
