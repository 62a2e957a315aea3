using System.Buffers;
using System.Buffers.Binary;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>
/// Writes records of events as a <c>.npy</c> array. The header counts them: it is put in place at the end where the output seeks;
/// otherwise the records wait in a <see cref="TemporarySpool"/>.
/// </summary>
internal sealed class NpyWriter : EventWriter
{
    private const string Descr = "[('t', '<i8'), ('x', '<u2'), ('y', '<u2'), ('p', '|u1')]";
    private const int RecordBytes = 13;
    private const int BlockRecords = 4096;

    private readonly TemporarySpool? _spool;
    private readonly long _start;

    public NpyWriter(NpyFormat format, Stream output, string name, EventWriteOptions options)
        : base(format, output, name, options)
    {
        if (output.CanSeek)
        {
            _start = output.Position;
            output.Write(NpyHeaderText.Build(Descr, 0));
        }
        else
        {
            _spool = new TemporarySpool(TemporarySpool.FolderFor(output));
        }
    }

    protected override void WriteEvents(EventSpan events)
    {
        Stream to = _spool?.ForWriting((long)events.Length * RecordBytes) ?? Output;
        byte[] block = ArrayPool<byte>.Shared.Rent(Math.Min(events.Length, BlockRecords) * RecordBytes);
        try
        {
            for (int from = 0; from < events.Length; from += BlockRecords)
            {
                EventSpan part = events.Slice(from, Math.Min(BlockRecords, events.Length - from));
                Encode(part, block);
                to.Write(block, 0, part.Length * RecordBytes);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    protected override void Finish()
    {
        byte[] header = NpyHeaderText.Build(Descr, EventsWritten);
        if (_spool is null)
        {
            long end = Output.Position;
            Output.Position = _start;
            Output.Write(header);
            Output.Position = end;
            return;
        }

        Output.Write(header);
        _spool.Stream.Position = 0;
        _spool.Stream.CopyTo(Output);
    }

    protected override void Dispose(bool disposing) => _spool?.Dispose();

    private static void Encode(EventSpan events, Span<byte> to)
    {
        for (int i = 0; i < events.Length; i++)
        {
            Span<byte> record = to.Slice(i * RecordBytes, RecordBytes);
            BinaryPrimitives.WriteInt64LittleEndian(record, events.T[i]);
            BinaryPrimitives.WriteUInt16LittleEndian(record[8..], events.X[i]);
            BinaryPrimitives.WriteUInt16LittleEndian(record[10..], events.Y[i]);
            record[12] = events.P[i];
        }
    }
}
