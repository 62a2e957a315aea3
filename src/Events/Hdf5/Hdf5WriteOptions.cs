namespace NeuroKit.Events.Hdf5;

/// <summary>How HDF5 files of events are written.</summary>
public sealed record Hdf5WriteOptions : EventFormatOptions
{
    /// <summary>Deflate level, 0 (not compressed) to 9. Default: 4.</summary>
    public int Level { get; init; } = 4;

    /// <summary>SHA-256 of the file that the events come from, in hexadecimal, for the attribute <c>source_sha256</c>. Default: null, nothing is written.</summary>
    public string? SourceSha256 { get; init; }
}
