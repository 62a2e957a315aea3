namespace NeuroKit.Events.Datasets;

/// <summary>
/// Where the events of a sample come from when not from decoding its file: a store that holds them decoded. What comes out is what
/// <see cref="EventSample.Open"/> would give without it; only the speed differs. Thread-safe.
/// </summary>
public abstract class EventSampleSource
{
    /// <summary>SHA-256 of the file that the events were decoded from, in hexadecimal, where it is known without reading that file; else null.</summary>
    public virtual string? SourceSha256 => null;

    /// <summary>Opens the sample.</summary>
    /// <param name="sample">The sample.</param>
    /// <param name="options">How to read, with what the data set knows (<see cref="DatasetManifest.Configure"/>).</param>
    /// <returns>The reader; the caller disposes it.</returns>
    public abstract EventReader Open(EventSample sample, EventReadOptions options);
}
