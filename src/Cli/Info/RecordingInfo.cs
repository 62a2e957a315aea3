using System.Globalization;
using NeuroKit.Events;
using NeuroKit.Events.Archives;

namespace NeuroKit.Cli.Info;

/// <summary>What <c>info</c> tells of one recording.</summary>
/// <param name="File">The path as it was given.</param>
/// <param name="Header">What the recording says of itself.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Statistics">Figures over its events.</param>
/// <param name="Skipped">What the reader skipped.</param>
/// <param name="Diagnostics">What was noticed, in words.</param>
internal sealed record RecordingInfo(
    string File, EventHeader Header, long? Bytes, EventStatistics Statistics, EventDiagnostics Skipped, IReadOnlyList<string> Diagnostics)
{
    /// <summary>Reads a whole recording, keeping what is whole.</summary>
    public static RecordingInfo Read(string path, EventReadOptions options, CancellationToken cancellationToken)
    {
        if (!ArchivePath.Exists(path))
            throw new FileNotFoundException("no such file", path);
        using EventReader reader = EventFile.Open(path, options with { Policy = EventReadPolicy.KeepWhole }, ToolFormats.All);
        EventStatistics statistics = EventStatistics.Compute(reader, cancellationToken);
        // A pipe has no length beforehand: what came through it counts.
        long bytes = reader.ByteLength ?? reader.BytesRead;
        return new RecordingInfo(path, reader.Header, bytes, statistics, reader.Diagnostics, [.. Describe(reader, statistics)]);
    }

    /// <summary>What a reader noticed, in words.</summary>
    public static IEnumerable<string> Describe(EventReader reader, EventStatistics? statistics)
    {
        EventDiagnostics diagnostics = reader.Diagnostics;
        foreach (EventIssue issue in diagnostics.Issues)
            yield return issue.ToString();
        if (diagnostics.IssueCount > diagnostics.Issues.Count)
            yield return string.Create(CultureInfo.InvariantCulture, $"{diagnostics.IssueCount - diagnostics.Issues.Count} more of the kind");
        if (reader.Header.SensorSize is { } size && statistics is { MaxX: { } x, MaxY: { } y } && (x >= size.Width || y >= size.Height))
            yield return string.Create(CultureInfo.InvariantCulture, $"events reach x {x}, y {y}, outside the sensor of {size}");
    }
}
