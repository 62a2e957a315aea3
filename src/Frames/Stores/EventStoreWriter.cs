using NeuroKit.Events;
using NeuroKit.Events.Datasets;
using NeuroKit.Frames.Stores.Format;
using NeuroKit.Frames.Stores.Import;

namespace NeuroKit.Frames.Stores;

/// <summary>
/// Writes a set of events that a program makes. The set appears in the store with <see cref="Complete"/>; disposed before that, nothing is
/// left. Not thread-safe.
/// </summary>
public sealed class EventStoreWriter : IDisposable
{
    private readonly string _name;
    private readonly IReadOnlyList<string> _classes;
    private readonly SensorSize? _size;
    private readonly StoreLock _lock;
    private readonly SetBuilder _builder;
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private bool _done;

    internal EventStoreWriter(string store, string name, IReadOnlyList<string> classes, SensorSize? size)
    {
        _name = name;
        _classes = classes;
        _size = size;
        Digest plan = Digest.Of($"neurokit writer {Guid.NewGuid():N}"); // nobody else's: there is nothing to go on with
        _lock = StoreLock.Take(StoreLayout.Lock(store, plan), null, CancellationToken.None);
        _builder = new SetBuilder(store, StoreKind.Events, plan, ImportOptions.DefaultSegmentBytes);
    }

    /// <summary>Recordings written so far.</summary>
    public int Count => _builder.Entries.Count;

    /// <summary>Writes a recording.</summary>
    /// <param name="id">Its name, unique in the set.</param>
    /// <param name="label">Its class's number.</param>
    /// <param name="events">Its events, as they shall be read: oriented.</param>
    /// <param name="split">The part that it belongs to, if any.</param>
    /// <param name="subject">Who was recorded, where that is known.</param>
    /// <exception cref="ArgumentException">The name was used before, or there is no such class.</exception>
    public void Add(string id, int label, EventSpan events, string? split = null, string? subject = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        ObjectDisposedException.ThrowIf(_done, this);
        if ((uint)label >= (uint)_classes.Count)
            throw new ArgumentException($"{id} has label {label}, where there are {_classes.Count} classes.", nameof(label));
        if (!_ids.Add(id))
            throw new ArgumentException($"{id} was written before.", nameof(id));
        var facts = new StoreEntry { Id = id, Label = label, ClassName = _classes[label], Split = split, Subject = subject };
        using PackedRecord packed = EventPacker.Pack(facts, events, _size);
        // What it was made from is the record itself.
        Digest content = packed.Entry.Content;
        _builder.Append(packed.Bytes, packed.Entry with { Source = content, Key = Digest.Of($"neurokit written events {EventImport.RecordVersion}\n{content}\n") });
    }

    /// <summary>Puts the set in its place.</summary>
    /// <returns>The recordings as a data set.</returns>
    /// <exception cref="InvalidOperationException">Nothing was written.</exception>
    public EventDataset Complete()
    {
        ObjectDisposedException.ThrowIf(_done, this);
        if (Count == 0)
            throw new InvalidOperationException("A set needs a recording.");
        OpenedSet set = _builder.Commit(
            new SetFacts { Kind = StoreKind.Events, Name = _name, Options = "written by a program", Classes = _classes }, _name, stamps: null);
        _done = true;
        _lock.Dispose();
        return StoredDataset.Of(set);
    }

    /// <summary>Removes what was written unless it was completed.</summary>
    public void Dispose()
    {
        if (_done)
            return;
        _done = true;
        _builder.Abandon();
        _lock.Dispose();
    }
}
