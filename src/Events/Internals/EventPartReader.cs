namespace NeuroKit.Events.Internals;

/// <summary>Gives the events of a stretch of time of what another reader gives.</summary>
internal sealed class EventPartReader : EventReader
{
    private readonly EventReader _whole;
    private readonly long _start;
    private readonly long _end;
    private readonly EventBuffer _chunk = new();
    private int _next; // of the chunk, not looked at yet

    public EventPartReader(EventReader whole, long start, long end)
        : base(whole)
    {
        _whole = whole;
        _start = start;
        _end = end;
    }

    public override EventHeader Header => _whole.Header;

    public override bool CanReopen => _whole.CanReopen;

    public override EventReader Reopen() => new EventPartReader(_whole.Reopen(), _start, _end);

    protected override int ReadEvents(EventBuffer into)
    {
        // Steps back are counted where the whole recording is read.
        KnownInOrder = true;
        EventColumns free = into.FreeColumns();
        int done = 0;
        while (done == 0)
        {
            if (_next == _chunk.Count)
            {
                _next = 0;
                if (_whole.Read(_chunk) == 0)
                    return 0;
            }

            done = Take(_chunk.Span, free);
        }

        into.Advance(done);
        return done;
    }

    protected override void Dispose(bool disposing) => _chunk.Dispose();

    // Events inside are written, all are stepped over, without a branch that times decide.
    private int Take(EventSpan chunk, EventColumns to)
    {
        int done = 0;
        int i = _next;
        int stop = Math.Min(chunk.Length, i + to.Length);
        for (; i < stop; i++)
        {
            long t = chunk.T[i];
            to.T[done] = t;
            to.X[done] = chunk.X[i];
            to.Y[done] = chunk.Y[i];
            to.P[done] = chunk.P[i];
            done += t >= _start & t < _end ? 1 : 0;
        }

        _next = i;
        return done;
    }
}
