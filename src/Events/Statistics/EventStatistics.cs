using NeuroKit.Events.Internals;

namespace NeuroKit.Events;

/// <summary>Figures over the events of a recording.</summary>
public sealed record EventStatistics
{
    /// <summary>Events.</summary>
    public long Events { get; init; }

    /// <summary>ON events (p = 1).</summary>
    public long On { get; init; }

    /// <summary>OFF events (p = 0).</summary>
    public long Off => Events - On;

    /// <summary>Earliest time in microseconds; null without events.</summary>
    public long? MinTime { get; init; }

    /// <summary>Latest time in microseconds; null without events.</summary>
    public long? MaxTime { get; init; }

    /// <summary>Time of the first event in file order; null without events.</summary>
    public long? FirstTime { get; init; }

    /// <summary>Time of the last event in file order; null without events.</summary>
    public long? LastTime { get; init; }

    /// <summary>Largest column; null without events.</summary>
    public int? MaxX { get; init; }

    /// <summary>Largest row; null without events.</summary>
    public int? MaxY { get; init; }

    /// <summary>Events earlier than the one before them.</summary>
    public long OutOfOrder { get; init; }

    /// <summary>Latest minus earliest time in microseconds; null without events.</summary>
    public long? DurationMicroseconds => MaxTime - MinTime;

    /// <summary>Events divided by the duration; null where there is none.</summary>
    public double? EventsPerSecond => DurationMicroseconds is > 0 and { } duration ? Events / (duration * 1e-6) : null;

    /// <summary>Reads the rest of a recording and counts.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="cancellationToken">Cancels between chunks.</param>
    public static EventStatistics Compute(EventReader reader, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        using var chunk = new EventBuffer();
        var statistics = new EventStatistics();
        while (reader.Read(chunk) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            statistics = statistics.Add(chunk);
        }

        return statistics;
    }

    /// <summary>Counts events that follow those counted so far.</summary>
    /// <param name="events">The events.</param>
    public EventStatistics Add(EventSpan events)
    {
        if (events.IsEmpty)
            return this;
        (long min, long max) = TimeColumn.Range(events.T);
        long on = 0;
        int maxX = MaxX ?? 0;
        int maxY = MaxY ?? 0;
        for (int i = 0; i < events.Length; i++)
        {
            on += events.P[i] == 0 ? 0 : 1;
            maxX = Math.Max(maxX, events.X[i]);
            maxY = Math.Max(maxY, events.Y[i]);
        }

        return this with
        {
            Events = Events + events.Length,
            On = On + on,
            MinTime = Math.Min(MinTime ?? min, min),
            MaxTime = Math.Max(MaxTime ?? max, max),
            FirstTime = FirstTime ?? events.T[0],
            LastTime = events.T[^1],
            MaxX = maxX,
            MaxY = maxY,
            OutOfOrder = OutOfOrder + TimeColumn.CountStepsBack(events.T, LastTime ?? long.MinValue),
        };
    }
}
