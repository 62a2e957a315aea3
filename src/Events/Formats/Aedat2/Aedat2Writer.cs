using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NeuroKit.Events.Internals;

namespace NeuroKit.Events.Formats.Aedat2;

/// <summary>
/// Writes AEDAT 2.0: the DVS128 layout, or the DAVIS240 layout where the options give that sensor's size. The chip's name goes into the
/// header, so that readers need not guess.
/// </summary>
internal sealed class Aedat2Writer : EventWriter
{
    private const int EventBytes = 8;
    private readonly bool _isDavis;
    private bool _begun;

    public Aedat2Writer(Aedat2Format format, Stream output, string name, EventWriteOptions options)
        : base(format, output, name, options)
    {
        _isDavis = options.SensorSize is { } size && (size.Width > 128 || size.Height > 128);
        if (_isDavis)
        {
            Capabilities = format.Capabilities with
            {
                MaxX = (ushort)(SensorSize.Davis240.Width - 1),
                MaxY = (ushort)(SensorSize.Davis240.Height - 1),
            };
        }
    }

    protected override void WriteEvents(EventSpan events)
    {
        Begin();
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Min(events.Length, 8192) * EventBytes);
        try
        {
            for (int from = 0; from < events.Length; from += 8192)
            {
                EventSpan part = events.Slice(from, Math.Min(8192, events.Length - from));
                Encode(part, bytes);
                Output.Write(bytes, 0, part.Length * EventBytes);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    protected override void Finish() => Begin();

    private void Encode(EventSpan events, Span<byte> to)
    {
        for (int i = 0; i < events.Length; i++)
        {
            uint x = events.X[i];
            uint y = events.Y[i];
            uint p = events.P[i];
            uint address = _isDavis ? (y << 22) | (x << 12) | (p << 11) : (y << 8) | (x << 1) | (p ^ 1);
            BinaryPrimitives.WriteUInt32BigEndian(to[(i * EventBytes)..], address);
            BinaryPrimitives.WriteUInt32BigEndian(to[((i * EventBytes) + 4)..], (uint)events.T[i]);
        }
    }

    private void Begin()
    {
        if (_begun)
            return;
        _begun = true;
        var text = new StringBuilder("#!AER-DAT2.0\r\n# This is a raw AE data file - do not edit\r\n");
        text.Append("# Data format is int32 address, int32 timestamp (8 bytes total), repeated for each event\r\n");
        text.Append("# Timestamps tick is 1 us\r\n");
        if (Options.Start is { } start)
            text.Append("# Creation time: System.currentTimeMillis() ").Append(start.ToUnixTimeMilliseconds()).Append("\r\n");
        text.Append("# AEChip: ").Append(_isDavis ? "eu.seebetter.ini.chips.davis.DAVIS240C" : "ch.unizh.ini.jaer.chip.retina.DVS128").Append("\r\n");
        if (Options.SensorSize is { } size && size != (_isDavis ? SensorSize.Davis240 : SensorSize.Dvs128))
            text.Append(Aedat2Header.SizeKey).Append(size).Append("\r\n");
        foreach (string comment in Options.Comments)
            text.Append("# ").Append(HeaderLine.ToAscii(comment)).Append("\r\n");
        text.Append("#End Of ASCII Header\r\n");
        Output.Write(Encoding.ASCII.GetBytes(text.ToString()));
    }
}
