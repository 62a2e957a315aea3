using System.Buffers;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Atis;

/// <summary>Reads 40-bit ATIS recordings.</summary>
internal sealed class Atis40Reader : EventReader
{
    private readonly bool _handleMarkers;
    private readonly ushort _firstColumn;
    private readonly ushort _firstRow;
    private long _timeOffset;
    private bool _ended;

    public Atis40Reader(Atis40Format format, EventSource source, EventReadOptions options)
        : base(format, source, options)
    {
        Atis40Options own = options.Get<Atis40Options>();
        _handleMarkers = own.OverflowMarkers == Atis40OverflowMarkers.Handle;
        if (own.Origin == Atis40Origin.Recording)
            (_firstColumn, _firstRow) = FindCorner(source, _handleMarkers);
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
                if (_firstColumn != 0 || _firstRow != 0)
                    Shift(free.Slice(0, decoded));
                into.Advance(decoded);
                return decoded;
            }
        }

        return 0;
    }

    // The smallest column and row of the events.
    private static (ushort Column, ushort Row) FindCorner(EventSource source, bool handleMarkers)
    {
        if (source.Length is not { } length)
        {
            throw new InvalidEventDataException(source.Name, null, "a source that cannot seek",
                "one that can: the smallest coordinates (Atis40Origin.Recording) are known at the recording's end");
        }

        const int BlockEvents = 1 << 14;
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockEvents * Atis40.EventBytes);
        try
        {
            byte column = byte.MaxValue;
            byte row = byte.MaxValue;
            long records = length / Atis40.EventBytes;
            bool any = false;
            for (long done = 0; done < records;)
            {
                int wanted = (int)Math.Min(BlockEvents, records - done) * Atis40.EventBytes;
                int read = 0;
                while (read < wanted && source.ReadAt((done * Atis40.EventBytes) + read, block.AsSpan(read, wanted - read)) is > 0 and var more)
                    read += more;
                for (ReadOnlySpan<byte> rest = block.AsSpan(0, read); rest.Length >= Atis40.EventBytes; rest = rest[Atis40.EventBytes..])
                {
                    if (handleMarkers && rest[1] == Atis40.MarkerRow)
                        continue;
                    column = Math.Min(column, rest[0]);
                    row = Math.Min(row, rest[1]);
                    any = true;
                }

                done += read / Atis40.EventBytes;
                if (read < wanted)
                    break; // it became shorter: reading will say so
            }

            return any ? (column, row) : ((ushort)0, (ushort)0);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    private void Shift(EventColumns events)
    {
        // An event of a file that grew since may lie before the corner: it wraps, and is outside any sensor.
        foreach (ref ushort x in events.X)
            x = unchecked((ushort)(x - _firstColumn));
        foreach (ref ushort y in events.Y)
            y = unchecked((ushort)(y - _firstRow));
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
