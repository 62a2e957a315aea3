namespace NeuroKit.Events.Formats.Atis;

/// <summary>Where a recording's coordinates are counted from.</summary>
public enum Atis40Origin
{
    /// <summary>The sensor's corner: as recorded.</summary>
    Sensor,

    /// <summary>
    /// The recording's own smallest column and row, each of which becomes 0 (what tonic's N-Caltech101 does, whose recordings are of different
    /// sizes and begin anywhere). Needs a source that can seek: the recording is looked through first.
    /// </summary>
    Recording,
}
