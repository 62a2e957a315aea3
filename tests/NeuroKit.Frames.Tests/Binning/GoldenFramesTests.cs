using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using NeuroKit.Events;
using NeuroKit.Tests;

namespace NeuroKit.Frames.Tests.Binning;

/// <summary>Every case of the peers' own tensors: SpikingJelly's and tonic's, equal to the bit.</summary>
public sealed class GoldenFramesTests
{
    [SkippableFact]
    public void EveryCaseEqualsThePeersTensor()
    {
        JsonElement cases = SharedData.Json("golden/frames.json");
        var failures = new List<string>();
        int compared = 0;
        foreach (IGrouping<string, JsonElement> file in cases.EnumerateArray().GroupBy(c => c.GetProperty("file").GetString()!))
        {
            string path = SharedData.PathOf("golden/inputs/" + file.Key);
            if (!EventFormats.Default.All.Any(f => f.Detect(File.ReadAllBytes(path).AsSpan(0, EventFormat.DetectBytes), file.Key) != FormatConfidence.No))
            {
                failures.Add($"{file.Key}: no format reads it");
                continue;
            }

            foreach (JsonElement golden in file)
            {
                using EventReader reader = EventFile.Open(path);
                using EventBuffer events = reader.ReadAll();
                string digest = Digest(golden, events);
                compared++;
                if (digest != golden.GetProperty("sha256").GetString())
                    failures.Add($"{file.Key}: {golden.GetProperty("peer").GetString()} {golden.GetProperty("call").GetString()}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} of {compared} differ:\n{string.Join('\n', failures)}");
        Assert.True(compared >= 123, $"only {compared} cases");
    }

    private static string Digest(JsonElement golden, EventBuffer events)
    {
        bool tonic = golden.GetProperty("peer").GetString() == "tonic";
        var size = new SensorSize(golden.GetProperty("W").GetInt32(), golden.GetProperty("H").GetInt32());
        if (golden.TryGetProperty("t_first", out JsonElement first))
        {
            // A label window: the events between its first and last, which the label file's window holds.
            using EventBuffer window = events.CopyTimeRange(first.GetInt64(), golden.GetProperty("t_last").GetInt64() + 1);
            Assert.Equal(golden.GetProperty("events").GetInt32(), window.Count);
            return Hash(Rule(golden).ToFrames(window.Span, size));
        }

        if (golden.GetProperty("file").GetString()!.EndsWith("cifar10dvs_200k.aedat", StringComparison.Ordinal))
        {
            using EventBuffer turned = tonic ? TonicAxes(events) : SpikingJellyAxes(events);
            return Hash(Rule(golden).ToFrames(turned.Span, size));
        }

        return Hash(Rule(golden).ToFrames(events.Span, size));
    }

    private static FrameBinning Rule(JsonElement golden)
    {
        int? Int(string name) => golden.TryGetProperty(name, out JsonElement value) ? value.GetInt32() : null;
        bool incomplete = golden.TryGetProperty("include_incomplete", out JsonElement include) && include.GetBoolean();
        if (Int("T") is { } bins)
            return golden.GetProperty("by").GetString() == "time" ? FrameBinning.ByTime(bins) : FrameBinning.ByCount(bins);
        if (Int("duration_us") is { } duration)
            return FrameBinning.ByDuration(duration);
        if (Int("n_time_bins") is { } timeBins)
            return TonicBinning.TimeBins(timeBins);
        if (Int("n_event_bins") is { } eventBins)
            return TonicBinning.EventBins(eventBins);
        if (Int("time_window_us") is { } window)
            return TonicBinning.TimeWindow(window, Int("overlap_us") ?? 0, incomplete);
        return TonicBinning.EventCount(Int("event_count")!.Value, Int("overlap_events") ?? 0, incomplete);
    }

    // x' = 127 − y, y' = 127 − x: SpikingJelly's orientation of CIFAR10-DVS.
    private static EventBuffer SpikingJellyAxes(EventBuffer events) => Map(events, e => e with { X = (ushort)(127 - e.Y), Y = (ushort)(127 - e.X) });

    // tonic names the axes the other way round and keeps the raw polarity bit.
    private static EventBuffer TonicAxes(EventBuffer events) => Map(events, e => e with { X = e.Y, Y = e.X, P = (byte)(1 - e.P) });

    private static EventBuffer Map(EventBuffer events, Func<Event, Event> map)
    {
        var mapped = new EventBuffer(events.Count);
        foreach (Event e in events.Span)
            mapped.Add(map(e));
        return mapped;
    }

    private static string Hash(Tensor<ushort> frames)
    {
        ushort[] flat = new ushort[frames.FlattenedLength];
        frames.FlattenTo(flat);
        return Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes<ushort>(flat)));
    }
}
