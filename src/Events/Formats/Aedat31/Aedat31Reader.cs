using System.Buffers;
using System.Buffers.Binary;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Aedat31;

/// <summary>
/// Reads AEDAT 3.1: polarity packets to events, everything else skipped by its size and counted a packet each. Payloads are walked
/// through as they come; a size from the file decides nothing but how far the walk goes.
/// </summary>
internal sealed class Aedat31Reader : EventReader
{
    // Packet types that are told apart; the others are special events (0) and whatever else a camera or a filter gives.
    private const int SpecialType = 0;
    private const int FrameType = 2;
    private const int Imu6Type = 3;
    private const int Imu9Type = 4;

    // A packet with a fault is skipped by its size only up to here; of larger ones the size is the likelier fault.
    private const ulong MaxFaultyPayloadBytes = 1 << 30;
    private const ulong MaxSidePacketBytes = 64 << 20;

    private readonly long _dataStart;
    private Aedat31Packet _packet;
    private long _eventsLeft; // of the current polarity packet
    private ulong _bytesToSkip; // then, before the next packet
    private SidePacketKind? _skippedKind; // of the events in those bytes; null where they are polarity events
    private Aedat31Packet? _skippedPacket; // theirs, where they are still to be counted
    private bool _ended;
    private TimeOrder _order = new(long.MinValue, true); // of the times given out so far; whether they are in order, of one call's
    private EventTotals? _totals;

    public Aedat31Reader(Aedat31Format format, EventSource source, EventReadOptions options)
        : base(format, source, options)
    {
        (string text, _dataStart) = Aedat31Header.Read(source, options);
        Header = new EventHeader(format.Name, options.SensorSize ?? Aedat31Header.FindSize(text), Aedat31Header.FindStart(text), text, _dataStart);
    }

    public override EventHeader Header { get; }

    public override EventTotals Totals => _totals ??= Aedat31Survey.Run(Source, _dataStart);

    protected override int ReadEvents(EventBuffer into)
    {
        EventColumns free = into.FreeColumns();
        int done = 0;
        _order = _order with { Holds = true };
        while (done < free.Length && !_ended)
        {
            // Once there are events to give, nothing is waited for and nothing is rejected: that is left to the next call.
            bool mayWait = done == 0;
            bool advanced = _eventsLeft > 0 ? DecodeSome(free.Slice(done), mayWait, ref done)
                : _bytesToSkip > 0 ? FinishPayload(mayWait)
                : NextPacket(mayWait);
            if (!advanced)
                break;
        }

        into.Advance(done);
        KnownInOrder = _order.Holds;
        return done;
    }

    // Decodes what is at hand of the current packet. False where that is nothing.
    private bool DecodeSome(EventColumns free, bool mayWait, ref int done)
    {
        int size = (int)_packet.EventSize;
        ReadOnlySpan<byte> window = mayWait ? Source.Fetch(size) : Source.Window;
        if (window.Length < size)
        {
            if (mayWait)
                EndTruncated(Source.Position, $"{window.Length} bytes where {_eventsLeft} events of {size} bytes follow", "the whole packet");
            return false;
        }

        int count = (int)Math.Min(Math.Min(window.Length / size, free.Length), _eventsLeft);
        int kept = size == Aedat31Packet.PolarityBytes && _packet.TimeOffset == Aedat31Packet.PolarityTimeOffset
            ? Aedat31Decoder.Decode(window, count, _packet.TimeBase, _packet.HasInvalid, free, ref _order)
            : Aedat31Decoder.DecodeEvents(window[..(count * size)], size, (int)_packet.TimeOffset, _packet.TimeBase, _packet.HasInvalid, free, ref _order);
        Source.Advance(count * size);
        _eventsLeft -= count;
        Diagnostics.SkippedInvalid += count - kept;
        done += kept;
        return true;
    }

    // Skips the payload's rest behind the events that count.
    private bool FinishPayload(bool mayWait)
    {
        if (!mayWait && _bytesToSkip > (ulong)Source.Window.Length)
            return false;
        long position = Source.Position;
        ulong wanted = _bytesToSkip;
        _bytesToSkip = 0;
        ulong skipped = 0;
        while (skipped < wanted)
        {
            // In steps that cannot overflow a position.
            long step = (long)Math.Min(wanted - skipped, 1UL << 40);
            long done = Source.Skip(step);
            skipped += (ulong)done;
            if (done < step)
                break;
        }

        // Counted by what is there: a header can claim any number.
        if (_skippedPacket is { } packet)
            Count(_skippedKind, packet.EventsIn(skipped));
        _skippedPacket = null;
        if (skipped < wanted)
            EndTruncated(position, $"{skipped} of the last {wanted} bytes of a packet", "the whole packet");
        return skipped == wanted;
    }

    private bool NextPacket(bool mayWait)
    {
        ReadOnlySpan<byte> window = mayWait ? Source.Fetch(Aedat31Packet.HeaderBytes) : Source.Window;
        if (window.Length < Aedat31Packet.HeaderBytes)
        {
            if (mayWait && window.IsEmpty)
                _ended = true;
            else if (mayWait)
                EndTruncated(Source.Position, $"{window.Length} bytes at the end", $"a packet header of {Aedat31Packet.HeaderBytes} bytes");
            return false;
        }

        Aedat31Packet packet = Aedat31Packet.Parse(window);
        if (packet.Fault() is var (found, expected))
            return mayWait && SkipFaulty(packet, found, expected);
        if (!packet.IsPolarity)
        {
            bool isAtHand = packet.PayloadBytes <= (ulong)(window.Length - Aedat31Packet.HeaderBytes);
            return (mayWait || isAtHand) && TakeSidePacket(packet);
        }

        Source.Advance(Aedat31Packet.HeaderBytes);
        _packet = packet;
        _eventsLeft = packet.Number;
        _bytesToSkip = packet.PayloadBytes - packet.EventsBytes;
        return true;
    }

    // A packet whose fields contradict each other: by its size to the next one, where that size can be believed and the policy asks for it.
    private bool SkipFaulty(Aedat31Packet packet, string found, string expected)
    {
        _ended = true;
        Reject(Source.Position, found, expected);
        ulong room = Source.Length is { } length
            ? (ulong)Math.Max(0, length - Source.Position - Aedat31Packet.HeaderBytes)
            : ulong.MaxValue;
        if (Options.Policy != EventReadPolicy.SkipBad || packet.PayloadBytes == 0
            || packet.PayloadBytes > Math.Min(room, MaxFaultyPayloadBytes))
            return false;

        _ended = false;
        if ((packet.Type & ~Aedat31Packet.Compressed) == Aedat31Packet.Polarity)
            (_skippedKind, _skippedPacket) = (null, packet);
        Source.Advance(Aedat31Packet.HeaderBytes);
        _bytesToSkip = packet.PayloadBytes;
        return true;
    }

    private bool TakeSidePacket(Aedat31Packet packet)
    {
        int type = packet.Type & ~Aedat31Packet.Compressed;
        SidePacketKind kind = type switch
        {
            SpecialType => SidePacketKind.Special,
            FrameType => SidePacketKind.Frame,
            Imu6Type or Imu9Type => SidePacketKind.Imu,
            _ => SidePacketKind.Other,
        };
        if (!Options.CollectSidePackets || packet.Number == 0 || packet.EventsBytes > MaxSidePacketBytes)
        {
            if (Options.CollectSidePackets && packet.Number > 0)
                Diagnostics.Note(Source.Position, $"a packet of type {type} with {packet.EventsBytes} bytes is not kept; at most {MaxSidePacketBytes} are");
            Source.Advance(Aedat31Packet.HeaderBytes);
            _bytesToSkip = packet.PayloadBytes;
            if (_bytesToSkip > 0)
                (_skippedKind, _skippedPacket) = (kind, packet);
            return true;
        }

        _bytesToSkip = packet.PayloadBytes - packet.EventsBytes;
        return Collect(packet, kind, type);
    }

    // Keeps a packet's header and the events that count, growing with what is there and not with what is claimed.
    private bool Collect(Aedat31Packet packet, SidePacketKind kind, int type)
    {
        long position = Source.Position;
        int wanted = Aedat31Packet.HeaderBytes + (int)packet.EventsBytes;
        var bytes = new ArrayBufferWriter<byte>();
        while (bytes.WrittenCount < wanted)
        {
            ReadOnlySpan<byte> window = Source.Fetch(1);
            if (window.IsEmpty)
            {
                Count(kind, packet.EventsIn((ulong)Math.Max(0, bytes.WrittenCount - Aedat31Packet.HeaderBytes)));
                EndTruncated(position, $"{bytes.WrittenCount} of {wanted} bytes of a packet", "the whole packet");
                return false;
            }

            window = window[..Math.Min(window.Length, wanted - bytes.WrittenCount)];
            bytes.Write(window);
            Source.Advance(window.Length);
        }

        Count(kind, packet.EventsIn(packet.EventsBytes));
        ReadOnlySpan<byte> whole = bytes.WrittenSpan;
        long timeAt = Aedat31Packet.HeaderBytes + (long)packet.TimeOffset;
        long time = packet.TimeBase;
        if (timeAt + 4 <= whole.Length)
            time |= BinaryPrimitives.ReadUInt32LittleEndian(whole[(int)timeAt..]);
        else
            Diagnostics.Note(position, $"a packet of type {type} whose events say their time is at {packet.TimeOffset}, outside them");
        KeepSidePacket(kind, time, type, whole);
        return true;
    }

    private void Count(SidePacketKind? kind, long events)
    {
        if (kind is null)
            Diagnostics.SkippedInvalid += events;
        else if (kind == SidePacketKind.Imu)
            Diagnostics.SkippedImu += events;
        else
            Diagnostics.SkippedSpecial += events;
    }

    private void EndTruncated(long position, string found, string expected)
    {
        _ended = true;
        RejectTruncation(position, found, expected);
        Source.Advance(Source.Window.Length);
    }
}
