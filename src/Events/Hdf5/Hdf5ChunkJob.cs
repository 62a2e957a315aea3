using System.Buffers;

namespace NeuroKit.Events.Hdf5;

/// <summary>One chunk on its way from its stored bytes to rows: decoded by whoever comes first, a thread of the pool or the one that needs it.</summary>
internal sealed class Hdf5ChunkJob : IThreadPoolWorkItem
{
    private const int Waiting = 0;
    private const int Running = 1;
    private const int Done = 2;

    private readonly Hdf5ChunkDecoder? _decoder;
    private readonly int _rawBytes;
    private readonly uint _mask;
    private byte[] _raw;
    private byte[] _data = [];
    private int _state;

    public Hdf5ChunkJob(long start, long end, byte[] raw, int rawBytes, uint mask, Hdf5ChunkDecoder decoder)
        : this(start, end)
    {
        _raw = raw;
        _rawBytes = rawBytes;
        _mask = mask;
        _decoder = decoder;
    }

    private Hdf5ChunkJob(long start, long end)
    {
        Start = start;
        End = end;
        _raw = [];
    }

    /// <summary>First row.</summary>
    public long Start { get; }

    /// <summary>First row behind it.</summary>
    public long End { get; }

    /// <summary>What is wrong with the chunk, once it is finished; null where nothing is.</summary>
    public string? Error { get; private set; }

    /// <summary>A chunk that cannot be read.</summary>
    public static Hdf5ChunkJob Failed(long start, long end, string error) => new(start, end) { Error = error, _state = Done };

    /// <summary>A chunk whose rows are there already.</summary>
    public static Hdf5ChunkJob Ready(long start, long end, byte[] data) => new(start, end) { _data = data, _state = Done };

    /// <summary>Lets a thread of the pool decode it.</summary>
    public void Queue()
    {
        if (_state == Waiting)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute() => TryRun();

    /// <summary>Decodes it, or waits for the thread that does.</summary>
    public void Finish()
    {
        if (TryRun())
            return;
        // A chunk takes less than a millisecond or two.
        var spin = default(SpinWait);
        while (Volatile.Read(ref _state) != Done)
        {
            if (!spin.NextSpinWillYield)
            {
                spin.SpinOnce();
                continue;
            }

            lock (this)
            {
                while (_state != Done)
                    Monitor.Wait(this);
            }
        }
    }

    /// <summary>The rows; the caller returns the array to the pool.</summary>
    public byte[] TakeData()
    {
        byte[] data = _data;
        _data = [];
        return data;
    }

    /// <summary>Returns what it holds to the pool, once nobody works on it.</summary>
    public void Release()
    {
        if (Interlocked.CompareExchange(ref _state, Done, Waiting) == Running)
            Finish();
        Return(ref _raw);
        Return(ref _data);
    }

    private bool TryRun()
    {
        if (Interlocked.CompareExchange(ref _state, Running, Waiting) != Waiting)
            return _state == Done;
        try
        {
            Error = _decoder!.Decode(_raw.AsMemory(0, _rawBytes), _mask, out _data);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or OutOfMemoryException)
        {
            Error = $"a chunk that cannot be decompressed ({exception.Message.TrimEnd('.')})";
        }
        finally
        {
            Return(ref _raw);
            lock (this)
            {
                _state = Done;
                Monitor.PulseAll(this);
            }
        }

        return true;
    }

    private static void Return(ref byte[] array)
    {
        if (array.Length > 0)
            ArrayPool<byte>.Shared.Return(array);
        array = [];
    }
}
