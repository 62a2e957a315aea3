using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using NeuroKit.Events.Internals;
using NeuroKit.Events.IO;

namespace NeuroKit.Events;

/// <summary>
/// Reads one recording from start to end. A format implements <see cref="ReadEvents"/> and <see cref="Header"/>; everything else
/// (whole recordings, batches, windows, asynchronous faces, statistics, conversion) is written once on top. Works on sources that cannot
/// seek. Not thread-safe.
/// </summary>
[DebuggerDisplay("{Header.Format} {Name}, {EventsRead} events read")]
public abstract partial class EventReader : IDisposable
{
    private readonly EventFormat? _format;
    private readonly EventReader? _inner; // what a reader of a part reads from: it does the work, over the same source
    private List<SidePacket>? _sidePackets;
    private long? _returnTo; // a second reader over a source that another owns: where that one goes on
    private long _previousTime = long.MinValue;

    /// <summary>Makes a reader over a source, which it owns from now on.</summary>
    /// <param name="format">The format that opens such recordings again.</param>
    /// <param name="source">The bytes, at the recording's start or behind the header.</param>
    /// <param name="options">How to read.</param>
    protected EventReader(EventFormat format, EventSource source, EventReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(source);
        _format = format;
        Source = source;
        Options = options;
        Name = source.Name;
        Diagnostics = new EventDiagnostics();
    }

    /// <summary>Makes a reader that gives a part of what another gives, which it owns from now on.</summary>
    private protected EventReader(EventReader inner)
    {
        _inner = inner;
        Source = inner.Source;
        Options = inner.Options;
        Name = inner.Name;
        Diagnostics = inner.Diagnostics;
    }

    /// <summary>What the recording says of itself.</summary>
    public abstract EventHeader Header { get; }

    /// <summary>The file's path or a name for the stream.</summary>
    public string Name { get; }

    /// <summary>
    /// The size that the events' coordinates are within: the header's, turned where <see cref="EventReadOptions.Orientation"/> turns the
    /// events; null where unknown.
    /// </summary>
    public SensorSize? OrientedSensorSize => Header.SensorSize is { } size ? (Options.Orientation ?? Orientation.None).Apply(size) : null;

    /// <summary>How the recording is read.</summary>
    public EventReadOptions Options { get; }

    /// <summary>What was skipped and noticed so far.</summary>
    public EventDiagnostics Diagnostics { get; }

    /// <summary>Events read so far.</summary>
    public long EventsRead { get; private set; }

    /// <summary>Length of the source in bytes; null where it cannot be known beforehand (a pipe).</summary>
    public long? ByteLength => Source.Length;

    /// <summary>Bytes of the source behind the reader so far.</summary>
    public long BytesRead => Source.Position;

    /// <summary>What the format knows of the whole recording cheaply (from lengths and a few reads, without decoding).</summary>
    public virtual EventTotals Totals => EventTotals.Unknown;

    /// <summary>Whether the recording can be read again from its start (<see cref="Reopen"/>).</summary>
    public virtual bool CanReopen => Source.CanSeek;

    /// <summary>The bytes.</summary>
    protected EventSource Source { get; }

    /// <summary>
    /// Set by a format in <see cref="ReadEvents"/> when it knows that no event it appended is earlier than the one before it, because it
    /// looked already; otherwise the base class looks.
    /// </summary>
    protected bool KnownInOrder { get; set; }

    /// <summary>Whether the reader was disposed.</summary>
    protected bool IsDisposed { get; private set; }

    /// <summary>
    /// Refills a buffer: forgets what it holds and reads the next events, at most <see cref="EventBuffer.Capacity"/>.
    /// </summary>
    /// <param name="into">The buffer.</param>
    /// <returns>How many events were read; 0 at the end and only there.</returns>
    /// <exception cref="InvalidEventDataException">The content contradicts its format, under <see cref="EventReadPolicy.Strict"/>.</exception>
    public int Read(EventBuffer into)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (into.Capacity == 0)
            throw new ArgumentException("The buffer has no room for an event: it wraps empty arrays or was disposed.", nameof(into));
        into.Clear();
        return Append(into);
    }

    /// <summary>The side packets read since the last call, when <see cref="EventReadOptions.CollectSidePackets"/> is set.</summary>
    public IReadOnlyList<SidePacket> TakeSidePackets()
    {
        if (_inner is not null)
            return _inner.TakeSidePackets();
        List<SidePacket>? taken = _sidePackets;
        _sidePackets = null;
        return (IReadOnlyList<SidePacket>?)taken ?? [];
    }

    /// <summary>
    /// A second reader of the same recording from its start, over the same source: this one must not be read until that one is disposed,
    /// goes on then where it stood, and owns the source still. For pre-passes.
    /// </summary>
    /// <exception cref="NotSupportedException">The source cannot seek.</exception>
    public virtual EventReader Reopen()
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        if (!CanReopen || _format is null)
            throw new NotSupportedException($"{Name}: this source cannot seek, so it cannot be read twice.");
        long position = Source.Position;
        Source.Seek(0);
        try
        {
            EventReader again = _format.Open(Source, Options);
            again._returnTo = position;
            return again;
        }
        catch
        {
            Source.Seek(position);
            throw;
        }
    }

    /// <summary>Closes the source.</summary>
    public void Dispose()
    {
        if (IsDisposed)
            return;
        IsDisposed = true;
        Dispose(disposing: true);
        if (_inner is not null)
            _inner.Dispose();
        else if (_returnTo is { } position)
            Source.Seek(position);
        else
            Source.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Header.Format} {Name}";

    /// <summary>
    /// Appends the next events to a buffer's free room (<see cref="EventBuffer.FreeColumns"/>, then <see cref="EventBuffer.Advance"/>):
    /// at least one unless the recording ends, at most what fits.
    /// </summary>
    /// <param name="into">The buffer; it has free room.</param>
    /// <returns>How many events were appended; 0 at the end and only there.</returns>
    protected abstract int ReadEvents(EventBuffer into);

    /// <summary>Frees what a format holds beyond the source.</summary>
    /// <param name="disposing">True.</param>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>
    /// Reports content that contradicts the format: throws under <see cref="EventReadPolicy.Strict"/>, else notes it. The caller then ends
    /// (<see cref="EventReadPolicy.KeepWhole"/>) or finds its footing again (<see cref="EventReadPolicy.SkipBad"/>).
    /// </summary>
    /// <param name="byteOffset">Where, in bytes from the start; null where the format does not tell.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    protected void Reject(long? byteOffset, string found, string expected)
    {
        if (Options.Policy == EventReadPolicy.Strict)
            ThrowInvalid(byteOffset, found, expected);
        Diagnostics.Note(byteOffset, $"found {found}; expected {expected}");
    }

    /// <summary>Reports that the recording ends in the middle of something; see <see cref="Reject"/>.</summary>
    /// <param name="byteOffset">Where the incomplete thing begins.</param>
    /// <param name="found">What is left of it.</param>
    /// <param name="expected">What would be whole.</param>
    protected void RejectTruncation(long? byteOffset, string found, string expected)
    {
        Diagnostics.IsTruncated = true;
        Reject(byteOffset, found, expected);
    }

    /// <summary>Throws <see cref="InvalidEventDataException"/> whatever the policy: nothing of the recording can be used.</summary>
    /// <param name="byteOffset">Where.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    [DoesNotReturn]
    protected void ThrowInvalid(long? byteOffset, string found, string expected)
        => throw new InvalidEventDataException(Name, byteOffset, found, expected);

    /// <summary>Keeps a side packet where the caller asked for them; otherwise does nothing. Formats count them in <see cref="Diagnostics"/> besides.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="timeMicroseconds">Its time.</param>
    /// <param name="typeCode">The format's type number.</param>
    /// <param name="payload">Its bytes.</param>
    protected void KeepSidePacket(SidePacketKind kind, long timeMicroseconds, int typeCode, ReadOnlySpan<byte> payload)
    {
        if (Options.CollectSidePackets)
            (_sidePackets ??= []).Add(new SidePacket(kind, timeMicroseconds, typeCode, payload.ToArray()));
    }

    internal int Append(EventBuffer into)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        int before = into.Count;
        KnownInOrder = false;
        int read = ReadEvents(into);
        if (read > 0)
        {
            if (_inner is null && Options.Orientation is { IsIdentity: false } orientation)
                Orient(into.HeldColumns().Slice(before), orientation);
            ReadOnlySpan<long> t = into.Span.T[before..];
            if (!KnownInOrder)
                Diagnostics.StepsBack += TimeColumn.CountStepsBack(t, _previousTime);
            _previousTime = t[^1];
            EventsRead += read;
        }

        return read;
    }

    private void Orient(EventColumns events, Orientation orientation)
    {
        // Exchanging the axes needs no size; turning one round does.
        SensorSize size = Header.SensorSize
            ?? (orientation is { FlipX: false, FlipY: false } ? new SensorSize(1, 1) : throw new SensorSizeUnknownException(Name, Header.Format));
        orientation.Apply(events, size);
    }
}
