using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security;
using System.Text;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>
/// Writes AEDAT 4.0: one stream of events, uncompressed, in packets of up to 8,192 events, without a data table. How the events are
/// handed over does not show in the bytes.
/// </summary>
internal sealed class Aedat4Writer : EventWriter
{
    private const int PacketEvents = 8192;

    // A packet before its events: stream and size; then the FlatBuffer: its size, offset of the root, identifier, vtable (length 6, table
    // 8 bytes, field 0 at 4) and two bytes of padding, the root (offset of the vtable, offset of the vector), the vector's length.
    private const int PrefixBytes = Aedat4Packet.HeaderBytes + 4 + 4 + 4 + 8 + 8 + 4;
    private const int SizeAt = Aedat4Packet.HeaderBytes;
    private const int RootAt = SizeAt + 4;
    private const int VtableAt = RootAt + 8;
    private const int TableAt = VtableAt + 8;
    private const int VectorAt = TableAt + 8;

    private byte[]? _packet = ArrayPool<byte>.Shared.Rent(PrefixBytes + (PacketEvents * Aedat4Decoder.EventBytes));
    private int _held; // events in the packet
    private bool _begun;

    public Aedat4Writer(Aedat4Format format, Stream output, string name, EventWriteOptions options)
        : base(format, output, name, options)
    {
    }

    protected override void WriteEvents(EventSpan events)
    {
        Begin();
        for (int i = 0; i < events.Length; i++)
        {
            if (_held == PacketEvents)
                Flush();
            Span<byte> to = _packet.AsSpan(PrefixBytes + (_held * Aedat4Decoder.EventBytes), Aedat4Decoder.EventBytes);
            BinaryPrimitives.WriteInt64LittleEndian(to, events.T[i]);
            BinaryPrimitives.WriteUInt16LittleEndian(to[8..], events.X[i]);
            BinaryPrimitives.WriteUInt16LittleEndian(to[10..], events.Y[i]);
            BinaryPrimitives.WriteUInt32LittleEndian(to[12..], events.P[i]);
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
        int length = PrefixBytes + (_held * Aedat4Decoder.EventBytes);
        Span<byte> packet = _packet.AsSpan(0, length);
        packet[..PrefixBytes].Clear();
        Put(packet[4..], length - Aedat4Packet.HeaderBytes);
        Put(packet[SizeAt..], length - RootAt);
        Put(packet[RootAt..], TableAt - RootAt);
        "EVTS"u8.CopyTo(packet[(RootAt + 4)..]);
        BinaryPrimitives.WriteUInt16LittleEndian(packet[VtableAt..], 6);
        BinaryPrimitives.WriteUInt16LittleEndian(packet[(VtableAt + 2)..], 8);
        BinaryPrimitives.WriteUInt16LittleEndian(packet[(VtableAt + 4)..], 4);
        Put(packet[TableAt..], TableAt - VtableAt);
        Put(packet[(TableAt + 4)..], VectorAt - TableAt - 4);
        Put(packet[VectorAt..], _held);
        Output.Write(packet);
        _held = 0;
    }

    private void Begin()
    {
        if (_begun)
            return;
        _begun = true;
        byte[] info = Encoding.UTF8.GetBytes(Info());
        // Size, offset of the root, identifier, vtable (length 10, table 20 bytes; compression absent, table's place at 8, text at 4) and
        // two bytes of padding, the root, the text's length, the text and its zero.
        const int Root = 4 + 4 + 12;
        const int Text = Root + 20;
        byte[] header = new byte[4 + Text + 4 + info.Length + 1];
        Span<byte> buffer = header.AsSpan(4);
        Put(header, header.Length - 4);
        Put(buffer, Root);
        "IOHE"u8.CopyTo(buffer[4..]);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer[8..], 10);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer[10..], 20);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer[14..], 8);
        BinaryPrimitives.WriteUInt16LittleEndian(buffer[16..], 4);
        Put(buffer[Root..], Root - 8);
        Put(buffer[(Root + 4)..], Text - Root - 4);
        BinaryPrimitives.WriteInt64LittleEndian(buffer[(Root + 8)..], -1);
        Put(buffer[Text..], info.Length);
        info.CopyTo(buffer[(Text + 4)..]);
        Output.Write(Aedat4Format.Magic);
        Output.Write(header);
    }

    private string Info()
    {
        var text = new StringBuilder("<dv version=\"2.0\">\n");
        foreach (string comment in Options.Comments)
            text.Append("    <!-- ").Append(SecurityElement.Escape(Printable(comment)).Replace("--", "- -", StringComparison.Ordinal)).Append(" -->\n");
        text.Append("""
                <node name="outInfo" path="/mainloop/Recorder/outInfo/">
                    <node name="0" path="/mainloop/Recorder/outInfo/0/">
                        <attr key="compression" type="string">NONE</attr>
                        <attr key="originalModuleName" type="string">neurokit</attr>
                        <attr key="originalOutputName" type="string">events</attr>
                        <attr key="typeDescription" type="string">Array of events (polarity ON/OFF).</attr>
                        <attr key="typeIdentifier" type="string">EVTS</attr>
                        <node name="info" path="/mainloop/Recorder/outInfo/0/info/">

            """.ReplaceLineEndings("\n"));
        if (Options.SensorSize is { } size)
        {
            text.Append(CultureInfo.InvariantCulture, $"                <attr key=\"sizeX\" type=\"int\">{size.Width}</attr>\n");
            text.Append(CultureInfo.InvariantCulture, $"                <attr key=\"sizeY\" type=\"int\">{size.Height}</attr>\n");
        }

        text.Append("""
                            <attr key="source" type="string">neurokit</attr>
                        </node>
                    </node>
                </node>
            </dv>

            """.ReplaceLineEndings("\n"));
        return text.ToString();
    }

    // XML holds no control characters and no lone surrogates.
    private static string Printable(string comment)
        => string.Create(comment.Length, comment, (to, from) =>
        {
            for (int i = 0; i < to.Length; i++)
                to[i] = char.IsControl(from[i]) || char.IsSurrogate(from[i]) || from[i] >= '\uFFFE' ? '?' : from[i];
        });

    private static void Put(Span<byte> to, int value) => BinaryPrimitives.WriteInt32LittleEndian(to, value);
}
