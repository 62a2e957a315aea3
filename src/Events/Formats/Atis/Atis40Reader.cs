using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Atis;

/// <summary>Reads 40-bit ATIS recordings.</summary>
internal sealed class Atis40Reader : EventReader
{
    private readonly bool _handleMarkers;
    private long _timeOffset;
    private bool _ended;

    public Atis40Reader(Atis40Format format, EventSource source, EventReadOptions options)
        : base(format, source, options)
    {
        _handleMarkers = options.Get<Atis40Options>().OverflowMarkers == Atis40OverflowMarkers.Handle;
        Header = new EventHeader(format.Name, options.SensorSize);
    }

    public override EventHeader Header { get; }

    public override EventTotals Totals
    {
        get
        {
            if (Source.Length is not { } length)
                return EventTotals.Unknown;
            long records = length / Atis40.EventBytes;
            if (records == 0)
                return new EventTotals(0, Exact: true);
            Span<byte> record = stackalloc byte[Atis40.EventBytes];
            Source.ReadAt(0, record);
            long first = Atis40.StoredTime(record);
            Source.ReadAt((records - 1) * Atis40.EventBytes, record);
            // Markers would make these wrong: they are what a recording without them holds.
            return new EventTotals(records, first, Atis40.StoredTime(record), Exact: !_handleMarkers);
        }
    }

    protected override int ReadEvents(EventBuffer into)
    {
        while (!_ended)
        {
            ReadOnlySpan<byte> window = Source.Fetch(Atis40.EventBytes);
            if (window.Length < Atis40.EventBytes)
            {
                End(window.Length);
                return 0;
            }

            EventColumns free = into.FreeColumns();
            int records = Math.Min(window.Length / Atis40.EventBytes, free.Length);
            int decoded = Atis40.Decode(window, records, free, _handleMarkers, ref _timeOffset);
            Diagnostics.OverflowMarkers += records - decoded;
            Source.Advance(records * Atis40.EventBytes);
            if (decoded > 0)
            {
                into.Advance(decoded);
                return decoded;
            }
        }

        return 0;
    }

    private void End(int left)
    {
        _ended = true;
        if (left > 0)
        {
            RejectTruncation(Source.Position, $"{left} bytes at the end", $"whole events of {Atis40.EventBytes} bytes");
            Source.Advance(left);
        }
        else if (Source.Position == 0)
        {
            Diagnostics.Note(0, "the file is empty: a recording without events, or none at all (the format has no header to tell)");
        }
    }
}
