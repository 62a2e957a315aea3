using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NeuroKit.Events.Internals;

namespace NeuroKit.Events.Formats.Aedat31;

/// <summary>
/// Writes AEDAT 3.1: polarity packets of up to 4,096 events from source 1, a new one where the times' upper bits change. How the events
/// are handed over does not show in the bytes.
/// </summary>
internal sealed class Aedat31Writer : EventWriter
{
    private const int PacketEvents = 4096;
    private const int TimeBits = 31;
    private const ushort SourceNumber = 1;

    private byte[]? _packet = ArrayPool<byte>.Shared.Rent(Aedat31Packet.HeaderBytes + (PacketEvents * Aedat31Packet.PolarityBytes));
    private int _held; // events in the packet
    private uint _overflow; // upper bits of their times
    private bool _begun;

    public Aedat31Writer(Aedat31Format format, Stream output, string name, EventWriteOptions options)
        : base(format, output, name, options)
    {
    }

    protected override void WriteEvents(EventSpan events)
    {
        Begin();
        for (int i = 0; i < events.Length; i++)
        {
            long t = events.T[i];
            uint overflow = (uint)(t >> TimeBits);
            if (_held == PacketEvents || overflow != _overflow)
            {
                Flush();
                _overflow = overflow;
            }

            Span<byte> to = _packet.AsSpan(Aedat31Packet.HeaderBytes + (_held * Aedat31Packet.PolarityBytes), Aedat31Packet.PolarityBytes);
            uint data = ((uint)events.X[i] << 17) | ((uint)events.Y[i] << 2) | ((uint)events.P[i] << 1) | 1;
            BinaryPrimitives.WriteUInt32LittleEndian(to, data);
            BinaryPrimitives.WriteUInt32LittleEndian(to[Aedat31Packet.PolarityTimeOffset..], (uint)t & int.MaxValue);
            _held++;
        }
    }

    protected override void Finish()
    {
        Begin();
        Flush();
    }

    protected override void Dispose(bool disposing)
    {
        if (_packet is not null)
            ArrayPool<byte>.Shared.Return(_packet);
        _packet = null;
    }

    private void Flush()
    {
        if (_held == 0)
            return;
        uint events = (uint)_held;
        new Aedat31Packet(Aedat31Packet.Polarity, SourceNumber, Aedat31Packet.PolarityBytes, Aedat31Packet.PolarityTimeOffset,
            _overflow, Capacity: events, Number: events, Valid: events).Write(_packet);
        Output.Write(_packet!, 0, Aedat31Packet.HeaderBytes + (_held * Aedat31Packet.PolarityBytes));
        _held = 0;
    }

    private void Begin()
    {
        if (_begun)
            return;
        _begun = true;
        var text = new StringBuilder("#!AER-DAT3.1\r\n#Format: RAW\r\n");
        text.Append("#Source ").Append(SourceNumber).Append(": ").Append(Aedat31Header.NameOf(Options.SensorSize)).Append("\r\n");
        if (Options.Start is { } start)
            text.Append(Aedat31Header.StartLine(start)).Append("\r\n");
        foreach (string comment in Options.Comments)
            text.Append("# ").Append(HeaderLine.ToAscii(comment)).Append("\r\n");
        text.Append(Aedat31Header.End).Append("\r\n");
        Output.Write(Encoding.ASCII.GetBytes(text.ToString()));
    }
}
