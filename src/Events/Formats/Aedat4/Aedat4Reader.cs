using System.Buffers.Binary;
using System.Globalization;
using System.Xml;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>
/// Reads AEDAT 4.0: one stream's events, everything else counted and skipped, or kept where the caller asks for it. A packet is the unit:
/// it is fetched whole, inflated and looked at in place; a broken one costs itself, since its length stands before it.
/// </summary>
internal sealed class Aedat4Reader : EventReader
{
    private readonly Aedat4Header _header;
    private readonly Aedat4Stream[] _streams;
    private readonly Aedat4Inflater _inflater;
    private readonly int _maxPacketBytes;
    private int? _stream; // the one whose events are read; null until its first packet where the header declares none
    private int _eventsAt; // in the inflated packet
    private int _eventsLeft;
    private long _packetPosition;
    private long _time; // of the packet seen last
    private bool _ended;
    private EventTotals? _totals;

    public Aedat4Reader(Aedat4Format format, EventSource source, EventReadOptions options)
        : base(format, source, options)
    {
        Aedat4Options own = options.Get<Aedat4Options>();
        _maxPacketBytes = own.MaxPacketBytes;
        _header = Aedat4Header.Read(source, options);
        _streams = FindStreams();
        _stream = Choose(own.EventStream);
        SensorSize? size = options.SensorSize ?? (_stream is { } chosen ? Declared(chosen)?.Size : null);
        Header = new EventHeader(format.Name, size, Text: _header.Info, ByteLength: _header.ByteLength);
        _inflater = new Aedat4Inflater(Name, _header.Compression, _maxPacketBytes);
    }

    public override EventHeader Header { get; }

    public override EventTotals Totals => _totals ??= _stream is { } stream ? Aedat4Table.Count(Source, _header, stream) : EventTotals.Unknown;

    protected override int ReadEvents(EventBuffer into)
    {
        // Packets are taken only while there is nothing to give: what is decoded never waits for more, and a fault never swallows it.
        EventColumns free = into.FreeColumns();
        while (true)
        {
            while (_eventsLeft == 0)
            {
                if (_ended || !NextPacket())
                    return 0;
            }

            int done = DecodeSome(free);
            if (done == 0)
                continue; // all that was left of the packet was bad
            into.Advance(done);
            return done;
        }
    }

    protected override void Dispose(bool disposing) => _inflater.Dispose();

    private int DecodeSome(EventColumns free)
    {
        int done = 0;
        while (_eventsLeft > 0 && done < free.Length)
        {
            int count = Math.Min(_eventsLeft, free.Length - done);
            int decoded = Aedat4Decoder.Decode(_inflater.Packet.Slice(_eventsAt, count * Aedat4Decoder.EventBytes), free.Slice(done, count));
            _eventsAt += decoded * Aedat4Decoder.EventBytes;
            _eventsLeft -= decoded;
            done += decoded;
            if (decoded == count)
                continue;
            // An event left of or below the sensor. Those before it are given first.
            if (Options.Policy == EventReadPolicy.Strict && done > 0)
                return done;
            RejectEvent();
        }

        return done;
    }

    private void RejectEvent()
    {
        ReadOnlySpan<byte> e = _inflater.Packet.Slice(_eventsAt, Aedat4Decoder.EventBytes);
        int left = _eventsLeft - 1;
        (_ended, _eventsLeft) = (true, 0);
        Reject(_packetPosition, string.Create(CultureInfo.InvariantCulture,
            $"an event at ({BinaryPrimitives.ReadInt16LittleEndian(e[8..])}, {BinaryPrimitives.ReadInt16LittleEndian(e[10..])}) in the packet"), "coordinates that are not negative");
        (_ended, _eventsLeft) = (false, left);
        _eventsAt += Aedat4Decoder.EventBytes;
        Diagnostics.SkippedInvalid++;
    }

    // Goes over one packet. False at the end.
    private bool NextPacket()
    {
        _packetPosition = Source.Position;
        if (_packetPosition == _header.TableAt)
            return End();
        ReadOnlySpan<byte> window = Source.Fetch(Aedat4Packet.HeaderBytes);
        if (window.Length < Aedat4Packet.HeaderBytes)
        {
            if (!window.IsEmpty)
                return EndTruncated($"{window.Length} bytes at the end", $"a packet header of {Aedat4Packet.HeaderBytes} bytes");
            return _header.TableAt is { } table
                ? EndTruncated("the end of the file", $"packets up to the data table at byte {table}")
                : End();
        }

        int stream = BinaryPrimitives.ReadInt32LittleEndian(window);
        int size = BinaryPrimitives.ReadInt32LittleEndian(window[4..]);
        long end = _packetPosition + Aedat4Packet.HeaderBytes + size;
        // A size that cannot be believed: nobody knows where the next packet begins.
        if (size < 0 || size > _maxPacketBytes)
            return EndRejected($"a packet of {size} bytes", $"0 to {_maxPacketBytes} (Aedat4Options.MaxPacketBytes)");
        if (end > _header.TableAt)
            return EndRejected($"a packet up to byte {end}", $"one that ends before the data table at byte {_header.TableAt}");

        Aedat4Stream? declared = Declared(stream);
        if (IsSkipped(stream, declared))
            return Skip(size);
        window = WholeBytes.Fetch(Source, Aedat4Packet.HeaderBytes + size);
        bool isCut = window.Length < Aedat4Packet.HeaderBytes + size;
        ReadOnlySpan<byte> payload = window[Aedat4Packet.HeaderBytes..Math.Min(window.Length, Aedat4Packet.HeaderBytes + size)];
        return isCut ? TakeCut(payload, size, stream) : TakeWhole(payload, stream, declared);
    }

    private bool TakeWhole(ReadOnlySpan<byte> payload, int stream, Aedat4Stream? declared)
    {
        string? fault = declared is null && _streams.Length > 0
            ? $"a packet of stream {stream}, which the header does not declare"
            : _inflater.Inflate(payload);
        string identifier = fault is null ? Aedat4Packet.Identifier(_inflater.Packet) : "";
        if (fault is null && identifier.Length == 0)
            fault = "a packet without an identifier";
        if (fault is null && declared is { Type.Length: > 0 } && declared.Type != identifier)
            fault = $"a packet {identifier} in a stream of {declared.Type}";
        if (fault is null)
            fault = Take(stream, identifier);
        if (fault is null)
        {
            Source.Advance(Aedat4Packet.HeaderBytes + payload.Length);
            return true;
        }

        EndRejected(fault, "a whole packet of a declared stream");
        _ended = false;
        Source.Advance(Aedat4Packet.HeaderBytes + payload.Length);
        return true;
    }

    // Gives what is wrong, or null.
    private string? Take(int stream, string identifier)
    {
        const string Outside = "a FlatBuffer that points outside itself";
        if (identifier == Aedat4Packet.Events && stream == (_stream ??= stream))
            return TakeEvents(mayBeCut: false) ? null : Outside;
        if (!Aedat4Packet.TrySide(_inflater.Packet, identifier, out int count, out long? time))
            return Outside;
        _time = time ?? _time;
        if (identifier == Aedat4Packet.Imu)
            Diagnostics.SkippedImu += count;
        else
            Diagnostics.SkippedSpecial += count;
        KeepSidePacket(KindOf(identifier), _time, stream, _inflater.Packet);
        return null;
    }

    private bool TakeEvents(bool mayBeCut)
    {
        if (!Aedat4Packet.TryEvents(_inflater.Packet, mayBeCut, out _eventsAt, out _eventsLeft))
            return false;
        if (_eventsLeft > 0)
            _time = BinaryPrimitives.ReadInt64LittleEndian(_inflater.Packet[_eventsAt..]);
        return true;
    }

    // The recording ends in a packet: of its events those that are whole are kept.
    private bool TakeCut(ReadOnlySpan<byte> payload, int size, int stream)
    {
        EndTruncated($"{payload.Length} of a packet's {size} bytes", "the whole packet");
        _ = _inflater.Inflate(payload); // what is wrong is that it is cut
        if (Aedat4Packet.Identifier(_inflater.Packet) != Aedat4Packet.Events || stream != (_stream ?? stream) || !TakeEvents(mayBeCut: true))
            _eventsLeft = 0;
        Source.Advance(Source.Window.Length);
        return true;
    }

    // Whether a packet need not even be inflated: frames and streams of other kinds are large.
    private bool IsSkipped(int stream, Aedat4Stream? declared)
        => declared is { Type.Length: > 0 } && stream != _stream && !Options.CollectSidePackets
            && declared.Type is not (Aedat4Packet.Imu or Aedat4Packet.Trigger);

    private bool Skip(int size)
    {
        Source.Advance(Aedat4Packet.HeaderBytes);
        long skipped = Source.Skip(size);
        if (skipped < size)
            return EndTruncated($"{skipped} of a packet's {size} bytes", "the whole packet");
        Diagnostics.SkippedSpecial++;
        return true;
    }

    private bool End()
    {
        _ended = true;
        return false;
    }

    private bool EndRejected(string found, string expected)
    {
        _ended = true;
        Reject(_packetPosition, found, expected);
        return false;
    }

    private bool EndTruncated(string found, string expected)
    {
        _ended = true;
        RejectTruncation(_packetPosition, found, expected);
        return false;
    }

    private static SidePacketKind KindOf(string identifier) => identifier switch
    {
        Aedat4Packet.Frame => SidePacketKind.Frame,
        Aedat4Packet.Imu => SidePacketKind.Imu,
        Aedat4Packet.Trigger => SidePacketKind.Trigger,
        _ => SidePacketKind.Other,
    };

    private Aedat4Stream? Declared(int stream)
    {
        foreach (Aedat4Stream declared in _streams)
        {
            if (declared.Id == stream)
                return declared;
        }

        return null;
    }

    private Aedat4Stream[] FindStreams()
    {
        try
        {
            return [.. _header.ReadStreams()];
        }
        catch (XmlException error)
        {
            Reject(Aedat4Format.Magic.Length, $"streams described by broken XML ({error.Message})", "well-formed XML");
            return []; // then packets say what they hold
        }
    }

    private int? Choose(int? wanted)
    {
        List<Aedat4Stream> events = [.. _streams.Where(s => s.Type == Aedat4Packet.Events)];
        string Names() => string.Join(", ", events.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Id} ({s.Origin})")));
        if (wanted is not null)
        {
            if (_streams.Length > 0 && events.All(s => s.Id != wanted))
                ThrowInvalid(null, events.Count == 0 ? "no event stream" : $"event streams {Names()}", $"stream {wanted} (Aedat4Options.EventStream)");
            return wanted;
        }

        if (events.Count > 1)
        {
            Diagnostics.Note(null, string.Create(CultureInfo.InvariantCulture,
                $"event streams {Names()}: only {events[0].Id} is read (Aedat4Options.EventStream chooses another in a program)"));
        }

        return events.Count > 0 ? events[0].Id : _streams.Length > 0 ? -1 : null;
    }
}
