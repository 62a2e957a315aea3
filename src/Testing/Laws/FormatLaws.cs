using NeuroKit.Events;
using NeuroKit.Events.IO;

namespace NeuroKit.Testing;

/// <summary>
/// Laws that file formats keep, as checks for property tests of one's own formats too. Each gives null where the law holds and otherwise
/// the first violation in words.
/// </summary>
public static class FormatLaws
{
    /// <summary>What is written is read back: the same events in the same order, and the sensor's size where the format stores it.</summary>
    /// <param name="format">A format that can be written.</param>
    /// <param name="recording">A recording that it can hold (<see cref="RecordingOptions.Within"/>).</param>
    public static string? WriteThenRead(EventFormat format, Recording recording)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(recording);
        byte[] file = Write(format, recording);
        using EventReader reader = format.Open(EventSource.FromMemory(file, NameOf(format)), EventReadOptions.Default);
        using EventBuffer read = reader.ReadAll();
        if (Difference(recording.Events, read, "written", "read") is { } difference)
            return $"{format}: {difference}";
        if (format.Capabilities.StoresSensorSize && reader.Header.SensorSize != recording.Size)
            return $"{format}: size {recording.Size} written, {reader.Header.SensorSize?.ToString() ?? "none"} read";
        return reader.EventsRead == recording.Count ? null : $"{format}: EventsRead is {reader.EventsRead} after {recording.Count} events";
    }

    /// <summary>The events do not depend on how many are asked for at a time.</summary>
    /// <param name="format">The format.</param>
    /// <param name="file">A recording's bytes.</param>
    /// <param name="capacity">Room of the buffer that is refilled, in events, at least 1.</param>
    /// <param name="options">How to read.</param>
    public static string? ReadInChunks(EventFormat format, ReadOnlyMemory<byte> file, int capacity, EventReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(format);
        options ??= EventReadOptions.Default;
        using EventReader whole = format.Open(EventSource.FromMemory(file, NameOf(format)), options);
        using EventBuffer expected = whole.ReadAll();
        using EventReader reader = format.Open(EventSource.FromMemory(file, NameOf(format)), options);
        using var all = new EventBuffer();
        using var chunk = new EventBuffer(capacity);
        while (reader.Read(chunk) is var read && read > 0)
        {
            if (read != chunk.Count || read > capacity)
                return $"{format}: Read says {read}, the buffer of {capacity} holds {chunk.Count}";
            all.Append(chunk);
        }

        return Difference(expected, all, "at once", $"in chunks of {capacity}") is { } difference ? $"{format}: {difference}" : null;
    }

    /// <summary>A recording's bytes in a format.</summary>
    /// <param name="format">A format that can be written.</param>
    /// <param name="recording">A recording that it can hold.</param>
    /// <param name="options">How to write; by default with the recording's sensor size.</param>
    public static byte[] Write(EventFormat format, Recording recording, EventWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(recording);
        using var stream = new MemoryStream();
        using (EventWriter writer = format.Create(stream, NameOf(format), options ?? new EventWriteOptions { SensorSize = recording.Size }))
        {
            writer.Write(recording.Events);
            writer.Complete();
        }

        return stream.ToArray();
    }

    /// <summary>The first event in which two recordings differ, in words; null where they are equal.</summary>
    /// <param name="expected">One.</param>
    /// <param name="actual">The other.</param>
    /// <param name="expectedIs">What the one is.</param>
    /// <param name="actualIs">What the other is.</param>
    public static string? Difference(EventSpan expected, EventSpan actual, string expectedIs = "expected", string actualIs = "found")
    {
        for (int i = 0; i < Math.Min(expected.Length, actual.Length); i++)
        {
            if (expected[i] != actual[i])
                return $"event {i} is {expected[i]} {expectedIs}, {actual[i]} {actualIs}";
        }

        return expected.Length == actual.Length ? null : $"{expected.Length} events {expectedIs}, {actual.Length} {actualIs}";
    }

    private static string NameOf(EventFormat format) => "generated" + format.Extensions[0];
}
