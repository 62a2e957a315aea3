namespace NeuroKit.Events.Formats.Atis;

/// <summary>Options of 40-bit ATIS recordings.</summary>
public sealed record Atis40Options : EventFormatOptions
{
    /// <summary>What to make of rows with y = 240. Default: <see cref="Atis40OverflowMarkers.Handle"/>.</summary>
    public Atis40OverflowMarkers OverflowMarkers { get; init; }

    /// <summary>Where coordinates are counted from. Default: <see cref="Atis40Origin.Sensor"/>, as recorded.</summary>
    public Atis40Origin Origin { get; init; }
}
