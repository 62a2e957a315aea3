using System.Diagnostics;
using NeuroKit.Events.Internals;
using NeuroKit.Events.IO;

namespace NeuroKit.Events;

/// <summary>
/// Writes one recording. <see cref="Complete"/> finishes it; disposed before that, a file is not left behind. Checks every event against
/// what the format can hold and names the first that it cannot. Not thread-safe.
/// </summary>
[DebuggerDisplay("{Format} {Name}, {EventsWritten} events")]
public abstract class EventWriter : IDisposable
{
    private AtomicFile? _file;
    private long _previousTime = long.MinValue;
    private bool _completed;
    private bool _disposed;

    /// <summary>Makes a writer.</summary>
    /// <param name="format">The format written.</param>
    /// <param name="output">Where it goes; stays open.</param>
    /// <param name="name">A name for messages.</param>
    /// <param name="options">How to write.</param>
    protected EventWriter(EventFormat format, Stream output, string name, EventWriteOptions options)
    {
        Format = format;
        Output = output;
        Name = name;
        Options = options;
        Capabilities = format.Capabilities;
    }

    /// <summary>The format written.</summary>
    public EventFormat Format { get; }

    /// <summary>The file's path or a name for the stream.</summary>
    public string Name { get; }

    /// <summary>Events written so far.</summary>
    public long EventsWritten { get; private set; }

    /// <summary>How the recording is written.</summary>
    protected EventWriteOptions Options { get; }

    /// <summary>Where the bytes go.</summary>
    protected Stream Output { get; }

    /// <summary>What can be held; a layout chosen by options may narrow what the format says.</summary>
    protected EventFormatCapabilities Capabilities { get; init; }

    /// <summary>What a message about a coordinate says behind the format's name: which layout has the limit, and what gives another.</summary>
    private protected virtual string CoordinateRemedy => "";

    /// <summary>Writes events.</summary>
    /// <param name="events">The events.</param>
    /// <exception cref="UnrepresentableEventException">The format cannot hold an event; those before it in this call may be written.</exception>
    public void Write(EventSpan events)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_completed)
            throw new InvalidOperationException($"{Name}: the recording is complete; nothing can be added.");
        Check(events);
        WriteEvents(events);
        EventsWritten += events.Length;
    }

    /// <summary>Finishes the recording: a file now appears under its name.</summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_completed)
            return;
        Finish();
        _completed = true;
        Output.Flush();
        _file?.Commit();
    }

    /// <summary>Frees what the writer holds; a file that is not complete is removed.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Dispose(disposing: true);
        _file?.Dispose();
        GC.SuppressFinalize(this);
    }

    internal void Own(AtomicFile file) => _file = file;

    /// <summary>Writes events that were checked against <see cref="Capabilities"/>.</summary>
    /// <param name="events">The events.</param>
    protected abstract void WriteEvents(EventSpan events);

    /// <summary>Writes what comes after the last event (counts, directories).</summary>
    protected virtual void Finish()
    {
    }

    /// <summary>Frees what a format holds beyond the output.</summary>
    /// <param name="disposing">True.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    private void Check(EventSpan events)
    {
        EventFormatCapabilities can = Capabilities;
        if (events.IsEmpty)
            return;
        (long min, long max) = TimeColumn.Range(events.T);
        bool ordered = !can.RequiresTimeOrder || (events.T[0] >= _previousTime && events.IsTimeOrdered());
        if (ordered && min >= can.MinTime && max <= can.MaxTime && CoordinateColumn.Max(events.X) <= can.MaxX
            && CoordinateColumn.Max(events.Y) <= can.MaxY && CoordinateColumn.Max(events.P) <= 1)
        {
            _previousTime = events.T[^1];
            return;
        }

        // Some event does not fit: which is the first?
        for (int i = 0; i < events.Length; i++)
        {
            long t = events.T[i];
            if (events.X[i] > can.MaxX)
                Throw(i, events, $"x ≤ {can.MaxX} in {Format.Name}{CoordinateRemedy}");
            if (events.Y[i] > can.MaxY)
                Throw(i, events, $"y ≤ {can.MaxY} in {Format.Name}{CoordinateRemedy}");
            if (events.P[i] > 1)
                Throw(i, events, "polarity 0 or 1");
            if (t < can.MinTime || t > can.MaxTime)
                Throw(i, events, $"{can.MinTime} ≤ t ≤ {can.MaxTime} µs in {Format.Name}");
            if (can.RequiresTimeOrder && t < _previousTime)
                Throw(i, events, $"a time that is not before {_previousTime} in {Format.Name}; sort the events first");
            _previousTime = t;
        }
    }

    private void Throw(int index, EventSpan events, string limit)
        => throw new UnrepresentableEventException(Name, EventsWritten + index, events[index], limit);
}
