using NeuroKit.Events.Internals;

namespace NeuroKit.Events;

/// <summary>
/// Events in memory as four columns of one length. Everything that consumes events takes this type, so arrays of a user's own serve
/// as well as a reader's buffers: nothing is copied.
/// </summary>
public readonly ref struct EventSpan
{
    /// <summary>Looks at four columns as events.</summary>
    /// <param name="t">Times in microseconds.</param>
    /// <param name="x">Columns of the sensor.</param>
    /// <param name="y">Rows of the sensor.</param>
    /// <param name="p">Polarities, 1 = ON, 0 = OFF.</param>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public EventSpan(ReadOnlySpan<long> t, ReadOnlySpan<ushort> x, ReadOnlySpan<ushort> y, ReadOnlySpan<byte> p)
    {
        if (x.Length != t.Length || y.Length != t.Length || p.Length != t.Length)
            ThrowHelper.ColumnsDiffer(t.Length, x.Length, y.Length, p.Length);
        T = t;
        X = x;
        Y = y;
        P = p;
    }

    /// <summary>Times in microseconds.</summary>
    public ReadOnlySpan<long> T { get; }

    /// <summary>Columns of the sensor (the file's raw field).</summary>
    public ReadOnlySpan<ushort> X { get; }

    /// <summary>Rows of the sensor (the file's raw field).</summary>
    public ReadOnlySpan<ushort> Y { get; }

    /// <summary>Polarities, 1 = ON, 0 = OFF.</summary>
    public ReadOnlySpan<byte> P { get; }

    /// <summary>Number of events.</summary>
    public int Length => T.Length;

    /// <summary>Whether there is no event.</summary>
    public bool IsEmpty => T.IsEmpty;

    /// <summary>The event at <paramref name="index"/>.</summary>
    /// <param name="index">0 … <see cref="Length"/> − 1.</param>
    public Event this[int index] => new(T[index], X[index], Y[index], P[index]);

    /// <summary>The events from <paramref name="start"/> on.</summary>
    /// <param name="start">First event.</param>
    public EventSpan Slice(int start) => Slice(start, Length - start);

    /// <summary><paramref name="length"/> events from <paramref name="start"/> on. Also what a range (<c>events[2..5]</c>) calls.</summary>
    /// <param name="start">First event.</param>
    /// <param name="length">Number of events.</param>
    public EventSpan Slice(int start, int length)
        => new(T.Slice(start, length), X.Slice(start, length), Y.Slice(start, length), P.Slice(start, length));

    /// <summary>
    /// The events with <c>startMicroseconds ≤ t &lt; endMicroseconds</c>, by binary search: times must not step back
    /// (<see cref="IsTimeOrdered"/>); where they may, use <see cref="EventBuffer.CopyTimeRange"/>.
    /// </summary>
    /// <param name="startMicroseconds">First time inside.</param>
    /// <param name="endMicroseconds">First time outside.</param>
    public EventSpan SliceTime(long startMicroseconds, long endMicroseconds)
    {
        int start = LowerBound(startMicroseconds);
        int end = Math.Max(start, LowerBound(endMicroseconds));
        return Slice(start, end - start);
    }

    /// <summary>Index of the first event at or after a time (<see cref="Length"/> where there is none); times must not step back.</summary>
    /// <param name="timeMicroseconds">The time.</param>
    public int LowerBound(long timeMicroseconds) => TimeColumn.LowerBound(T, timeMicroseconds);

    /// <summary>Whether no event is earlier than the one before it.</summary>
    public bool IsTimeOrdered() => TimeColumn.FirstStepBack(T) < 0;

    /// <summary>Index of the first event that is earlier than the one before it; −1 where there is none.</summary>
    public int FirstStepBack() => TimeColumn.FirstStepBack(T);

    /// <summary>Copies the events into a new buffer.</summary>
    public EventBuffer ToBuffer()
    {
        var buffer = new EventBuffer(Math.Max(1, Length));
        buffer.Append(this);
        return buffer;
    }

    /// <summary>Enumerates the events one by one; for speed use the columns.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Enumerator over an <see cref="EventSpan"/>.</summary>
    public ref struct Enumerator
    {
        private readonly EventSpan _events;
        private int _index = -1;

        internal Enumerator(EventSpan events) => _events = events;

        /// <summary>The current event.</summary>
        public readonly Event Current => _events[_index];

        /// <summary>Moves to the next event.</summary>
        public bool MoveNext() => ++_index < _events.Length;
    }
}
