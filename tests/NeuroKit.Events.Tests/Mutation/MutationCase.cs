using NeuroKit.Events.IO;
using NeuroKit.Tests;

namespace NeuroKit.Events.Tests.Mutation;

/// <summary>One damaged file, made from a seed and a number, and what must hold when it is read.</summary>
internal sealed class MutationCase
{
    // What one block, one chunk's columns and an exception with its message and stack may take, whatever the input's length.
    private const long FreeBytes = 1 << 20;

    // What an input byte may cost: a column of 13 bytes an event, and a side packet kept for every word.
    private const long BytesPerByte = 64;

    // Deflate gives at most 1,032 bytes for one.
    private const long MostEventsPerByte = 1_100;

    private readonly CorpusFile _file;
    private readonly long _number;

    public MutationCase(int seed, long number)
    {
        _number = number;
        var random = new Random(unchecked((seed * 397) ^ (int)(number * 2_654_435_761L) ^ (int)(number >> 32)));
        IReadOnlyList<CorpusFile> files = Corpus.Files;
        _file = files[random.Next(files.Count)];
        CorpusFile other = random.Next(4) == 0 ? files[random.Next(files.Count)] : _file;
        Bytes = new Mutator(random).Mutate(_file.Bytes, other.Bytes);
        Policy = (EventReadPolicy)random.Next(3);
        Capacity = random.Next(4) == 0 ? random.Next(1, 40) : EventBuffer.DefaultCapacity;
        CollectsSidePackets = random.Next(4) == 0;
    }

    public byte[] Bytes { get; }

    /// <summary>Whether reading ended in an exception.</summary>
    public bool Threw { get; private set; }

    /// <summary>Events read.</summary>
    public long Events { get; private set; }

    private EventReadPolicy Policy { get; }

    private int Capacity { get; }

    private bool CollectsSidePackets { get; }

    private string FileName => "damaged" + _file.Format.Extensions[0];

    public override string ToString()
        => $"{_file}, {Bytes.Length} bytes, {Policy}, buffer of {Capacity}{(CollectsSidePackets ? ", collecting side packets" : "")}";

    /// <summary>Reads the file; gives what is wrong, or null.</summary>
    public string? Run()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Outcome whole = Read(EventSource.FromMemory(Bytes, FileName), Capacity, detect: _number % 16 == 0);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Threw = whole.Error is not null;
        Events = whole.Events;
        if (whole.Problem is not null)
            return whole.Problem;
        if (allocated > FreeBytes + (Bytes.Length * BytesPerByte))
            return $"{allocated} bytes allocated for a file of {Bytes.Length}";
        if (_number % 4 != 0 || _number % 16 == 0)
            return null;

        // Cut differently and from a source that cannot seek, the file is no different.
        bool dribble = _number % 8 == 4;
        Outcome other = Read(
            dribble ? EventSource.FromStream(new DribblingStream(Bytes, 700, (int)_number), FileName) : EventSource.FromMemory(Bytes, FileName),
            Capacity == 3 ? 5 : 3, detect: false);
        if (other.Problem is not null)
            return $"{(dribble ? "from a stream" : "in small chunks")}: {other.Problem}";
        if (whole.Error?.GetType() != other.Error?.GetType())
            return $"{Name(whole.Error)} at once, {Name(other.Error)} {(dribble ? "from a stream" : "in small chunks")}";
        return whole.Error is null && (whole.Events, whole.Digest) != (other.Events, other.Digest)
            ? $"{whole.Events} events at once, {other.Events} {(dribble ? "from a stream" : "in small chunks")}, or others"
            : null;
    }

    private static string Name(Exception? error) => error is null ? "no error" : $"{error.GetType().Name} ({error.Message})";

    private Outcome Read(EventSource source, int capacity, bool detect)
    {
        var options = new EventReadOptions { Policy = Policy, CollectSidePackets = CollectsSidePackets, Format = detect ? null : _file.Format.Name };
        EventReader reader;
        try
        {
            reader = EventFile.Open(source, options);
        }
        catch (EventFormatException error)
        {
            return new Outcome(null, error, 0, 0);
        }
        catch (Exception error)
        {
            return new Outcome($"opening threw {error}", error, 0, 0);
        }

        using (reader)
            return Drain(reader, capacity);
    }

    private Outcome Drain(EventReader reader, int capacity)
    {
        ulong digest = 14_695_981_039_346_656_037;
        try
        {
            _ = reader.Totals;
            using var chunk = new EventBuffer(capacity);
            while (reader.Read(chunk) is var read && read > 0)
            {
                if (read != chunk.Count || read > capacity)
                    return new Outcome($"Read said {read}, the buffer of {capacity} holds {chunk.Count}", null, reader.EventsRead, digest);
                if (reader.EventsRead > Bytes.Length * MostEventsPerByte)
                    return new Outcome($"{reader.EventsRead} events from {Bytes.Length} bytes and no end", null, reader.EventsRead, digest);
                foreach (Event e in chunk.Span)
                    digest = ((digest ^ (ulong)e.T ^ ((ulong)e.X << 32) ^ ((ulong)e.Y << 48) ^ ((ulong)e.P << 24)) * 1_099_511_628_211) ^ (digest >> 29);
                reader.TakeSidePackets();
            }

            return reader.Read(chunk) == 0
                ? new Outcome(null, null, reader.EventsRead, digest)
                : new Outcome("events after the end", null, reader.EventsRead, digest);
        }
        catch (EventFormatException error) when (Policy == EventReadPolicy.Strict)
        {
            return error.ByteOffset is < 0 || error.ByteOffset > Bytes.Length
                ? new Outcome($"the error is said to lie at byte {error.ByteOffset} of {Bytes.Length}: {error.Message}", error, reader.EventsRead, digest)
                : new Outcome(null, error, reader.EventsRead, digest);
        }
        catch (Exception error)
        {
            return new Outcome($"reading threw {error}", error, reader.EventsRead, digest);
        }
    }

    private readonly record struct Outcome(string? Problem, Exception? Error, long Events, ulong Digest);
}
