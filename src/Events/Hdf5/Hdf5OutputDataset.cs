using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>A dataset being written; it grows to hold what is written into it.</summary>
internal sealed class Hdf5OutputDataset(Hdf5ObjectHandle handle, Hdf5Place place, Hdf5ElementType type, long[] lengths) : IDisposable
{
    private readonly long[] _lengths = [.. lengths];

    /// <summary>Writes a block.</summary>
    /// <typeparam name="T">The elements' type, in memory as the dataset's or any that the library converts.</typeparam>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="start">Where the block begins.</param>
    /// <param name="count">The block's lengths.</param>
    public unsafe void Write<T>(ReadOnlySpan<T> values, long[] start, long[] count)
        where T : unmanaged
    {
        if (values.Length != count.Aggregate(1L, (product, length) => product * length))
            throw new ArgumentException($"{values.Length} values are not a block of {string.Join(" x ", count)}.", nameof(values));
        using Lock.Scope scope = Hdf5Library.Enter();
        bool grows = false;
        for (int i = 0; i < _lengths.Length; i++)
        {
            grows |= start[i] + count[i] > _lengths[i];
            _lengths[i] = Math.Max(_lengths[i], start[i] + count[i]);
        }

        if (grows)
            place.Status(H5D.set_extent(handle.Id, Hdf5OutputFile.Lengths(_lengths)), "a longer dataset");
        using var space = new Hdf5SpaceHandle(place.Id(H5D.get_space(handle.Id), "a size"));
        ulong[] block = Hdf5OutputFile.Lengths(count);
        ulong[] ones = [.. count.Select(_ => 1ul)];
        place.Status(H5S.select_hyperslab(space.Id, H5S.seloper_t.SET, Hdf5OutputFile.Lengths(start), ones, block, ones), "a block of a dataset");
        using var memory = new Hdf5SpaceHandle(place.Id(H5S.create_simple(block.Length, block, block), "a block"));
        fixed (T* at = values)
            place.Status(H5D.write(handle.Id, Hdf5OutputFile.MemoryType(type), memory.Id, space.Id, H5P.DEFAULT, (nint)at), "values written");
    }

    /// <summary>Reads back a block.</summary>
    /// <typeparam name="T">The elements' type in memory.</typeparam>
    /// <param name="values">Where they go.</param>
    /// <param name="start">Where the block begins.</param>
    /// <param name="count">The block's lengths.</param>
    /// <param name="memoryType">What T is.</param>
    public unsafe void Read<T>(Span<T> values, long[] start, long[] count, Hdf5ElementType memoryType)
        where T : unmanaged
    {
        if (values.Length != count.Aggregate(1L, (product, length) => product * length))
            throw new ArgumentException($"{values.Length} values are not a block of {string.Join(" x ", count)}.", nameof(values));
        using Lock.Scope scope = Hdf5Library.Enter();
        using var space = new Hdf5SpaceHandle(place.Id(H5D.get_space(handle.Id), "a size"));
        ulong[] block = Hdf5OutputFile.Lengths(count);
        ulong[] ones = [.. count.Select(_ => 1ul)];
        place.Status(H5S.select_hyperslab(space.Id, H5S.seloper_t.SET, Hdf5OutputFile.Lengths(start), ones, block, ones), "a block of a dataset");
        using var memory = new Hdf5SpaceHandle(place.Id(H5S.create_simple(block.Length, block, block), "a block"));
        fixed (T* at = values)
            place.Status(H5D.read(handle.Id, Hdf5OutputFile.MemoryType(memoryType), memory.Id, space.Id, H5P.DEFAULT, (nint)at), "values read back");
    }

    public void Dispose() => handle.Dispose();
}
