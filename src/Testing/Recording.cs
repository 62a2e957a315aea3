using System.Diagnostics;
using System.Globalization;
using System.Text;
using NeuroKit.Events;

namespace NeuroKit.Testing;

/// <summary>A generated recording: a sensor's size and events, which need be neither in order nor inside the sensor. Immutable.</summary>
[DebuggerDisplay("{Count} events on {Size}")]
public sealed class Recording
{
    private const int EventsShown = 24;

    private readonly long[] _t;
    private readonly ushort[] _x;
    private readonly ushort[] _y;
    private readonly byte[] _p;

    /// <summary>Makes a recording of copies of four columns.</summary>
    /// <param name="size">The sensor.</param>
    /// <param name="events">The events.</param>
    public Recording(SensorSize size, EventSpan events)
        : this(size, events.T.ToArray(), events.X.ToArray(), events.Y.ToArray(), events.P.ToArray())
    {
    }

    internal Recording(SensorSize size, long[] t, ushort[] x, ushort[] y, byte[] p)
    {
        Size = size;
        _t = t;
        _x = x;
        _y = y;
        _p = p;
    }

    /// <summary>The sensor.</summary>
    public SensorSize Size { get; }

    /// <summary>Number of events.</summary>
    public int Count => _t.Length;

    /// <summary>The events, in file order.</summary>
    public EventSpan Events => new(_t, _x, _y, _p);

    /// <summary>Whether no event is earlier than the one before it.</summary>
    public bool IsTimeOrdered => Events.IsTimeOrdered();

    /// <summary>Whether an event is one that binning accepts: inside the sensor, of polarity 0 or 1.</summary>
    /// <param name="e">The event.</param>
    public bool IsInside(Event e) => e.X < Size.Width && e.Y < Size.Height && e.P <= 1;

    /// <summary>Index of the first event outside the sensor or of a polarity above 1; −1 where there is none.</summary>
    public int FirstOutside()
    {
        for (int i = 0; i < Count; i++)
        {
            if (!IsInside(Events[i]))
                return i;
        }

        return -1;
    }

    /// <summary>The recording without the events that binning would not accept.</summary>
    public Recording WithoutOutside() => Pick(Enumerable.Range(0, Count).Where(i => IsInside(Events[i])));

    /// <summary>The recording sorted by time; events of one time keep their order.</summary>
    public Recording SortedByTime() => Pick(Enumerable.Range(0, Count).OrderBy(i => _t[i]));

    /// <summary>The recording with each time replaced by the latest one so far.</summary>
    public Recording WithRunningMaximum()
    {
        long[] t = [.. _t];
        for (int i = 1; i < t.Length; i++)
            t[i] = Math.Max(t[i], t[i - 1]);
        return new Recording(Size, t, _x, _y, _p);
    }

    /// <summary>The events at some indices, in that order.</summary>
    /// <param name="indices">The indices, each 0 … <see cref="Count"/> − 1.</param>
    public Recording Pick(IEnumerable<int> indices)
    {
        ArgumentNullException.ThrowIfNull(indices);
        int[] from = [.. indices];
        return new Recording(
            Size, Array.ConvertAll(from, i => _t[i]), Array.ConvertAll(from, i => _x[i]), Array.ConvertAll(from, i => _y[i]), Array.ConvertAll(from, i => _p[i]));
    }

    /// <summary>The sensor and the events, the first two dozen one by one: what FsCheck shows of a failing case.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Count} events (t x y p) on {Size}:");
        for (int i = 0; i < Math.Min(Count, EventsShown); i++)
            text.Append(CultureInfo.InvariantCulture, $" ({_t[i]} {_x[i]} {_y[i]} {_p[i]})");
        if (Count > EventsShown)
            text.Append(CultureInfo.InvariantCulture, $" … ({_t[^1]} {_x[^1]} {_y[^1]} {_p[^1]})");
        return text.ToString();
    }
}
