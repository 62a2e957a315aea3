namespace NeuroKit.Events.Datasets;

/// <summary>Figures over the samples of a class, or over all. A median of an even number is the upper of the two in the middle.</summary>
public sealed record DatasetClassStatistics
{
    /// <summary>The class's number; null for all.</summary>
    public int? Label { get; init; }

    /// <summary>The class's name; null for all.</summary>
    public string? ClassName { get; init; }

    /// <summary>Samples.</summary>
    public required int Samples { get; init; }

    /// <summary>Samples without an event.</summary>
    public required int EmptySamples { get; init; }

    /// <summary>Events in all.</summary>
    public required long Events { get; init; }

    /// <summary>Fewest events of a sample.</summary>
    public required long MinEvents { get; init; }

    /// <summary>Median of the samples' events.</summary>
    public required long MedianEvents { get; init; }

    /// <summary>Most events of a sample.</summary>
    public required long MaxEvents { get; init; }

    /// <summary>Shortest time from a sample's earliest to its latest event, in microseconds; null where no sample has an event.</summary>
    public long? MinDurationMicroseconds { get; init; }

    /// <summary>Median of these times.</summary>
    public long? MedianDurationMicroseconds { get; init; }

    /// <summary>Longest of these times.</summary>
    public long? MaxDurationMicroseconds { get; init; }

    /// <summary>All events divided by the sum of the durations; null where that is 0.</summary>
    public double? EventsPerSecond { get; init; }

    /// <summary>Share of ON events, 0 … 1; null without events.</summary>
    public double? OnShare { get; init; }

    /// <summary>Largest column; null without events.</summary>
    public int? MaxX { get; init; }

    /// <summary>Largest row; null without events.</summary>
    public int? MaxY { get; init; }

    /// <summary>Events earlier than the one before them.</summary>
    public required long OutOfOrder { get; init; }

    internal static DatasetClassStatistics Of(IReadOnlyCollection<SampleStatistics> samples, int? label, string? name)
    {
        long[] events = [.. samples.Select(s => s.Events.Events).Order()];
        long[] durations = [.. samples.Select(s => s.Events.DurationMicroseconds).OfType<long>().Order()];
        long total = events.Sum();
        long duration = durations.Sum();
        return new DatasetClassStatistics
        {
            Label = label,
            ClassName = name,
            Samples = samples.Count,
            EmptySamples = events.Count(e => e == 0),
            Events = total,
            MinEvents = events.Length > 0 ? events[0] : 0,
            MedianEvents = events.Length > 0 ? events[events.Length / 2] : 0,
            MaxEvents = events.Length > 0 ? events[^1] : 0,
            MinDurationMicroseconds = durations.Length > 0 ? durations[0] : null,
            MedianDurationMicroseconds = durations.Length > 0 ? durations[durations.Length / 2] : null,
            MaxDurationMicroseconds = durations.Length > 0 ? durations[^1] : null,
            EventsPerSecond = duration > 0 ? total / (duration * 1e-6) : null,
            OnShare = total > 0 ? (double)samples.Sum(s => s.Events.On) / total : null,
            MaxX = samples.Max(s => s.Events.MaxX),
            MaxY = samples.Max(s => s.Events.MaxY),
            OutOfOrder = samples.Sum(s => s.Events.OutOfOrder),
        };
    }
}
