namespace NeuroKit.Events.Formats.Aedat2;

/// <summary>Options of AEDAT 2.0.</summary>
public sealed record Aedat2Options : EventFormatOptions
{
    /// <summary>
    /// The address layout, to read or to write. Default: <see cref="Aedat2Chip.Auto"/>: read by the header, else by the addresses; written by
    /// the sensor's size. <see cref="EventHeader.Layout"/> says what a reader found, for a writer of the same layout.
    /// </summary>
    public Aedat2Chip Chip { get; init; }
}
