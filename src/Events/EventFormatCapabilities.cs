namespace NeuroKit.Events;

/// <summary>What a format can hold, so that a writer names the event that it cannot.</summary>
public sealed record EventFormatCapabilities
{
    /// <summary>Whether the format can be written.</summary>
    public bool CanWrite { get; init; }

    /// <summary>Largest column. Default: 65,535.</summary>
    public ushort MaxX { get; init; } = ushort.MaxValue;

    /// <summary>Largest row. Default: 65,535.</summary>
    public ushort MaxY { get; init; } = ushort.MaxValue;

    /// <summary>Earliest time in microseconds. Default: any.</summary>
    public long MinTime { get; init; } = long.MinValue;

    /// <summary>Latest time in microseconds. Default: any.</summary>
    public long MaxTime { get; init; } = long.MaxValue;

    /// <summary>Whether times must not step back. Default: they may.</summary>
    public bool RequiresTimeOrder { get; init; }

    /// <summary>Whether the file says the sensor's size. Default: no.</summary>
    public bool StoresSensorSize { get; init; }
}
