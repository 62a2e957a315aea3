using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>
/// Adds finished frames up, g finer ones to a coarser one. Where the coarser rule has edges of its own, slightly behind the finer edges
/// they belong to, the few events in between are moved from the next coarser frame to the one before, one by one.
/// </summary>
internal sealed class CoarserFrames
{
    private readonly FrameHandler _frameReady;
    private readonly int _group;
    private readonly int _width;
    private readonly int _pixels;
    private readonly FramePlan? _finer;
    private readonly FramePlan? _coarser;
    private int[] _counts;
    private int[] _nextCounts;
    private long _events;
    private long _nextEvents;
    private int _index; // the coarser frame being added up
    private bool _waits; // all its finer frames are in, but events up to its own edge are still to come

    public CoarserFrames(FrameHandler frameReady, SensorSize size, int group, (FramePlan Finer, FramePlan Coarser)? exact)
    {
        _frameReady = frameReady;
        _group = group;
        _width = size.Width;
        _pixels = (int)size.Pixels;
        (_finer, _coarser) = (exact?.Finer, exact?.Coarser);
        _counts = new int[2 * _pixels];
        _nextCounts = exact is null ? [] : new int[2 * _pixels];
    }

    public bool ByTime => _coarser!.ByTime;

    public void TakeFiner(FrameInfo frame, ReadOnlySpan<int> counts)
    {
        bool isLastOfGroup = (frame.Index + 1) % _group == 0;
        if (isLastOfGroup && _waits)
            Emit(); // a whole coarser frame further on: nothing happened between the edges
        if (frame.Index / _group == _index)
        {
            TensorPrimitives.Add(_counts, counts, _counts);
            _events += frame.Events;
        }
        else
        {
            TensorPrimitives.Add(_nextCounts, counts, _nextCounts);
            _nextEvents += frame.Events;
        }

        if (!isLastOfGroup)
            return;
        if (HasSliver(_index + 1))
            _waits = true;
        else
            Emit();
    }

    /// <summary>Hands the waiting frame over once a position is at or behind its own edge.</summary>
    public void MoveTo(long position)
    {
        if (_waits && position >= _coarser!.Start(_index + 1L))
            Emit();
    }

    /// <summary>The next position behind <paramref name="position"/> where a sliver begins or ends.</summary>
    public long NextCut(long position)
    {
        for (long k = _index + 1; k < _coarser!.FrameCount; k++)
        {
            long begin = _finer!.Start(k * _group);
            long end = _coarser.Start(k);
            if (begin == end)
                continue;
            if (begin > position)
                return begin;
            if (end > position)
                return end;
        }

        return FramePlan.OpenEnded;
    }

    /// <summary>Moves events that lie in a sliver; the events are cut so that all or none do.</summary>
    public void Correct(EventSpan events, long position)
    {
        long k = _index + 1;
        if (k >= _coarser!.FrameCount || position < _finer!.Start(k * _group) || position >= _coarser.Start(k))
            return;
        for (int i = 0; i < events.Length; i++)
        {
            int cell = (events.P[i] * _pixels) + (events.Y[i] * _width) + events.X[i];
            _counts[cell]++;
            _nextCounts[cell]--;
        }

        _events += events.Length;
        _nextEvents -= events.Length;
    }

    public void Complete()
    {
        if (_waits)
            Emit();
    }

    private bool HasSliver(int k) => _coarser is not null && k < _coarser.FrameCount && _finer!.Start((long)k * _group) != _coarser.Start(k);

    private void Emit()
    {
        _waits = false;
        _frameReady(new FrameInfo(_index++, _events), _counts);
        Array.Clear(_counts);
        if (_coarser is not null)
            (_counts, _nextCounts) = (_nextCounts, _counts);
        (_events, _nextEvents) = (_nextEvents, 0);
    }
}
