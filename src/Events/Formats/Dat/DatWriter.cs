using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using NeuroKit.Events.Internals;

namespace NeuroKit.Events.Formats.Dat;

/// <summary>Writes Prophesee <c>.dat</c>, version 2, events of type 0x0C; the sensor's size and the date only where the options give them.</summary>
internal sealed class DatWriter : EventWriter
{
    private const int EventBytes = DatHeader.EventBytes;
    private const int BlockEvents = 8192;
    private bool _begun;

    public DatWriter(DatFormat format, Stream output, string name, EventWriteOptions options)
        : base(format, output, name, options)
    {
    }

    protected override void WriteEvents(EventSpan events)
    {
        Begin();
        byte[] bytes = ArrayPool<byte>.Shared.Rent(Math.Min(events.Length, BlockEvents) * EventBytes);
        try
        {
            for (int from = 0; from < events.Length; from += BlockEvents)
            {
                EventSpan part = events.Slice(from, Math.Min(BlockEvents, events.Length - from));
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

    private static void Encode(EventSpan events, Span<byte> to)
    {
        for (int i = 0; i < events.Length; i++)
        {
            uint address = events.X[i] | ((uint)events.Y[i] << 14) | ((uint)events.P[i] << 28);
            BinaryPrimitives.WriteUInt32LittleEndian(to[(i * EventBytes)..], (uint)events.T[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(to[((i * EventBytes) + 4)..], address);
        }
    }

    private void Begin()
    {
        if (_begun)
            return;
        _begun = true;
        var text = new StringBuilder("% Data file containing CD events.\n% Version 2\n");
        if (Options.Start is { } start)
            text.Append("% Date ").Append(start.UtcDateTime.ToString(DatHeader.DatePattern, CultureInfo.InvariantCulture)).Append('\n');
        if (Options.SensorSize is { } size)
            text.Append(CultureInfo.InvariantCulture, $"% Height {size.Height}\n% Width {size.Width}\n");
        // Behind a word of its own, so that no comment can be taken for one of the lines above or for one of a RAW header.
        foreach (string comment in Options.Comments)
            text.Append("% Comment ").Append(HeaderLine.ToAscii(comment)).Append('\n');
        Output.Write(Encoding.ASCII.GetBytes(text.ToString()));
        Output.Write([DatHeader.PixelType, EventBytes]);
    }
}
