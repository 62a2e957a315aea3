using NeuroKit.Events.IO;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>What readers of records, arrays and tables share: four columns of numbers become events, and numbers that cannot are reported.</summary>
internal abstract class NpyColumnReader : EventReader
{
    /// <summary>Most events decoded at a time: their bytes fit a source's block.</summary>
    protected const int MaxStep = 8192;

    private readonly byte _mostPolarity;
    private int _step = MaxStep; // one after a bad record, so that a file of bad ones is not decoded again and again
    private bool _ended;

    protected NpyColumnReader(EventFormat format, EventSource source, EventReadOptions options)
        : base(format, source, options)
    {
        NpyOptions own = options.Get<NpyOptions>();
        FloatTimes = own.FloatTimes;
        _mostPolarity = own.KeepOddPolarities ? byte.MaxValue : (byte)1;
    }

    /// <summary>Unit of times that are stored as floats.</summary>
    protected NpyFloatTimes FloatTimes { get; set; }

    /// <summary>Events still to come, as the header says.</summary>
    protected long Remaining { get; set; }

    /// <summary>Index of the next event in the file.</summary>
    protected long Index { get; private set; }

    /// <summary>Gets events' bytes to hand.</summary>
    /// <param name="wanted">How many, 1 … <see cref="MaxStep"/>.</param>
    /// <returns>How many are there; 0 where the content ends too early, which was reported.</returns>
    protected abstract int FetchEvents(int wanted);

    /// <summary>The bytes at hand, as a column.</summary>
    protected abstract NpyColumn Column(NpyEventField field);

    /// <summary>Drops events from what is at hand.</summary>
    protected abstract void Advance(int events);

    /// <summary>Where a number at hand stands in the file, where known.</summary>
    protected abstract long? OffsetOf(NpyEventField field, int index);

    /// <summary>What a field is called in the file.</summary>
    protected abstract string NameOf(NpyEventField field);

    /// <summary>What whole microseconds can be got from, for the message about times that are not.</summary>
    protected virtual string FloatTimesHint => "for seconds: NpyOptions.FloatTimes, --time-unit s";

    /// <summary>Turns decoded times into microseconds, where they are not yet; as <see cref="NpyDecoder.Times"/>.</summary>
    protected virtual int Convert(Span<long> times) => -1;

    /// <summary>Leaves out events that cannot be read, each counted as invalid.</summary>
    protected void Skip(int events)
    {
        Take(events);
        Diagnostics.SkippedInvalid += events;
    }

    /// <summary>Called when the last event was taken, before it is handed over.</summary>
    protected virtual void OnLastTaken()
    {
    }

    protected sealed override int ReadEvents(EventBuffer into)
    {
        while (!_ended)
        {
            EventColumns free = into.FreeColumns();
            int wanted = (int)Math.Min(Remaining, Math.Min(free.Length, _step));
            int count = wanted > 0 ? FetchEvents(wanted) : 0;
            if (count == 0)
            {
                _ended = true;
                if (wanted == 0)
                    OnLastTaken();
                return 0;
            }

            int good = Decode(free.Slice(0, count), out NpyEventField field);
            if (good < count)
            {
                RejectNumber(field, good);
                Take(good + 1);
                _step = 1;
                Diagnostics.SkippedInvalid++; // the next event's place is known: one bad number costs one event
            }
            else
            {
                Take(good);
                _step = Math.Min(MaxStep, 2 * _step);
            }

            if (Remaining == 0 && !_ended)
            {
                _ended = true;
                OnLastTaken();
            }

            if (good > 0)
            {
                into.Advance(good);
                return good;
            }
        }

        return 0;
    }

    /// <summary>The time of the number at the front of some bytes; null where it is none.</summary>
    protected long? TimeOf(ReadOnlySpan<byte> data, NpyScalar type)
    {
        Span<long> time = stackalloc long[1];
        return NpyDecoder.Times(new NpyColumn(data, type.Size, type), time, FloatTimes) < 0 ? time[0] : null;
    }

    private void Take(int events)
    {
        Advance(events);
        Index += events;
        Remaining -= events;
    }

    private int Decode(EventColumns into, out NpyEventField field)
    {
        int good = into.Length;
        field = default;
        Lower(NpyDecoder.Times(Column(NpyEventField.T), into.T, FloatTimes), NpyEventField.T, ref good, ref field);
        Lower(Convert(into.T[..good]), NpyEventField.T, ref good, ref field);
        Lower(NpyDecoder.Coordinates(Column(NpyEventField.X), into.X), NpyEventField.X, ref good, ref field);
        Lower(NpyDecoder.Coordinates(Column(NpyEventField.Y), into.Y), NpyEventField.Y, ref good, ref field);
        Lower(NpyDecoder.Polarities(Column(NpyEventField.P), into.P, _mostPolarity), NpyEventField.P, ref good, ref field);
        return good;

        static void Lower(int bad, NpyEventField of, ref int good, ref NpyEventField field)
        {
            if (bad >= 0 && bad < good)
                (good, field) = (bad, of);
        }
    }

    private void RejectNumber(NpyEventField field, int at)
    {
        NpyColumn column = Column(field);
        Reject(OffsetOf(field, at), $"{NameOf(field)} = {column.Describe(at)} in event {Index + at}", field switch
        {
            NpyEventField.T when column.Type.Kind != NpyKind.Float => "microseconds that fit 64 bits with a sign",
            NpyEventField.T when FloatTimes == NpyFloatTimes.Seconds => "seconds whose microseconds fit 64 bits",
            NpyEventField.T => $"whole microseconds ({FloatTimesHint})",
            NpyEventField.P => _mostPolarity == 1 ? "a polarity: 1 is ON, 0 or -1 is OFF" : "a polarity: 1 is ON, 0 or -1 is OFF (2 to 255 are kept, as was asked for)",
            _ => "a whole number from 0 to 65535",
        });
    }
}
