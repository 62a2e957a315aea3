using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>The filters that event files are known to be compressed with. Source: the HDF Group's register of filters.</summary>
internal static class Hdf5Filters
{
    public const int Deflate = 1;
    public const int Shuffle = 2;
    public const int Fletcher32 = 3;
    public const int Lzf = 32000;

    /// <summary>Whether the library can undo filters. The library's lock is held.</summary>
    public static bool AreAvailable(IEnumerable<Hdf5Filter> filters)
    {
        bool all = filters.All(f => H5Z.filter_avail((H5Z.filter_t)f.Id) > 0);
        if (!all)
            Hdf5Place.Words(); // what the search for a plug-in left behind
        return all;
    }

    /// <summary>Throws where a filter is needed that is not there. The library's lock is held.</summary>
    public static void RequireAvailable(string file, string objectPath, IEnumerable<Hdf5Filter> filters)
    {
        foreach (Hdf5Filter filter in filters)
        {
            if (H5Z.filter_avail((H5Z.filter_t)filter.Id) > 0)
                continue;
            Hdf5Place.Words();
            (string name, string package) = Describe(filter);
            throw new Hdf5FilterMissingException(file, objectPath, filter.Id, name, package);
        }
    }

    private static (string Name, string Package) Describe(Hdf5Filter filter)
    {
        string given = filter.Name.Length > 0 ? filter.Name : "without a name";
        return filter.Id switch
        {
            4 => ("szip", "an HDF5 library that was built with szip"),
            Lzf => ("lzf", "Debian package hdf5-plugin-lzf"),
            32001 => ("blosc", "Debian package hdf5-filter-plugin-blosc-serial"),
            307 => ("bzip2", "Debian package hdf5-filter-plugin"),
            32004 => ("lz4", "Debian package hdf5-filter-plugin"),
            32008 => ("bitshuffle", "Debian package hdf5-filter-plugin"),
            32013 => ("zfp", "Debian package hdf5-filter-plugin-zfp-serial"),
            32015 => ("zstd", "Debian package python3-hdf5plugin"),
            32026 => ("blosc2", "Debian package python3-hdf5plugin"),
            0x8ECF => ("ECF, Prophesee's event compression", "Prophesee's hdf5_ecf plug-in, part of OpenEB and the Metavision SDK"),
            _ => (given, "look for the filter's number in the HDF Group's register of filters"),
        };
    }
}
