namespace NeuroKit.Events.Formats.Aedat2;

/// <summary>Options of AEDAT 2.0.</summary>
public sealed record Aedat2Options : EventFormatOptions
{
    /// <summary>The address layout. Default: <see cref="Aedat2Chip.Auto"/>.</summary>
    public Aedat2Chip Chip { get; init; }
}
