using System.Buffers;
using System.Diagnostics;
using NeuroKit.Events.Internals;

namespace NeuroKit.Events;

/// <summary>
/// Owns the columns of some events: pooled arrays that a reader refills (<see cref="EventReader.Read"/>) or that grow to hold a whole
/// recording. Not thread-safe. Dispose returns the arrays to the pool; a span taken before must not be used after.
/// </summary>
[DebuggerDisplay("{Count} events (room for {Capacity})")]
public sealed class EventBuffer : IDisposable
{
    /// <summary>Default room: a chunk whose columns and source bytes stay in a core's second-level cache.</summary>
    public const int DefaultCapacity = 4096;

    internal const int MaxCapacity = 0x7FFF_FFC7 / sizeof(long); // longest array of 64-bit times in 2 GiB

    private long[] _t;
    private ushort[] _x;
    private ushort[] _y;
    private byte[] _p;
    private readonly bool _pooled;
    private bool _disposed;

    /// <summary>Rents room for events.</summary>
    /// <param name="capacity">Room in events, at least 1; a stream's chunk is never larger than this.</param>
    public EventBuffer(int capacity = DefaultCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, MaxCapacity);
        _pooled = true;
        Capacity = capacity;
        _t = ArrayPool<long>.Shared.Rent(capacity);
        _x = ArrayPool<ushort>.Shared.Rent(capacity);
        _y = ArrayPool<ushort>.Shared.Rent(capacity);
        _p = ArrayPool<byte>.Shared.Rent(capacity);
    }

    private EventBuffer(long[] t, ushort[] x, ushort[] y, byte[] p)
    {
        _t = t;
        _x = x;
        _y = y;
        _p = p;
        Count = Capacity = t.Length;
    }

    /// <summary>Looks at a user's own arrays as a full buffer; nothing is copied and dispose leaves them alone.</summary>
    /// <param name="t">Times in microseconds.</param>
    /// <param name="x">Columns of the sensor.</param>
    /// <param name="y">Rows of the sensor.</param>
    /// <param name="p">Polarities, 1 = ON, 0 = OFF.</param>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    public static EventBuffer Wrap(long[] t, ushort[] x, ushort[] y, byte[] p)
    {
        ArgumentNullException.ThrowIfNull(t);
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(p);
        if (x.Length != t.Length || y.Length != t.Length || p.Length != t.Length)
            ThrowHelper.ColumnsDiffer(t.Length, x.Length, y.Length, p.Length);
        return new EventBuffer(t, x, y, p);
    }

    /// <summary>Events held.</summary>
    public int Count { get; private set; }

    /// <summary>Room in events. A reader fills at most this much at a time.</summary>
    public int Capacity { get; private set; }

    /// <summary>The events held.</summary>
    public EventSpan Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return new EventSpan(_t.AsSpan(0, Count), _x.AsSpan(0, Count), _y.AsSpan(0, Count), _p.AsSpan(0, Count));
        }
    }

    /// <summary>The events held, so that a buffer goes wherever an <see cref="EventSpan"/> does.</summary>
    /// <param name="buffer">The buffer.</param>
    public static implicit operator EventSpan(EventBuffer buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        return buffer.Span;
    }

    /// <summary>Forgets the events; the room stays.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds one event, growing if needed.</summary>
    /// <param name="e">The event.</param>
    public void Add(Event e)
    {
        EnsureFree(1);
        _t[Count] = e.T;
        _x[Count] = e.X;
        _y[Count] = e.Y;
        _p[Count] = e.P;
        Count++;
    }

    /// <summary>Adds events, growing if needed.</summary>
    /// <param name="events">The events; not of this buffer.</param>
    public void Append(EventSpan events)
    {
        EnsureFree(events.Length);
        events.T.CopyTo(_t.AsSpan(Count));
        events.X.CopyTo(_x.AsSpan(Count));
        events.Y.CopyTo(_y.AsSpan(Count));
        events.P.CopyTo(_p.AsSpan(Count));
        Count += events.Length;
    }

    /// <summary>A new buffer with the events of <c>startMicroseconds ≤ t &lt; endMicroseconds</c> in file order, whatever that order is.</summary>
    /// <param name="startMicroseconds">First time inside.</param>
    /// <param name="endMicroseconds">First time outside.</param>
    public EventBuffer CopyTimeRange(long startMicroseconds, long endMicroseconds)
    {
        EventSpan all = Span;
        if (all.IsTimeOrdered())
            return all.SliceTime(startMicroseconds, endMicroseconds).ToBuffer();
        var copy = new EventBuffer();
        for (int i = 0; i < all.Length; i++)
        {
            if (all.T[i] >= startMicroseconds && all.T[i] < endMicroseconds)
                copy.Add(all[i]);
        }

        return copy;
    }

    /// <summary>Sorts the events by time; events of one time keep their order.</summary>
    public void SortByTime()
    {
        EventSpan all = Span;
        if (all.IsTimeOrdered())
            return;
        int[] order = new int[Count];
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        long[] t = _t;
        Array.Sort(order, (a, b) => t[a] != t[b] ? t[a].CompareTo(t[b]) : a.CompareTo(b));
        using EventBuffer copy = all.ToBuffer();
        for (int i = 0; i < order.Length; i++)
        {
            int from = order[i];
            _t[i] = copy._t[from];
            _x[i] = copy._x[from];
            _y[i] = copy._y[from];
            _p[i] = copy._p[from];
        }
    }

    /// <summary>The free room after <see cref="Count"/>: a reader writes events there, then calls <see cref="Advance"/>.</summary>
    public EventColumns FreeColumns()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        int free = Capacity - Count;
        return new EventColumns(_t.AsSpan(Count, free), _x.AsSpan(Count, free), _y.AsSpan(Count, free), _p.AsSpan(Count, free));
    }

    /// <summary>The events held, to be changed in place.</summary>
    internal EventColumns HeldColumns()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new EventColumns(_t.AsSpan(0, Count), _x.AsSpan(0, Count), _y.AsSpan(0, Count), _p.AsSpan(0, Count));
    }

    /// <summary>Counts events that were written into <see cref="FreeColumns"/>.</summary>
    /// <param name="count">How many.</param>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Capacity - Count);
        Count += count;
    }

    /// <summary>Makes room for more events without changing those held.</summary>
    /// <param name="events">Free room wanted.</param>
    /// <exception cref="InvalidOperationException">One array cannot hold that many events, or the buffer wraps a user's arrays.</exception>
    public void EnsureFree(int events)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        if (Capacity - Count >= events)
            return;
        if (!_pooled)
            throw new InvalidOperationException("This buffer wraps arrays of yours and cannot grow; use new EventBuffer().");
        long wanted = Math.Max((long)Count + events, Math.Min(2L * Capacity, MaxCapacity));
        if (wanted > MaxCapacity)
            throw new InvalidOperationException($"A buffer holds at most {MaxCapacity} events; read in batches instead (ReadBatches).");
        Capacity = (int)wanted;
        _t = Grow(_t, Capacity, Count);
        _x = Grow(_x, Capacity, Count);
        _y = Grow(_y, Capacity, Count);
        _p = Grow(_p, Capacity, Count);
    }

    /// <summary>Returns the arrays to the pool.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Count = Capacity = 0;
        if (!_pooled)
            return;
        ArrayPool<long>.Shared.Return(_t);
        ArrayPool<ushort>.Shared.Return(_x);
        ArrayPool<ushort>.Shared.Return(_y);
        ArrayPool<byte>.Shared.Return(_p);
        _t = [];
        _x = _y = [];
        _p = [];
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Count} events";

    private static T[] Grow<T>(T[] old, int capacity, int count)
    {
        if (old.Length >= capacity)
            return old;
        T[] grown = ArrayPool<T>.Shared.Rent(capacity);
        old.AsSpan(0, count).CopyTo(grown);
        ArrayPool<T>.Shared.Return(old);
        return grown;
    }
}
