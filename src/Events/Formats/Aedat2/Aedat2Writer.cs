using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using NeuroKit.Events.Internals;

namespace NeuroKit.Events.Formats.Aedat2;

/// <summary>
/// Writes AEDAT 2.0: the layout of <see cref="Aedat2Options.Chip"/>, else the DAVIS layout where the sensor is larger than a DVS128, else
/// the DVS128's. A chip's name goes into the header, so that readers need not guess.
/// </summary>
internal sealed class Aedat2Writer : EventWriter
{
    private const int EventBytes = 8;
    private readonly bool _isDavis;
    private bool _begun;

    public Aedat2Writer(Aedat2Format format, Stream output, string name, EventWriteOptions options)
        : base(format, output, name, options)
    {
        _isDavis = options.Get<Aedat2Options>().Chip switch
        {
            Aedat2Chip.Dvs128 => false,
            Aedat2Chip.Davis => true,
            _ => options.SensorSize is { } size && (size.Width > SensorSize.Dvs128.Width || size.Height > SensorSize.Dvs128.Height),
        };
        if (_isDavis)
            Capabilities = format.Capabilities with { MaxX = Aedat2Format.DavisMaxX, MaxY = Aedat2Format.DavisMaxY };
    }

    // The first events are on their way when a larger one comes: the layout cannot be changed any more.
    private protected override string CoordinateRemedy => _isDavis
        ? "'s DAVIS layout"
        : "'s DVS128 layout; for another sensor say its size (EventWriteOptions.SensorSize, --size WxH) or the DAVIS layout (Aedat2Options.Chip, --chip davis)";

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
        text.Append("# AEChip: ").Append(ChipName()).Append("\r\n");
        if (Options.SensorSize is { } size && (_isDavis ? size != SensorSize.Davis240 : size != SensorSize.Dvs128))
            text.Append(Aedat2Header.SizeKey).Append(size).Append("\r\n");
        foreach (string comment in Options.Comments)
            text.Append("# ").Append(HeaderLine.ToAscii(comment)).Append("\r\n");
        text.Append("#End Of ASCII Header\r\n");
        Output.Write(Encoding.ASCII.GetBytes(text.ToString()));
    }

    // jAER's names. A name says a size too, so a sensor of none of them goes by the name of what they have in common.
    private string ChipName()
        => !_isDavis ? "ch.unizh.ini.jaer.chip.retina.DVS128"
            : Options.SensorSize == SensorSize.Davis240 ? "eu.seebetter.ini.chips.davis.DAVIS240C"
            : Options.SensorSize == SensorSize.Davis346 ? "eu.seebetter.ini.chips.davis.Davis346B"
            : "eu.seebetter.ini.chips.davis.DavisBaseCamera";
}
