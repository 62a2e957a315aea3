namespace NeuroKit.Events;

/// <summary>Writable columns of an <see cref="EventBuffer"/>'s free room, which a reader fills before <see cref="EventBuffer.Advance"/>.</summary>
public readonly ref struct EventColumns
{
    internal EventColumns(Span<long> t, Span<ushort> x, Span<ushort> y, Span<byte> p)
    {
        T = t;
        X = x;
        Y = y;
        P = p;
    }

    /// <summary>Times in microseconds.</summary>
    public Span<long> T { get; }

    /// <summary>Columns of the sensor.</summary>
    public Span<ushort> X { get; }

    /// <summary>Rows of the sensor.</summary>
    public Span<ushort> Y { get; }

    /// <summary>Polarities, 1 = ON, 0 = OFF.</summary>
    public Span<byte> P { get; }

    /// <summary>Room, in events.</summary>
    public int Length => T.Length;

    /// <summary>The room from <paramref name="start"/> on.</summary>
    /// <param name="start">First slot.</param>
    public EventColumns Slice(int start) => new(T[start..], X[start..], Y[start..], P[start..]);

    /// <summary><paramref name="length"/> slots from <paramref name="start"/> on.</summary>
    /// <param name="start">First slot.</param>
    /// <param name="length">Number of slots.</param>
    public EventColumns Slice(int start, int length)
        => new(T.Slice(start, length), X.Slice(start, length), Y.Slice(start, length), P.Slice(start, length));
}
