using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>Fetches chunks as they are stored. The library's lock is held.</summary>
internal static class Hdf5Chunks
{
    private static bool? s_canFetch;

    /// <summary>Whether the library has the calls: 1.10.3 and newer have.</summary>
    public static bool CanFetch => s_canFetch ??= Probe();

    /// <summary>Bytes of a chunk as stored; 0 where none is.</summary>
    public static long StoredBytes(Hdf5ObjectHandle dataset, ulong[] offsets)
    {
        ulong bytes = 0;
        if (H5D.get_chunk_storage_size(dataset.Id, offsets, ref bytes) >= 0)
            return (long)Math.Min(bytes, long.MaxValue);
        Hdf5Place.Words();
        return 0;
    }

    /// <summary>Fetches a chunk.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="offsets">Where the chunk begins, in elements.</param>
    /// <param name="to">Where its bytes go, <see cref="StoredBytes"/> of them.</param>
    /// <param name="place">For errors.</param>
    /// <returns>Filters that were left out: bit i for the pipeline's filter i.</returns>
    public static unsafe uint Fetch(Hdf5ObjectHandle dataset, ulong[] offsets, byte[] to, Hdf5Place place)
    {
        uint mask = 0;
        fixed (byte* at = to)
            place.Status(H5D.read_chunk(dataset.Id, H5P.DEFAULT, ref offsets[0], ref mask, (nint)at), "a chunk that can be read");
        return mask;
    }

    // Asked about nothing, a library that has the calls gives an error.
    private static bool Probe()
    {
        ulong offset = 0;
        ulong bytes = 0;
        uint mask = 0;
        try
        {
            _ = H5D.get_chunk_storage_size(-1, [0], ref bytes);
            _ = H5D.read_chunk(-1, H5P.DEFAULT, ref offset, ref mask, 0);
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }

        Hdf5Place.Words();
        return true;
    }
}
