using System.Buffers;
using System.Globalization;
using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>
/// The rows of one dataset, one stretch after another: chunks fetched as they are stored and decoded by several threads where their filters
/// are known here, stretches read by the library otherwise. Holds a few chunks of it, however long it is.
/// </summary>
internal sealed class Hdf5Rows : IDisposable
{
    private const int BlockBytes = 1 << 20;
    private const int MaxRowBytes = 1 << 16;
    private const long AnyChunkBytes = 16 << 20;
    private const long MostBytesPerByte = 1100; // deflate makes at most 1,032 of one

    private readonly Hdf5File _file;
    private readonly Hdf5ObjectHandle _dataset;
    private readonly Hdf5TypeHandle _type;
    private readonly Hdf5SpaceHandle _space;
    private readonly string _path;
    private readonly ulong[] _lengths;
    private readonly long _step; // rows of a chunk, or of a stretch
    private readonly Hdf5ChunkDecoder? _decoder;
    private readonly int _ahead; // chunks fetched beforehand, at most
    private readonly int _threads;
    private readonly Queue<Hdf5ChunkJob> _jobs = new();
    private IReadOnlyList<Hdf5Filter> _filters = [];
    private bool _isFiltered;
    private byte[] _block = [];
    private long _blockStart;
    private long _blockEnd;
    private long _scheduled; // first row that no job is for
    private long _row;

    /// <summary>Opens a dataset. The library's lock is held.</summary>
    /// <exception cref="InvalidEventDataException">It is not what can be read here.</exception>
    public Hdf5Rows(Hdf5File file, string path, int threads)
    {
        _file = file;
        _path = path;
        Hdf5Place place = file.At(path);
        _dataset = file.Open(path);
        try
        {
            _type = new Hdf5TypeHandle(place.Id(H5D.get_type(_dataset.Id), "a dataset with a datatype"));
            _space = new Hdf5SpaceHandle(place.Id(H5D.get_space(_dataset.Id), "a dataset with a size"));
            long[] shape = Hdf5File.Shape(_space, place);
            _lengths = [.. shape.Select(length => (ulong)length)];
            using var properties = new Hdf5PropertiesHandle(place.Id(H5D.get_create_plist(_dataset.Id), "a dataset with properties"));
            long rowBytes = H5T.get_size(_type.Id);
            foreach (long length in shape.Skip(1))
                rowBytes = Math.Min(rowBytes, MaxRowBytes + 1) * Math.Min(length, MaxRowBytes + 1);
            if (shape.Length == 0 || rowBytes is <= 0 or > MaxRowBytes)
                throw Invalid($"rows of {rowBytes} bytes", $"one event a row, of at most {MaxRowBytes} bytes");
            RowBytes = (int)rowBytes;
            Count = shape[0];

            H5D.layout_t layout = H5P.get_layout(properties.Id);
            if (layout is not (H5D.layout_t.COMPACT or H5D.layout_t.CONTIGUOUS or H5D.layout_t.CHUNKED) || H5P.get_external_count(properties.Id) > 0)
                throw Invalid("values that lie in other files", "values inside this file");
            _step = Math.Max(1, BlockBytes / RowBytes);
            if (layout == H5D.layout_t.CHUNKED)
                (_step, _decoder) = Chunks(properties.Id, place);
            else
                Stored = (long)Math.Min(H5D.get_storage_size(_dataset.Id) / (ulong)RowBytes, long.MaxValue);
            // Enough chunks ahead to keep the threads at work, never more than a few megabytes of them.
            long chunkBytes = _step * RowBytes;
            _ahead = threads > 1 && _decoder is not null && Count > _step ? (int)Math.Clamp((8 << 20) / chunkBytes, 2, threads + 2) : 1;
            _threads = threads;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Rows that the dataset says it has.</summary>
    public long Count { get; }

    /// <summary>Rows that are stored, where that is known without looking at every chunk.</summary>
    public long Stored { get; } = long.MaxValue;

    /// <summary>Bytes of a row.</summary>
    public int RowBytes { get; }

    /// <summary>The dataset's path.</summary>
    public string Path => _path;

    /// <summary>Chunks, or stretches that are read at a time.</summary>
    public long Steps => (Count + _step - 1) / _step;

    /// <summary>What was wrong with the rows that <see cref="Fetch(int)"/> did not get; null before.</summary>
    public string? Fault { get; private set; }

    /// <summary>First row behind those that cannot be read.</summary>
    public long FaultEnd { get; private set; }

    /// <summary>The row that is read next.</summary>
    public long Row => _row;

    /// <summary>The rows at hand.</summary>
    public ReadOnlySpan<byte> Window => _block.AsSpan((int)((_row - _blockStart) * RowBytes), (int)((_blockEnd - _row) * RowBytes));

    /// <summary>Gets rows to hand.</summary>
    /// <param name="wanted">How many, at least 1.</param>
    /// <returns>How many are there, fewer at a chunk's end; 0 where they cannot be read (<see cref="Fault"/>).</returns>
    public int Fetch(int wanted)
    {
        if (_row >= _blockEnd && !Load())
            return 0;
        return (int)Math.Min(wanted, _blockEnd - _row);
    }

    /// <summary>Goes on by rows, at hand or not.</summary>
    public void Advance(long rows) => _row += rows;

    /// <summary>
    /// Makes the calls that reading makes, as far as they could crash: the index is asked about each chunk; where the library or a plug-in
    /// decodes, all is read. The library's lock is held.
    /// </summary>
    public void Try()
    {
        byte[] row = new byte[RowBytes];
        try
        {
            foreach (long at in (ReadOnlySpan<long>)[0, Count - 1])
            {
                if (Count > 0)
                    TryReadAt(at, row);
            }
        }
        catch (Hdf5Exception)
        {
            // Reading will say it, where the rows are wanted.
        }

        for (long start = 0; _decoder is not null && start < Count; start += _step)
        {
            Hdf5Progress.Step();
            if (Hdf5Chunks.StoredBytes(_dataset, Offsets(start)) == 0)
                return; // reading ends there as well
        }

        while (_decoder is null && _isFiltered && _row < Count)
        {
            Hdf5Progress.Step();
            if (Fetch(1) == 0 && FaultEnd >= Count)
                return;
            _row = Math.Max(_blockEnd, FaultEnd);
        }
    }

    /// <summary>Reads one row without moving; false where none is stored, or only the decoder of chunks can read it.</summary>
    /// <exception cref="Hdf5Exception">It cannot be read.</exception>
    public bool TryReadAt(long row, Span<byte> destination)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        if (row >= Stored || IsMissing(row / _step * _step) || !Hdf5Filters.AreAvailable(_filters))
            return false;
        ReadPlain(row, 1, destination);
        return true;
    }

    public void Dispose()
    {
        foreach (Hdf5ChunkJob job in _jobs)
            job.Release();
        _jobs.Clear();
        Return(ref _block);
        _blockStart = _blockEnd = 0;
        _space?.Dispose();
        _type?.Dispose();
        _dataset.Dispose();
    }

    private (long Step, Hdf5ChunkDecoder? Decoder) Chunks(long properties, Hdf5Place place)
    {
        ulong[] chunk = new ulong[H5S.MAX_RANK];
        int rank = place.Status(H5P.get_chunk(properties, chunk.Length, chunk), "the size of its chunks");
        bool isWhole = rank == _lengths.Length;
        for (int i = 1; i < _lengths.Length; i++)
            isWhole &= chunk[i] == _lengths[i];
        ulong rows = chunk[0];
        ulong bytes = rows > long.MaxValue / MaxRowBytes ? ulong.MaxValue : rows * (ulong)RowBytes;
        long most = Math.Max(AnyChunkBytes, MostBytesPerByte * Math.Min(_file.ByteLength, int.MaxValue));
        if (rows == 0 || bytes > (ulong)Math.Min(most, Array.MaxLength))
            throw Invalid($"chunks of {rows} rows of {RowBytes} bytes", $"chunks of at most {most} bytes in a file of {_file.ByteLength}");
        _filters = Filters(properties, place);
        _isFiltered = _filters.Count > 0;
        Hdf5ChunkDecoder? decoder = isWhole && Hdf5Chunks.CanFetch ? Hdf5ChunkDecoder.TryCreate(_filters, (int)bytes) : null;
        if (decoder is null)
            Hdf5Filters.RequireAvailable(_file.Name, _path, _filters);
        return ((long)rows, decoder);
    }

    private static List<Hdf5Filter> Filters(long properties, Hdf5Place place)
    {
        int count = place.Status(H5P.get_nfilters(properties), "its filters");
        var filters = new List<Hdf5Filter>();
        uint[] values = new uint[32];
        byte[] name = new byte[256];
        for (uint i = 0; i < count; i++)
        {
            uint flags = 0;
            uint config = 0;
            IntPtr valueCount = values.Length;
            Array.Clear(name);
            int id = place.Status((int)H5P.get_filter(properties, i, ref flags, ref valueCount, values, name.Length, name, ref config), "its filters");
            int end = Array.IndexOf<byte>(name, 0);
            filters.Add(new Hdf5Filter(id, System.Text.Encoding.UTF8.GetString(name, 0, end < 0 ? name.Length : end), valueCount > 0 ? values[0] : 0));
        }

        return filters;
    }

    // The next stretch, that of the present row.
    private bool Load()
    {
        if (Fault is not null && _row < FaultEnd)
            return false;
        Fault = null;
        if (_row >= Math.Min(Count, Stored))
            return Fail("the end of what is stored", Count);
        return _decoder is null ? LoadPlain() : LoadChunk();
    }

    private bool LoadPlain()
    {
        long start = _row / _step * _step;
        long end = Math.Min(start + _step, Math.Min(Count, Stored));
        int bytes = (int)(end - start) * RowBytes;
        if (_block.Length < bytes)
        {
            Return(ref _block);
            _block = ArrayPool<byte>.Shared.Rent(bytes);
        }

        try
        {
            using Lock.Scope scope = Hdf5Library.Enter();
            if (IsMissing(start))
                return Fail("no chunk stored", end);
            ReadPlain(start, end - start, _block);
        }
        catch (Hdf5Exception exception)
        {
            return Fail($"rows of which the HDF5 library says \"{exception.LibraryMessage}\"", end);
        }

        _blockStart = start;
        _blockEnd = end;
        return true;
    }

    // Chunks that were never written would be filled with zeros by the library, as many as the dataset claims.
    private bool IsMissing(long start) => Stored == long.MaxValue && Hdf5Chunks.CanFetch && Hdf5Chunks.StoredBytes(_dataset, Offsets(start)) == 0;

    private bool LoadChunk()
    {
        while (_jobs.TryPeek(out Hdf5ChunkJob? stale) && stale.End <= _row)
            _jobs.Dequeue().Release();
        if (_scheduled <= _row && _jobs.Count == 0)
            _scheduled = _row / _step * _step;
        Schedule();
        Hdf5ChunkJob job = _jobs.Dequeue();
        job.Finish();
        if (job.Error is { } error)
        {
            long end = job.End;
            job.Release();
            return Fail(error, end);
        }

        Return(ref _block);
        _block = job.TakeData();
        _blockStart = job.Start;
        _blockEnd = job.End;
        job.Release();
        return true;
    }

    private void Schedule()
    {
        // Several are fetched in one go, when half of them are used up.
        if (_jobs.Count > 0 && (_jobs.Count > _ahead / 2 || _scheduled >= Count))
            return;
        using Lock.Scope scope = Hdf5Library.Enter();
        while (_jobs.Count < _ahead && _scheduled < Count)
        {
            long end = Math.Min(_scheduled + _step, Count);
            Hdf5ChunkJob job = Fetch(_scheduled, end);
            _scheduled += _step;
            _jobs.Enqueue(job);
            if (_threads > 1 && _jobs.Count > 1)
                job.Queue();
        }
    }

    private Hdf5ChunkJob Fetch(long start, long end)
    {
        ulong[] offsets = Offsets(start);
        long stored = Hdf5Chunks.StoredBytes(_dataset, offsets);
        int chunkBytes = _decoder!.ChunkBytes;
        if (stored <= 0)
            return Hdf5ChunkJob.Failed(start, end, "no chunk stored");
        if (stored > _file.ByteLength)
            return Hdf5ChunkJob.Failed(start, end, $"a chunk of {stored} bytes in a file of {_file.ByteLength}");
        // A file can leave its last, partial chunk unfiltered without a word: such a one is left to the library.
        bool isDoubtful = end - start < _step && stored == chunkBytes && _decoder.Compresses;
        if (!isDoubtful && chunkBytes > AnyChunkBytes && chunkBytes > MostBytesPerByte * stored)
            return Hdf5ChunkJob.Failed(start, end, $"a chunk of {stored} bytes, too few to hold {chunkBytes},");
        try
        {
            if (isDoubtful)
            {
                byte[] rows = ArrayPool<byte>.Shared.Rent(chunkBytes);
                ReadPlain(start, end - start, rows);
                return Hdf5ChunkJob.Ready(start, end, rows);
            }

            byte[] raw = ArrayPool<byte>.Shared.Rent((int)stored);
            uint mask = Hdf5Chunks.Fetch(_dataset, offsets, raw, _file.At(_path));
            return new Hdf5ChunkJob(start, end, raw, (int)stored, mask, _decoder);
        }
        catch (Hdf5Exception exception)
        {
            return Hdf5ChunkJob.Failed(start, end, $"a chunk of which the HDF5 library says \"{exception.LibraryMessage}\"");
        }
    }

    private unsafe void ReadPlain(long row, long rows, Span<byte> destination)
    {
        Hdf5Place place = _file.At(_path);
        if (destination.Length < rows * RowBytes)
            throw new ArgumentException("The destination is too short for the rows.", nameof(destination));
        ulong[] start = Offsets(row);
        ulong[] count = [.. _lengths];
        count[0] = (ulong)rows;
        ulong[] ones = [.. count.Select(_ => 1ul)];
        place.Status(H5S.select_hyperslab(_space.Id, H5S.seloper_t.SET, start, ones, count, ones), "rows of a dataset");
        using var memory = new Hdf5SpaceHandle(place.Id(H5S.create_simple(count.Length, count, count), "room for rows"));
        fixed (byte* to = destination)
            place.Status(H5D.read(_dataset.Id, _type.Id, memory.Id, _space.Id, H5P.DEFAULT, (nint)to), "rows that can be read");
    }

    private ulong[] Offsets(long row)
    {
        ulong[] offsets = new ulong[_lengths.Length];
        offsets[0] = (ulong)row;
        return offsets;
    }

    private bool Fail(string fault, long end)
    {
        Fault = string.Create(CultureInfo.InvariantCulture, $"object {_path} with {fault} at row {_row}");
        FaultEnd = end;
        return false;
    }

    private InvalidEventDataException Invalid(string found, string expected) => new(_file.Name, null, $"object {_path} with {found}", expected);

    private static void Return(ref byte[] block)
    {
        if (block.Length > 0)
            ArrayPool<byte>.Shared.Return(block);
        block = [];
    }
}
