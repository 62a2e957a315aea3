using System.Text.Json;
using NeuroKit.Events;

namespace NeuroKit.Cli.Info;

/// <summary>Writes <c>info --json</c>: an array whose objects always have the same keys in the same order.</summary>
internal static class InfoJson
{
    /// <param name="output">Where to.</param>
    /// <param name="recordings">What was asked for, in its order: what it holds, or why that cannot be told.</param>
    public static void Write(TextWriter output, IEnumerable<(string File, RecordingInfo? Recording, string? Failure)> recordings)
        => JsonOutput.Write(output, json =>
        {
            json.WriteStartArray();
            foreach ((string file, RecordingInfo? recording, string? failure) in recordings)
                Write(json, file, recording, failure);
            json.WriteEndArray();
        });

    // The same keys for what cannot be read, so that the array has an element a file; what is wrong is its diagnostic.
    private static void Write(Utf8JsonWriter json, string file, RecordingInfo? recording, string? failure)
    {
        EventStatistics? events = recording?.Statistics;
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteString("format", recording?.Header.Format);
        Number(json, "bytes", recording is not null ? recording.Bytes : File.Exists(file) ? new FileInfo(file).Length : null);
        Number(json, "events", events?.Events);
        Number(json, "on", events?.On);
        Number(json, "off", events?.Off);
        Number(json, "tMin", events?.MinTime);
        Number(json, "tMax", events?.MaxTime);
        Number(json, "tFirst", events?.FirstTime);
        Number(json, "tLast", events?.LastTime);
        Number(json, "durationMicroseconds", events?.DurationMicroseconds);
        if (events?.EventsPerSecond is { } rate)
            json.WriteNumber("eventsPerSecond", rate);
        else
            json.WriteNull("eventsPerSecond");
        Number(json, "width", recording?.Header.SensorSize?.Width);
        Number(json, "height", recording?.Header.SensorSize?.Height);
        Number(json, "outOfOrder", events?.OutOfOrder);
        json.WriteStartObject("skipped");
        Number(json, "special", recording?.Skipped.SkippedSpecial);
        Number(json, "imu", recording?.Skipped.SkippedImu);
        Number(json, "invalid", recording?.Skipped.SkippedInvalid);
        Number(json, "overflow", recording?.Skipped.OverflowMarkers);
        json.WriteEndObject();
        json.WriteStartArray("diagnostics");
        foreach (string diagnostic in recording?.Diagnostics ?? [failure!])
            json.WriteStringValue(diagnostic);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
            json.WriteNumber(name, number);
        else
            json.WriteNull(name);
    }
}
