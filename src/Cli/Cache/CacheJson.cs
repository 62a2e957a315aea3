using System.Text.Json;
using NeuroKit.Frames.Stores;

namespace NeuroKit.Cli.Cache;

/// <summary>Writes what a store holds for programs.</summary>
internal static class CacheJson
{
    public static void Write(TextWriter output, IReadOnlyList<StoreSet> sets) => WriteArray(output, sets, (json, set) =>
    {
        json.WriteString("name", set.Name);
        json.WriteString("kind", set.Kind == StoreKind.Events ? "events" : "frames");
        json.WriteString("key", set.Key);
        json.WriteString("folder", set.Folder);
        json.WriteNumber("recordings", set.Recordings);
        json.WriteNumber("failed", set.Failed);
        json.WriteNumber("events", set.Events);
        json.WriteNumber("bytes", set.Bytes);
        json.WriteString("options", set.Options);
        json.WriteStartArray("rules");
        foreach (string rule in set.Rules)
            json.WriteStringValue(rule);
        json.WriteEndArray();
    });

    public static void Write(TextWriter output, IReadOnlyList<StoreProblem> problems) => WriteArray(output, problems, (json, problem) =>
    {
        json.WriteString("set", problem.Set);
        json.WriteString("file", problem.File);
        json.WriteString("problem", problem.Problem);
    });

    public static void Write(TextWriter output, IReadOnlyList<PrunedItem> items) => WriteArray(output, items, (json, item) =>
    {
        json.WriteString("path", item.Path);
        json.WriteString("reason", item.Reason);
        json.WriteNumber("bytes", item.Bytes);
        json.WriteString("problem", item.Problem);
    });

    private static void WriteArray<T>(TextWriter output, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write) => JsonOutput.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
