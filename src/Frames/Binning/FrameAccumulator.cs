using System.Buffers;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Bins events chunk by chunk by one rule and hands each frame over when it is complete: live streams go through it as whole recordings
/// do, and how the events are cut into chunks changes nothing. Not thread-safe.
/// </summary>
public sealed class FrameAccumulator : IEventSink
{
    private const long MaxOpenBytes = 1L << 30; // counts of overlapping windows held at a time

    private readonly FramePlan _plan;
    private readonly FrameHandler _frameReady;
    private readonly FrameOptions _options;
    private readonly int _cells;
    private readonly List<OpenFrame> _open = []; // consecutive windows, oldest first; one at most unless windows overlap
    private readonly Stack<OpenFrame> _free = new();
    private OpenFrame? _held; // closed, but events exactly at its end may still belong to it (FramePlan.LastTakesItsEnd)
    private EventBuffer? _scratch;
    private long _next;
    private long _index;
    private long _previousTime = long.MinValue;
    private long _lastPosition = long.MaxValue; // a later event would open a frame too many
    private bool _begun;
    private bool _completed;

    internal FrameAccumulator(FramePlan plan, SensorSize size, FrameHandler frameReady, FrameOptions options)
    {
        if (size.IsDefault)
            throw new ArgumentException("default(SensorSize) is no size; give width and height.", nameof(size));
        long cells = 2 * size.Pixels;
        if (cells > Array.MaxLength)
            throw new ArgumentException($"A sensor of {size} has {cells} cells a frame; at most {Array.MaxLength} fit.", nameof(size));
        if (options.Order == EventOrderHandling.Sort)
            throw new ArgumentException("Sorting needs the whole recording: read and sort it first (EventBuffer.SortByTime), or bin a reader or a span.", nameof(options));
        _plan = plan;
        _frameReady = frameReady;
        _options = options;
        if (plan.FrameCount > MaxFrames)
            ThrowTooMany(plan.FrameCount);
        if (plan.MostOpen > 1 && plan.MostOpen * cells * sizeof(int) > MaxOpenBytes)
        {
            throw new TooManyFramesException(
                $"{plan.MostOpen} windows of {size} overlap, more than {MaxOpenBytes >> 20} MiB of counts at a time; take a smaller overlap.");
        }

        _cells = (int)cells;
        Size = size;
    }

    /// <summary>The sensor.</summary>
    public SensorSize Size { get; }

    /// <summary>Events taken so far, those left out not counted.</summary>
    public long Events => _index;

    /// <summary>Events left out because they were outside the sensor (<see cref="OutOfRangeHandling.Drop"/>).</summary>
    public long DroppedOutOfRange { get; private set; }

    /// <summary>Frames handed over so far.</summary>
    public int FramesEmitted { get; private set; }

    /// <summary>Time of the first event taken; <see cref="long.MinValue"/> before it.</summary>
    public long FirstTime { get; private set; } = long.MinValue;

    /// <summary>Time of the last event taken (the running maximum under that option).</summary>
    public long LastTime => _previousTime;

    private long MaxFrames => Math.Min(Math.Min(_options.MaxFrames, _options.TensorFrames), int.MaxValue);

    /// <summary>Takes the next events.</summary>
    /// <param name="events">The events, following those taken before.</param>
    /// <exception cref="InvalidEventException">An event is outside the sensor or steps back in time, and the options say error.</exception>
    public void Add(EventSpan events)
    {
        if (_completed)
            throw new InvalidOperationException("The recording is complete; make a new accumulator for another one.");
        if (_options.OutOfRange == OutOfRangeHandling.Drop)
            events = DropOutside(events);
        if (events.IsEmpty)
            return;
        ReadOnlySpan<long> positions = Times(events);
        if (!_begun)
        {
            _begun = true;
            FirstTime = positions[0];
            _plan.Begin(_plan.ByTime ? positions[0] : 0);
            // Where an event at the limit's end may still belong to the last frame, only a later one is too many.
            if (_plan.FrameCount < 0)
                _lastPosition = _plan.Start(MaxFrames) - (_plan.LastTakesItsEnd ? 0 : 1);
        }

        if (_plan.ByTime && positions[^1] == FramePlan.OpenEnded)
            ThrowEndless(events, positions.IndexOf(FramePlan.OpenEnded));
        int i = 0;
        while (i < events.Length)
        {
            long position = _plan.ByTime ? positions[i] : _index + i;
            MoveTo(position);
            long boundary = Boundary(position);
            int end = EndOfRun(positions, i, boundary);
            EventSpan run = events[i..end];
            foreach (OpenFrame frame in _open)
                AddRun(frame, run, _index + i);
            if (_open.Count == 0)
                RequireInside(run, _index + i); // between windows: not counted, but checked all the same
            i = end;
        }

        _index += events.Length;
        _previousTime = positions[^1];
    }

    /// <summary>Ends the recording: hands over the frames still open, and the empty ones that a fixed number of bins still owes.</summary>
    public void Complete()
    {
        if (_completed)
            return;
        _completed = true;
        if (_held is { } held)
        {
            // No event after the held frame's end: those exactly at it are the rest that the last frame takes.
            OpenFrame rest = _open[0];
            for (int i = 0; i < _cells; i++)
                held.Counts[i] += rest.Counts[i];
            held.Events += rest.Events;
            _open.Clear();
            Release(rest);
            EmitHeld();
        }

        while (_open.Count > 0)
        {
            OpenFrame frame = _open[0];
            if (_plan.DropsIncompleteLast && _index < frame.End)
            {
                _open.RemoveAt(0);
                Release(frame);
            }
            else
            {
                _open.RemoveAt(0);
                Emit(frame);
            }
        }

        while (_next < _plan.FrameCount)
            Emit(Open(_next++));
    }

    /// <summary>Returns the buffers to the pool.</summary>
    public void Dispose()
    {
        _completed = true;
        foreach (OpenFrame frame in _open)
            Release(frame);
        _open.Clear();
        if (_held is not null)
            Release(_held);
        _held = null;
        while (_free.TryPop(out OpenFrame? frame))
            ArrayPool<int>.Shared.Return(frame.Counts);
        _scratch?.Dispose();
        _scratch = null;
    }

    // Closes the windows that end at or before a position and opens those that begin there.
    private void MoveTo(long position)
    {
        // Before anything is handed over: a pause can span more empty frames than memory holds.
        if (position > _lastPosition)
            ThrowTooMany(MaxFrames + 1);
        if (_held is { } held && position > held.End)
            EmitHeld();
        while (_open.Count > 0 && _open[0].End <= position)
            CloseFirst(position);

        while ((_plan.FrameCount < 0 || _next < _plan.FrameCount) && _plan.Start(_next) <= position)
        {
            OpenFrame frame = Open(_next++);
            _open.Add(frame);
            if (frame.End <= position)
                CloseFirst(position); // nothing happened in this window: a frame of zeros
        }
    }

    private void CloseFirst(long position)
    {
        OpenFrame frame = _open[0];
        _open.RemoveAt(0);
        if (_plan.LastTakesItsEnd && frame.End == position)
            _held = frame;
        else
            Emit(frame);
    }

    private long Boundary(long position)
    {
        long boundary = _open.Count > 0 ? _open[0].End : FramePlan.OpenEnded;
        if (_plan.FrameCount < 0 || _next < _plan.FrameCount)
            boundary = Math.Min(boundary, _plan.Start(_next));
        // Events exactly at a held frame's end stay apart from later ones, which decide where they belong.
        return _held is not null ? Math.Min(boundary, position + 1) : boundary;
    }

    private int EndOfRun(ReadOnlySpan<long> positions, int from, long boundary)
    {
        if (boundary == FramePlan.OpenEnded)
            return positions.Length;
        if (!_plan.ByTime)
            return (int)Math.Min(positions.Length, boundary - _index);
        if (positions[^1] < boundary)
            return positions.Length;
        int low = from;
        int high = positions.Length;
        while (low < high)
        {
            int middle = (int)(((uint)low + (uint)high) >> 1);
            if (positions[middle] < boundary)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private void AddRun(OpenFrame frame, EventSpan run, long firstIndex)
    {
        int bad = CountKernel.Add(run, frame.Counts.AsSpan(0, _cells), Size.Width, Size.Height);
        if (bad >= 0)
            ThrowOutside(run[bad], firstIndex + bad);
        frame.Events += run.Length;
    }

    private void RequireInside(EventSpan run, long firstIndex)
    {
        int bad = CountKernel.FirstOutside(run, Size.Width, Size.Height);
        if (bad >= 0)
            ThrowOutside(run[bad], firstIndex + bad);
    }

    private EventSpan DropOutside(EventSpan events)
    {
        int bad = CountKernel.FirstOutside(events, Size.Width, Size.Height);
        if (bad < 0)
            return events;
        EventBuffer kept = Scratch();
        while (bad >= 0)
        {
            kept.Append(events[..bad]);
            DroppedOutOfRange++;
            events = events[(bad + 1)..];
            bad = CountKernel.FirstOutside(events, Size.Width, Size.Height);
        }

        kept.Append(events);
        return kept;
    }

    // The times that a rule by time goes by: the events' own when they are in order, else their running maximum.
    private ReadOnlySpan<long> Times(EventSpan events)
    {
        if (!_plan.ByTime)
            return events.T;
        int back = events.T[0] < _previousTime ? 0 : events.FirstStepBack();
        if (back < 0)
            return events.T;
        if (_options.Order == EventOrderHandling.Error)
        {
            throw new InvalidEventException(_index + back, events[back],
                $"earlier than the event before it ({(back == 0 ? _previousTime : events.T[back - 1])} µs); choose an order option (sort, running-max), or a rule by count");
        }

        long latest = _previousTime;
        long[] times = new long[events.Length];
        for (int i = 0; i < times.Length; i++)
            times[i] = latest = Math.Max(latest, events.T[i]);
        return times;
    }

    private EventBuffer Scratch()
    {
        _scratch ??= new EventBuffer();
        _scratch.Clear();
        return _scratch;
    }

    private OpenFrame Open(long k)
    {
        if (!_free.TryPop(out OpenFrame? frame))
        {
            frame = new OpenFrame(ArrayPool<int>.Shared.Rent(_cells));
            frame.Counts.AsSpan(0, _cells).Clear();
        }

        frame.Index = k;
        frame.End = _plan.End(k);
        return frame;
    }

    private void EmitHeld()
    {
        OpenFrame frame = _held!;
        _held = null;
        Emit(frame);
    }

    private void Emit(OpenFrame frame)
    {
        FramesEmitted++;
        _frameReady(new FrameInfo((int)frame.Index, frame.Events), frame.Counts.AsSpan(0, _cells));
        Release(frame);
    }

    private void Release(OpenFrame frame)
    {
        if (frame.Events > 0)
            frame.Counts.AsSpan(0, _cells).Clear();
        frame.Events = 0;
        _free.Push(frame);
    }

    private void ThrowOutside(Event e, long index)
        => throw new InvalidEventException(index, e, e.P > 1
            ? "polarity is neither 0 nor 1"
            : $"outside the sensor of {Size}; give the right size, or drop what is outside (--out-of-range drop)");

    private void ThrowEndless(EventSpan events, int at)
        => throw new InvalidEventException(_index + at, events[at], "a time at the end of the 64-bit axis, which no window by time can hold");

    private void ThrowTooMany(long frames)
        => throw new TooManyFramesException(_options.TensorFrames < _options.MaxFrames
            ? $"The recording gives {frames} frames of {Size} or more, and one tensor holds {_options.TensorFrames}; take a longer duration, or take the frames one by one (Integrate, CreateAccumulator)."
            : $"The recording gives {frames} frames or more, above FrameOptions.MaxFrames = {_options.MaxFrames}; take a longer duration or raise the limit.");

    private sealed class OpenFrame(int[] counts)
    {
        public int[] Counts { get; } = counts;

        public long Index { get; set; }

        public long End { get; set; }

        public long Events { get; set; }
    }
}
