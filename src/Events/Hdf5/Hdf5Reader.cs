using System.Globalization;
using System.Text;
using NeuroKit.Events.Formats.Npy;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Hdf5;

/// <summary>Reads one recording of an HDF5 file, or several one after the other.</summary>
internal sealed class Hdf5Reader : NpyColumnReader
{
    private const int MostThreads = 8;

    private readonly Hdf5File _file;
    private readonly IReadOnlyList<Hdf5Recording> _recordings;
    private readonly int _threads;
    private readonly Dictionary<string, Hdf5Rows> _datasets = [];
    private readonly Hdf5Rows[] _rows = new Hdf5Rows[NpyEventFields.Count];
    private readonly Hdf5Column[] _columns = new Hdf5Column[NpyEventFields.Count];
    private int _next; // the recording to open next
    private long _left; // events of the present recording still to come
    private EventTotals? _totals;

    public Hdf5Reader(Hdf5Format format, EventSource source, EventReadOptions options)
        : base(format, source, options)
    {
        Hdf5Options own = options.Get<Hdf5Options>();
        _threads = own.Threads > 0 ? own.Threads : Math.Min(Environment.ProcessorCount, MostThreads);
        Hdf5Library.Enter().Dispose(); // where there is no library, that is what is wrong, and not the file
        bool wasTried = Hdf5Probe.Check(source.FilePath!, source.Name, own.ObjectPath ?? "/", own.Probing);
        if (!wasTried && own.Probing == Hdf5Probing.Automatic)
            Diagnostics.Note(null, "opened without having been tried in a helper process, as none can be started here; a damaged file could end this process");
        using Lock.Scope scope = Hdf5Library.Enter();
        _file = new Hdf5File(source.FilePath!, source.Name, source.Length ?? 0);
        try
        {
            _recordings = Choose(_file, own.ObjectPath);
            Remaining = _recordings.Sum(r => r.Events);
            SensorSize? size = options.SensorSize ?? (_recordings.Select(r => r.SensorSize).Distinct().Count() == 1 ? _recordings[0].SensorSize : null);
            Header = new EventHeader(format.Name, size, Text: Describe(_recordings));
            OpenNext();
        }
        catch
        {
            Close();
            throw;
        }
    }

    public override EventHeader Header { get; }

    public override EventTotals Totals => _totals ??= ComputeTotals();

    protected override string FloatTimesHint => "seconds unless an attribute t_unit says another unit";

    private Hdf5Layout Layout => _recordings[_next - 1].Layout;

    protected override int FetchEvents(int wanted)
    {
        while (true)
        {
            if (_left == 0)
            {
                using Lock.Scope scope = Hdf5Library.Enter();
                OpenNext();
                continue;
            }

            int count = (int)Math.Min(wanted, _left);
            Hdf5Rows? bad = null;
            foreach (Hdf5Rows rows in _datasets.Values)
            {
                int here = rows.Fetch(count);
                if (here == 0)
                    bad ??= rows;
                else
                    count = Math.Min(count, here);
            }

            if (bad is null)
                return count;
            RejectTruncation(null, bad.Fault!, string.Create(CultureInfo.InvariantCulture, $"{bad.Count} rows that can be read"));
            if (Options.Policy != EventReadPolicy.SkipBad)
                return 0;
            Skip((int)Math.Min(Math.Min(bad.FaultEnd - bad.Row, _left), int.MaxValue));
            if (Remaining == 0)
                return 0;
        }
    }

    protected override NpyColumn Column(NpyEventField field)
    {
        Hdf5Column column = _columns[(int)field];
        Hdf5Rows rows = _rows[(int)field];
        return new NpyColumn(rows.Window[column.Offset..], rows.RowBytes, column.Type);
    }

    protected override void Advance(int events)
    {
        foreach (Hdf5Rows rows in _datasets.Values)
            rows.Advance(events);
        _left -= events;
    }

    protected override int Convert(Span<long> times)
    {
        Hdf5Layout layout = Layout;
        if (layout.T.Type.Kind != NpyKind.Float && Scale(times, layout.Unit) is var bad && bad >= 0)
            return bad;
        if (layout.OffsetMicroseconds == 0)
            return -1;
        for (int i = 0; i < times.Length; i++)
        {
            long sum = unchecked(times[i] + layout.OffsetMicroseconds);
            if (((times[i] ^ sum) & (layout.OffsetMicroseconds ^ sum)) < 0)
                return i; // past 64 bits
            times[i] = sum;
        }

        return -1;
    }

    protected override long? OffsetOf(NpyEventField field, int index) => null;

    protected override string NameOf(NpyEventField field)
    {
        string dataset = _columns[(int)field].Dataset;
        return _datasets.Count == NpyEventFields.Count ? dataset : $"{dataset}: {NpyEventFields.NameOf(field)}";
    }

    // What is read comes through the library, which opens the file by itself.
    protected override ValueTask PrefetchAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    protected override void Dispose(bool disposing)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        Close();
    }

    private static IReadOnlyList<Hdf5Recording> Choose(Hdf5File file, string? objectPath)
    {
        IReadOnlyList<Hdf5Recording> found = Hdf5Survey.Run(file, Hdf5Text.Normal(objectPath ?? "/"), out IReadOnlyList<string> seen);
        if (found.Count == 0)
        {
            string others = seen.Count == 0 ? "no dataset" : "only " + string.Join(", ", seen);
            throw new InvalidEventDataException(file.Name, null, objectPath is null ? others : $"{others} under {objectPath}", Hdf5Names.Expected);
        }

        if (objectPath is not null || found.Count == 1)
            return found;
        const int MostListed = 12;
        string list = string.Join(", ", found.Take(MostListed)) + (found.Count > MostListed ? ", …" : "");
        throw new InvalidEventDataException(file.Name, null, $"{found.Count} recordings: {list}",
            "a choice: Hdf5Options.ObjectPath, on the command line --object PATH for one, a group's path for all in it, --object / for all of them, one after the other");
    }

    private static string Describe(IReadOnlyList<Hdf5Recording> recordings)
    {
        const int MostListed = 50;
        var text = new StringBuilder();
        foreach (Hdf5Recording recording in recordings.Take(MostListed))
            text.Append("object ").Append(recording).Append('\n');
        if (recordings.Count > MostListed)
            text.Append(CultureInfo.InvariantCulture, $"and {recordings.Count - MostListed} more\n");
        return text.ToString();
    }

    private static int Scale(Span<long> times, Hdf5TimeUnit unit)
    {
        long factor = unit switch { Hdf5TimeUnit.Milliseconds => 1_000, Hdf5TimeUnit.Seconds => 1_000_000, _ => 1 };
        if (unit == Hdf5TimeUnit.Nanoseconds)
        {
            for (int i = 0; i < times.Length; i++)
                times[i] = (times[i] / 1000) + (times[i] % 1000 is var rest && rest >= 500 ? 1 : rest < -500 ? -1 : 0);
        }
        else if (factor > 1)
        {
            for (int i = 0; i < times.Length; i++)
            {
                if (times[i] > long.MaxValue / factor || times[i] < long.MinValue / factor)
                    return i;
                times[i] *= factor;
            }
        }

        return -1;
    }

    // Opens the next recording with events in it. The library's lock is held.
    private void OpenNext()
    {
        while (_left == 0 && _next < _recordings.Count)
        {
            CloseDatasets();
            Hdf5Recording recording = _recordings[_next++];
            Hdf5Layout layout = recording.Layout;
            foreach ((NpyEventField field, Hdf5Column column) in new[] { NpyEventField.T, NpyEventField.X, NpyEventField.Y, NpyEventField.P }.Zip(layout.Columns))
            {
                if (!_datasets.TryGetValue(column.Dataset, out Hdf5Rows? rows))
                    _datasets.Add(column.Dataset, rows = new Hdf5Rows(_file, column.Dataset, _threads));
                if (rows.Count != column.Rows || column.Offset + column.Type.Size > rows.RowBytes)
                    ThrowInvalid(null, $"object {column.Dataset} with other rows than before", "a file that stays the same while it is read");
                _columns[(int)field] = column;
                _rows[(int)field] = rows;
            }

            FloatTimes = TimesOf(layout);
            if (layout.Columns.Any(c => c.Rows != recording.Events))
            {
                Reject(null, $"columns of different lengths: {string.Join(", ", layout.Columns.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Dataset} {c.Rows}")))}",
                    "equal ones");
            }

            _left = recording.Events;
        }
    }

    private NpyFloatTimes TimesOf(Hdf5Layout layout)
    {
        if (layout.T.Type.Kind != NpyKind.Float || layout.Unit is Hdf5TimeUnit.Unsaid or Hdf5TimeUnit.Seconds)
            return NpyFloatTimes.Seconds;
        if (layout.Unit == Hdf5TimeUnit.Microseconds)
            return NpyFloatTimes.Microseconds;
        ThrowInvalid(null, $"object {layout.T.Dataset} with floats in {layout.Unit.ToString().ToLowerInvariant()}", "floats in seconds or microseconds, or whole numbers");
        return default;
    }

    private EventTotals ComputeTotals()
    {
        long count = _recordings.Sum(r => r.Events);
        bool exact = Options.Policy == EventReadPolicy.Strict; // else bad events may be left out
        if (count == 0)
            return new EventTotals(0, Exact: exact);
        // The first and last time cost a chunk each: little for a long recording, as much as reading it for a short one.
        Hdf5Rows times = _rows[(int)NpyEventField.T];
        if (_recordings.Count > 1 || EventsRead > 0 || times.Steps is > 1 and < 8)
            return new EventTotals(count, Exact: exact);
        try
        {
            return new EventTotals(count, TimeAt(times, 0), TimeAt(times, count - 1), exact);
        }
        catch (Hdf5Exception)
        {
            return new EventTotals(count); // reading will say what is wrong
        }
    }

    private long? TimeAt(Hdf5Rows rows, long row)
    {
        Hdf5Column column = _columns[(int)NpyEventField.T];
        byte[] bytes = new byte[rows.RowBytes];
        if (!rows.TryReadAt(row, bytes))
            return null;
        Span<long> time = [TimeOf(bytes.AsSpan(column.Offset), column.Type) ?? 0];
        return TimeOf(bytes.AsSpan(column.Offset), column.Type) is not null && Convert(time) < 0 ? time[0] : null;
    }

    private void CloseDatasets()
    {
        foreach (Hdf5Rows rows in _datasets.Values)
            rows.Dispose();
        _datasets.Clear();
    }

    private void Close()
    {
        CloseDatasets();
        _file.Dispose();
    }
}
