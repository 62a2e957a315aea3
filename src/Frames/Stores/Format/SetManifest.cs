using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using NeuroKit.Events.IO;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>
/// A set's <c>manifest.json</c>, for people and for a quick look: a function of the index, so that a changed byte shows. It is written last; a folder
/// without it is no set.
/// </summary>
internal static class SetManifest
{
    private const int MaxBytes = 1 << 20;

    public static byte[] Of(SetIndex index)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("format", "neurokit-store-set");
            json.WriteNumber("version", 1);
            json.WriteString("kind", index.Facts.Kind == StoreKind.Events ? "events" : "frames");
            json.WriteString("name", index.Facts.Name);
            json.WriteString("key", index.Key.ToString());
            json.WriteString("options", index.Facts.Options);
            json.WriteStartArray("rules");
            foreach (string rule in index.Facts.Rules)
                json.WriteStringValue(rule);
            json.WriteEndArray();
            json.WriteNumber("recordings", index.Entries.Count(e => e.Failure is null));
            json.WriteNumber("failed", index.Entries.Count(e => e.Failure is not null));
            json.WriteNumber("events", index.Entries.Sum(e => e.Events));
            json.WriteNumber("segments", index.Segments.Count);
            json.WriteNumber("bytes", index.Segments.Sum(s => s.FileBytes));
            json.WriteString("index", index.Seal.ToString());
            json.WriteEndObject();
        }

        return [.. bytes.WrittenSpan, (byte)'\n'];
    }

    public static void Write(string folder, SetIndex index)
    {
        using var file = new AtomicFile(Path.Combine(folder, StoreLayout.ManifestName));
        file.Stream.Write(Of(index));
        file.Commit();
    }

    /// <summary>What a set says that it is, without reading its index; null where that cannot be told.</summary>
    public static (StoreKind Kind, string Options)? TryRead(string folder)
    {
        string path = Path.Combine(folder, StoreLayout.ManifestName);
        if (!File.Exists(path))
            return null;
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(file);
            JsonElement root = document.RootElement;
            return (root.GetProperty("kind").GetString() == "frames" ? StoreKind.Frames : StoreKind.Events, root.GetProperty("options").GetString() ?? "");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Makes sure that a set's manifest is there and fits its index.</summary>
    /// <exception cref="StoreException">It does not.</exception>
    public static void Check(string folder, SetIndex index)
    {
        string path = Path.Combine(folder, StoreLayout.ManifestName);
        if (!File.Exists(path))
            throw new StoreException(path, "is missing: the set is damaged; import it anew");
        if (new FileInfo(path).Length > MaxBytes || !File.ReadAllBytes(path).AsSpan().SequenceEqual(Of(index)))
            throw new StoreException(path, "does not fit the set's index: one of them was changed; import the set anew");
    }
}
