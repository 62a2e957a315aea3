using System.Buffers.Binary;
using NeuroKit.Events;
using NeuroKit.Events.IO;
using NeuroKit.Testing;

namespace NeuroKit.Frames.Tests.Properties;

/// <summary>
/// A format of bare 13-byte records that holds any event and claims whatever totals it is told to: right, wrong or none.
/// </summary>
internal sealed class PlainFormat(EventTotals claimed) : EventFormat
{
    private const int RecordBytes = 13;

    public override string Name => "plain";

    public override string Description => "bare records";

    public override IReadOnlyList<string> Extensions { get; } = [".plain"];

    public override EventFormatCapabilities Capabilities { get; } = new();

    public static byte[] Bytes(Recording recording)
    {
        byte[] bytes = new byte[recording.Count * RecordBytes];
        for (int i = 0; i < recording.Count; i++)
        {
            Span<byte> record = bytes.AsSpan(i * RecordBytes, RecordBytes);
            Event e = recording.Events[i];
            BinaryPrimitives.WriteInt64LittleEndian(record, e.T);
            BinaryPrimitives.WriteUInt16LittleEndian(record[8..], e.X);
            BinaryPrimitives.WriteUInt16LittleEndian(record[10..], e.Y);
            record[12] = e.P;
        }

        return bytes;
    }

    public override FormatConfidence Detect(ReadOnlySpan<byte> start, string? name)
        => HasExtension(name) ? FormatConfidence.Plausible : FormatConfidence.No;

    public override EventReader Open(EventSource source, EventReadOptions options) => new Reader(this, source, options, claimed);

    private sealed class Reader(PlainFormat format, EventSource source, EventReadOptions options, EventTotals claimed)
        : EventReader(format, source, options)
    {
        public override EventHeader Header { get; } = new("plain", options.SensorSize);

        public override EventTotals Totals => claimed;

        protected override int ReadEvents(EventBuffer into)
        {
            ReadOnlySpan<byte> window = Source.Fetch(RecordBytes);
            EventColumns free = into.FreeColumns();
            int count = Math.Min(window.Length / RecordBytes, free.Length);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<byte> record = window.Slice(i * RecordBytes, RecordBytes);
                free.T[i] = BinaryPrimitives.ReadInt64LittleEndian(record);
                free.X[i] = BinaryPrimitives.ReadUInt16LittleEndian(record[8..]);
                free.Y[i] = BinaryPrimitives.ReadUInt16LittleEndian(record[10..]);
                free.P[i] = record[12];
            }

            Source.Advance(count * RecordBytes);
            into.Advance(count);
            return count;
        }
    }
}
