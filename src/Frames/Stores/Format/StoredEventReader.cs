using NeuroKit.Events;
using NeuroKit.Events.IO;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>Reads a record of events: the columns as they lie in the mapped file, widened chunk by chunk.</summary>
internal sealed class StoredEventReader : EventReader
{
    private readonly EventRecord _record;
    private int _next;

    public StoredEventReader(StoredEventFormat format, EventSource source, EventReadOptions options)
        : base(format, source, options)
    {
        _record = EventRecord.Read(source.Fetch(EventRecord.HeaderBytes), source.Name);
        Header = new EventHeader(format.RecordedFormat, _record.Size, ByteLength: EventRecord.HeaderBytes);
    }

    public override EventHeader Header { get; }

    public override EventTotals Totals
    {
        get
        {
            if (_record.Count == 0)
                return new EventTotals(0, Exact: true);
            // The whole record is the window of a source in memory, as long as nothing was advanced.
            ReadOnlySpan<byte> all = Source.Window;
            return _next == 0
                ? new EventTotals(_record.Count, _record.TimeOf(all, 0), _record.TimeOf(all, _record.Count - 1), Exact: true)
                : new EventTotals(_record.Count);
        }
    }

    protected override int ReadEvents(EventBuffer into)
    {
        EventColumns free = into.FreeColumns();
        int count = Math.Min(free.Length, _record.Count - _next);
        if (count > 0)
        {
            _record.Decode(Source.Window, _next, free.Slice(0, count));
            into.Advance(count);
            _next += count;
            KnownInOrder = _record.IsInOrder;
        }

        return count;
    }
}
