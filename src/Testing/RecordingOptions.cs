using NeuroKit.Events;

namespace NeuroKit.Testing;

/// <summary>What generated recordings may hold. Immutable: change it with <c>with</c>.</summary>
public sealed record RecordingOptions
{
    /// <summary>The defaults: in order, inside the sensor, any sensor up to 300 × 300, times from 0 to past 2^50 µs.</summary>
    public static RecordingOptions Default { get; } = new();

    /// <summary>Widest sensor, 1 … 65,536. Default: 300.</summary>
    public int MaxWidth { get; init; } = 300;

    /// <summary>Highest sensor, 1 … 65,536. Default: 300.</summary>
    public int MaxHeight { get; init; } = 300;

    /// <summary>Most events. Default: 5,000. Few recordings come near it.</summary>
    public int MaxEvents { get; init; } = 5_000;

    /// <summary>Earliest time in microseconds. Default: 0.</summary>
    public long MinTime { get; init; }

    /// <summary>Latest time in microseconds. Default: 2^51.</summary>
    public long MaxTime { get; init; } = 1L << 51;

    /// <summary>Longest pause between two events in microseconds, at least 1. Default: 2^33, past where 32-bit clocks wrap.</summary>
    public long LongestGapMicroseconds { get; init; } = 1L << 33;

    /// <summary>Farthest step back in time in microseconds; 0 (default) keeps events in order.</summary>
    public long LargestStepBackMicroseconds { get; init; }

    /// <summary>Whether some recordings hold events outside the sensor or of a polarity above 1. Default: no.</summary>
    public bool AllowsOutside { get; init; }

    /// <summary>These options, narrowed to what a file format can hold.</summary>
    /// <param name="capabilities">What the format can hold.</param>
    public RecordingOptions Within(EventFormatCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(capabilities);
        return this with
        {
            MaxWidth = Math.Min(MaxWidth, capabilities.MaxX + 1),
            MaxHeight = Math.Min(MaxHeight, capabilities.MaxY + 1),
            MinTime = Math.Max(MinTime, capabilities.MinTime),
            MaxTime = Math.Min(MaxTime, capabilities.MaxTime),
            LargestStepBackMicroseconds = capabilities.RequiresTimeOrder ? 0 : LargestStepBackMicroseconds,
            AllowsOutside = false,
        };
    }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxWidth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxWidth, SensorSize.MaxSide);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxHeight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxHeight, SensorSize.MaxSide);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxEvents);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxTime, MinTime);
        ArgumentOutOfRangeException.ThrowIfLessThan(LongestGapMicroseconds, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(LargestStepBackMicroseconds);
    }
}
