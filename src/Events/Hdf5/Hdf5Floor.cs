using System.Buffers;
using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>The library's own way to read: each column whole, in one call. What ours is measured against.</summary>
internal static class Hdf5Floor
{
    /// <summary>Reads columns whole.</summary>
    /// <returns>Rows of the first.</returns>
    public static unsafe long Read(string path, params ReadOnlySpan<string> datasets)
    {
        using Lock.Scope scope = Hdf5Library.Enter();
        using var file = new Hdf5File(path, path, new FileInfo(path).Length);
        long first = 0;
        foreach (string name in datasets)
        {
            Hdf5Place place = file.At(name);
            using Hdf5ObjectHandle dataset = file.Open(name);
            using var type = new Hdf5TypeHandle(place.Id(H5D.get_type(dataset.Id), "a dataset with a datatype"));
            using var space = new Hdf5SpaceHandle(place.Id(H5D.get_space(dataset.Id), "a dataset with a size"));
            long rows = H5S.get_simple_extent_npoints(space.Id);
            byte[] bytes = ArrayPool<byte>.Shared.Rent(checked((int)(rows * H5T.get_size(type.Id))));
            fixed (byte* to = bytes)
                place.Status(H5D.read(dataset.Id, type.Id, H5S.ALL, H5S.ALL, H5P.DEFAULT, (nint)to), "a column");
            ArrayPool<byte>.Shared.Return(bytes);
            first = first == 0 ? rows : first;
        }

        return first;
    }
}
