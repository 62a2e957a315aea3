using System.Globalization;

namespace NeuroKit.Events.Hdf5;

/// <summary>Writes events as <c>/events/{t, x, y, p}</c>: into a temporary file, for the library writes files only, and from there to its place.</summary>
internal sealed class Hdf5EventWriter : EventWriter
{
    private const int ChunkEvents = 1 << 16;

    private readonly Hdf5OutputFile _file;
    private readonly Hdf5OutputDataset[] _columns;

    public Hdf5EventWriter(Hdf5Format format, Stream output, string name, EventWriteOptions options)
        : base(format, output, name, options)
    {
        Hdf5WriteOptions own = options.Get<Hdf5WriteOptions>();
        ArgumentOutOfRangeException.ThrowIfNegative(own.Level, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(own.Level, 9, nameof(options));
        _file = new Hdf5OutputFile(Hdf5Spool.FolderFor(output), name);
        try
        {
            _file.CreateGroup("/events");
            if (options.SensorSize is { } size)
            {
                _file.SetAttribute("/events", "width", size.Width);
                _file.SetAttribute("/events", "height", size.Height);
            }

            _file.SetAttribute("/events", "t_unit", "us");
            if (own.SourceSha256 is { } digest)
                _file.SetAttribute("/events", "source_sha256", digest);
            if (options.Start is { } start)
                _file.SetAttribute("/events", "start", start.ToString("O", CultureInfo.InvariantCulture));
            if (options.Comments.Count > 0)
                _file.SetAttribute("/events", "comments", string.Join('\n', options.Comments));
            _columns =
            [
                _file.CreateDataset("/events/t", Hdf5ElementType.Int64, [0], [ChunkEvents], own.Level),
                _file.CreateDataset("/events/x", Hdf5ElementType.UInt16, [0], [ChunkEvents], own.Level),
                _file.CreateDataset("/events/y", Hdf5ElementType.UInt16, [0], [ChunkEvents], own.Level),
                _file.CreateDataset("/events/p", Hdf5ElementType.UInt8, [0], [ChunkEvents], own.Level),
            ];
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    protected override void WriteEvents(EventSpan events)
    {
        if (events.IsEmpty)
            return;
        long[] at = [EventsWritten];
        long[] count = [events.Length];
        _columns[0].Write(events.T, at, count);
        _columns[1].Write(events.X, at, count);
        _columns[2].Write(events.Y, at, count);
        _columns[3].Write(events.P, at, count);
    }

    protected override void Finish() => _file.Finish(Output);

    protected override void Dispose(bool disposing) => _file.Dispose();
}
