using System.Globalization;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Datasets;

/// <summary>Writes what an import gave.</summary>
internal static class ImportText
{
    private const int KeyDigits = 16;

    public static void Write(ToolConsole console, EventStore store, ImportResult result, TimeSpan taken)
    {
        StoreSet set = result.Set;
        string state = result.WasPresent ? "was there" : result.Resumed > 0 ? $"went on behind {ManifestText.Number(result.Resumed)}" : "imported";
        TableOutput.Write(console.Out, console.OutputIsTerminal, ["set", "key", ">recordings", ">left out", ">events", ">MB", ""],
        [
            [
                set.Name, set.Key[..KeyDigits], ManifestText.Number(set.Recordings), ManifestText.Number(set.Failed), ManifestText.Number(set.Events),
                (set.Bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture), state,
            ],
        ]);
        console.Note(string.Create(CultureInfo.InvariantCulture, $"{store.Path}; {taken.TotalSeconds:0.0} s{(result.Dataset.IsSynthetic ? "; synthetic" : "")}"));
    }

    public static void WriteJson(TextWriter output, EventStore store, ImportResult result, TimeSpan taken) => JsonOutput.Write(output, json =>
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
}
