using System.Text.Json;
using NeuroKit.Events;

namespace NeuroKit.Cli.Info;

/// <summary>Writes <c>info --json</c>: an array whose objects always have the same keys in the same order.</summary>
internal static class InfoJson
{
    private static readonly string[] s_numbers
        = ["events", "on", "off", "tMin", "tMax", "tFirst", "tLast", "durationMicroseconds", "eventsPerSecond", "width", "height", "outOfOrder"];

    /// <param name="output">Where to.</param>
    /// <param name="recordings">What was asked for, in its order: what it holds, or why that cannot be told.</param>
    public static void Write(TextWriter output, IEnumerable<(string File, RecordingInfo? Recording, string? Failure)> recordings)
        => JsonOutput.Write(output, json =>
        {
            json.WriteStartArray();
            foreach ((string file, RecordingInfo? recording, string? failure) in recordings)
            {
                if (recording is not null)
                    Write(json, recording);
                else
                    WriteFailed(json, file, failure!);
            }

            json.WriteEndArray();
        });

    // The same keys, so that the array has an element a file; what is wrong is its diagnostic.
    private static void WriteFailed(Utf8JsonWriter json, string file, string failure)
    {
        json.WriteStartObject();
        json.WriteString("file", file);
        json.WriteNull("format");
        Number(json, "bytes", File.Exists(file) ? new FileInfo(file).Length : null);
        foreach (string name in s_numbers)
            json.WriteNull(name);
        json.WriteStartObject("skipped");
        foreach (string name in (ReadOnlySpan<string>)["special", "imu", "invalid", "overflow"])
            json.WriteNull(name);
        json.WriteEndObject();
        json.WriteStartArray("diagnostics");
        json.WriteStringValue(failure);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, RecordingInfo recording)
    {
        EventStatistics events = recording.Statistics;
        json.WriteStartObject();
        json.WriteString("file", recording.File);
        json.WriteString("format", recording.Header.Format);
        Number(json, "bytes", recording.Bytes);
        json.WriteNumber("events", events.Events);
        json.WriteNumber("on", events.On);
        json.WriteNumber("off", events.Off);
        Number(json, "tMin", events.MinTime);
        Number(json, "tMax", events.MaxTime);
        Number(json, "tFirst", events.FirstTime);
        Number(json, "tLast", events.LastTime);
        Number(json, "durationMicroseconds", events.DurationMicroseconds);
        if (events.EventsPerSecond is { } rate)
            json.WriteNumber("eventsPerSecond", rate);
        else
            json.WriteNull("eventsPerSecond");
        Number(json, "width", recording.Header.SensorSize?.Width);
        Number(json, "height", recording.Header.SensorSize?.Height);
        json.WriteNumber("outOfOrder", events.OutOfOrder);
        json.WriteStartObject("skipped");
        json.WriteNumber("special", recording.Skipped.SkippedSpecial);
        json.WriteNumber("imu", recording.Skipped.SkippedImu);
        json.WriteNumber("invalid", recording.Skipped.SkippedInvalid);
        json.WriteNumber("overflow", recording.Skipped.OverflowMarkers);
        json.WriteEndObject();
        json.WriteStartArray("diagnostics");
        foreach (string diagnostic in recording.Diagnostics)
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
