using System.Globalization;
using NeuroKit.Events;

namespace NeuroKit.Cli.Info;

/// <summary>Writes <c>info</c> for people: a block of names and values a recording.</summary>
internal static class InfoText
{
    public static void Write(TextWriter output, RecordingInfo recording)
    {
        EventStatistics events = recording.Statistics;
        output.WriteLine(recording.File);
        Line("format", recording.Header.Format);
        if (recording.Bytes is { } bytes)
            Line("size", $"{Grouped(bytes)} bytes");
        Line("sensor", recording.Header.SensorSize?.ToString() ?? "not in the file (--size WxH says it)");
        if (recording.Header.Start is { } start)
            Line("recorded", start.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture));
        Line("events", events.Events == 0 ? "0" : $"{Grouped(events.Events)} ({Grouped(events.On)} ON, {Grouped(events.Off)} OFF)");
        if (events is { MinTime: { } min, MaxTime: { } max, DurationMicroseconds: { } duration })
        {
            Line("time", $"{min} .. {max} us");
            Line("duration", string.Create(CultureInfo.InvariantCulture, $"{duration * 1e-6:0.######} s"));
        }

        if (events.EventsPerSecond is { } rate)
            Line("rate", $"{Grouped((long)Math.Round(rate))} events/s");
        if (events.OutOfOrder > 0)
            Line("order", $"{Grouped(events.OutOfOrder)} events step back in time");
        EventDiagnostics skipped = recording.Skipped;
        string[] kinds =
        [
            .. new[] { (skipped.SkippedSpecial, "special"), (skipped.SkippedImu, "IMU"), (skipped.SkippedInvalid, "invalid"), (skipped.OverflowMarkers, "overflow") }
                .Where(kind => kind.Item1 > 0).Select(kind => $"{Grouped(kind.Item1)} {kind.Item2}"),
        ];
        if (kinds.Length > 0)
            Line("skipped", string.Join(", ", kinds));
        foreach (string diagnostic in recording.Diagnostics)
            Line("noticed", diagnostic);

        void Line(string name, string value) => output.WriteLine($"  {name,-9} {value}");
    }

    private static string Grouped(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
