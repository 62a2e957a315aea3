using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>Reads records of events from a <c>.npy</c> array.</summary>
internal sealed class NpyReader : NpyColumnReader
{
    private readonly NpyField[] _fields;
    private readonly int _recordBytes;
    private readonly long _records;

    public NpyReader(NpyFormat format, EventSource source, EventReadOptions options)
        : base(format, source, options)
    {
        NpyHeader header = NpyHeader.Read(source, options.MaxHeaderBytes);
        _fields = ChooseFields(header);
        if (header.Shape.Count != 1)
            ThrowInvalid(0, $"records of shape {header.ShapeText}", "a shape of one length, (N,)");
        _recordBytes = header.Type.Size;
        _records = Remaining = header.Shape[0];
        Header = new EventHeader(format.Name, options.SensorSize, Text: header.Text, ByteLength: header.ByteLength);
    }

    public override EventHeader Header { get; }

    public override EventTotals Totals
    {
        get
        {
            if (Source.Length is not { } length)
                return new EventTotals(_records);
            long whole = Math.Min(_records, (length - Header.ByteLength) / _recordBytes);
            bool exact = whole == _records && Options.Policy == EventReadPolicy.Strict; // else bad records may be left out
            if (whole == 0)
                return new EventTotals(0, Exact: exact);
            return new EventTotals(whole, TimeAt(0), TimeAt(whole - 1), exact);
        }
    }

    protected override int FetchEvents(int wanted)
    {
        ReadOnlySpan<byte> window = Source.Fetch(_recordBytes);
        int whole = window.Length / _recordBytes;
        if (whole == 0)
        {
            RejectTruncation(Source.Position, $"the end after {Index} records and {window.Length} bytes", $"{_records} records of {_recordBytes} bytes, as the header says");
            Source.Advance(window.Length);
        }

        return Math.Min(whole, wanted);
    }

    protected override NpyColumn Column(NpyEventField field)
    {
        NpyField of = _fields[(int)field];
        return new NpyColumn(Source.Window[of.Offset..], _recordBytes, of.Scalar!.Value);
    }

    protected override void Advance(int events) => Source.Advance(events * _recordBytes);

    protected override long? OffsetOf(NpyEventField field, int index)
        => Source.Position + ((long)index * _recordBytes) + _fields[(int)field].Offset;

    protected override string NameOf(NpyEventField field) => _fields[(int)field].Name;

    protected override void OnLastTaken()
    {
        if (!Source.Fetch(1).IsEmpty)
            Diagnostics.Note(Source.Position, $"bytes after the last of {_records} records, as the header counts them; not read");
    }

    private long? TimeAt(long record)
    {
        NpyField t = _fields[(int)NpyEventField.T];
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        bytes = bytes[..t.Scalar!.Value.Size];
        Source.ReadAt(Header.ByteLength + (record * _recordBytes) + t.Offset, bytes);
        return TimeOf(bytes, t.Scalar.Value);
    }

    private NpyField[] ChooseFields(NpyHeader header)
    {
        if (header.Type.Fields is not { } fields)
        {
            ThrowInvalid(0, $"a plain array of {header.Type.Description}, shape {header.ShapeText}", $"records with fields {NpyEventFields.Expected}");
            return [];
        }

        var chosen = new NpyField?[NpyEventFields.Count];
        foreach (NpyField field in fields)
        {
            if (NpyEventFields.Find(field.Name) is not { } of)
                continue;
            if (chosen[(int)of] is { } other)
                ThrowInvalid(0, $"fields {other.Name} and {field.Name}", $"one field for {NpyEventFields.NameOf(of)}");
            if (field.Scalar is null)
                ThrowInvalid(0, $"field {field.Name} of type {field.Description}", "an integer, float or boolean of at most 64 bits");
            chosen[(int)of] = field;
        }

        if (Array.Exists(chosen, f => f is null))
            ThrowInvalid(0, header.Type.Description, $"fields {NpyEventFields.Expected}");
        return chosen!;
    }
}
