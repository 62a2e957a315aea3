namespace NeuroKit.Events.Hdf5;

/// <summary>A dataset is compressed by a filter that is not installed; the message names the filter and its package.</summary>
public sealed class Hdf5FilterMissingException : EventFormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="source">The file's path or the stream's name.</param>
    /// <param name="objectPath">The dataset.</param>
    /// <param name="filter">The filter's number in the HDF Group's register.</param>
    /// <param name="filterName">What the filter is called, by the register or by the file.</param>
    /// <param name="package">Where its plug-in comes from.</param>
    public Hdf5FilterMissingException(string source, string objectPath, int filter, string filterName, string package)
        : base(source, null, $"object {objectPath} compressed by HDF5 filter {filter} ({filterName}), which is not installed",
            $"its plug-in: {package}; plug-ins in a folder of their own are found through HDF5_PLUGIN_PATH")
    {
        ObjectPath = objectPath;
        Filter = filter;
        FilterName = filterName;
    }

    /// <summary>The dataset.</summary>
    public string ObjectPath { get; }

    /// <summary>The filter's number in the HDF Group's register.</summary>
    public int Filter { get; }

    /// <summary>What the filter is called.</summary>
    public string FilterName { get; }
}
