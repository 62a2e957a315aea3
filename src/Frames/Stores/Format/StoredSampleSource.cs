using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Events.IO;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>A sample's events in a store.</summary>
/// <param name="set">The set of events.</param>
/// <param name="entry">The recording's place in it.</param>
/// <param name="takesDefaults">
/// Whether the sample is known from the store alone: read without options of one's own it comes as it was stored, whatever the options were then.
/// </param>
internal class StoredSampleSource(OpenedSet set, int entry, bool takesDefaults = false) : EventSampleSource
{
    private readonly bool _takesDefaults = takesDefaults;

    protected StoredSampleSource(StoredSampleSource other)
        : this(other.Set, other.Place, other._takesDefaults)
    {
    }

    /// <summary>The recording's facts.</summary>
    public StoreEntry Entry => Set.Index.Entries[Place];

    /// <summary>The set of events.</summary>
    public OpenedSet Set { get; } = set;

    /// <summary>The recording's place in <see cref="Set"/>.</summary>
    public int Place { get; } = entry;

    public override string? SourceSha256 => Entry.Source.ToString();

    public override EventReader Open(EventSample sample, EventReadOptions options)
    {
        Check(sample, options);
        // Events are stored as they come out of the reader: oriented, within the oriented size.
        var format = new StoredEventFormat(Entry.Format);
        return format.Open(EventSource.FromMemory(Set.Record(Place), sample.Path), options with { Orientation = null, SensorSize = null, Format = null });
    }

    /// <summary>Makes sure that the store holds what these options would give.</summary>
    /// <exception cref="StoreException">It does not.</exception>
    public void Check(EventSample sample, EventReadOptions options)
    {
        string asked = OptionText.Of(options);
        if (asked != Set.Index.Facts.Options && !(_takesDefaults && asked == OptionText.Of(sample.ReadOptions())))
            throw new StoreException(Set.Folder, $"was imported with other options than are asked for; import again with these. Stored: {Set.Index.Facts.Options}. Asked for: {asked}");
        if (options.CollectSidePackets)
            throw new StoreException(Set.Folder, "holds no side packets (triggers, inertial samples, frames); read the recording's own file for them");
    }
}
