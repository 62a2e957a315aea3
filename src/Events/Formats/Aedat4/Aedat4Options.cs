namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>How AEDAT 4.0 is read.</summary>
public sealed record Aedat4Options : EventFormatOptions
{
    /// <summary>
    /// Number of the event stream to read, where a file holds several (two cameras, or one camera's events before and after a filter).
    /// Default: null, the file's first; the others are named in <see cref="EventReader.Diagnostics"/>.
    /// </summary>
    public int? EventStream { get; init; }

    /// <summary>
    /// Largest packet that is read, compressed or inflated, in bytes: a larger one is a fault. Memory follows from what a packet really
    /// inflates to. Default: 256 MiB (16 million events; cameras write packets of some 10 ms).
    /// </summary>
    public int MaxPacketBytes { get; init; } = 256 * 1024 * 1024;
}
