namespace NeuroKit.Events.Formats.Npy;

/// <summary>Writes events as the arrays t, x, y, p of an <c>.npz</c>. The columns wait in spools until all events are there.</summary>
internal sealed class NpzWriter : EventWriter
{
    private readonly TemporarySpool[] _columns = new TemporarySpool[NpyEventFields.Count];

    public NpzWriter(NpzFormat format, Stream output, string name, EventWriteOptions options)
        : base(format, output, name, options)
    {
        string folder = TemporarySpool.FolderFor(output);
        for (int i = 0; i < _columns.Length; i++)
            _columns[i] = new TemporarySpool(folder);
    }

    protected override void WriteEvents(EventSpan events)
    {
        Put(NpyEventField.T, events.T);
        Put(NpyEventField.X, events.X);
        Put(NpyEventField.Y, events.Y);
        Put(NpyEventField.P, events.P);
    }

    protected override void Finish()
    {
        var zip = new StoredZipWriter(Output);
        foreach (NpyEventField field in Enum.GetValues<NpyEventField>())
        {
            string descr = field switch { NpyEventField.T => "'<i8'", NpyEventField.P => "'|u1'", _ => "'<u2'" };
            zip.Add(NpyEventFields.NameOf(field) + ".npy", NpyHeaderText.Build(descr, EventsWritten), _columns[(int)field].Stream);
        }

        zip.Finish();
    }

    protected override void Dispose(bool disposing)
    {
        foreach (TemporarySpool column in _columns)
            column.Dispose();
    }

    private unsafe void Put<T>(NpyEventField field, ReadOnlySpan<T> values)
        where T : unmanaged
        => LittleEndian.Write(_columns[(int)field].ForWriting((long)values.Length * sizeof(T)), values);
}
