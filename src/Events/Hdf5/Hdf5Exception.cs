namespace NeuroKit.Events.Hdf5;

/// <summary>The HDF5 library could not do what was asked of a file.</summary>
public sealed class Hdf5Exception : EventFormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="source">The file's path or the stream's name.</param>
    /// <param name="objectPath">The object inside the file, <c>/</c> for the file as a whole.</param>
    /// <param name="libraryMessage">The library's words, its outermost complaint first.</param>
    /// <param name="expected">What was asked for.</param>
    public Hdf5Exception(string source, string objectPath, string libraryMessage, string expected)
        : base(source, null, $"object {objectPath}, of which the HDF5 library says \"{libraryMessage}\"", expected)
    {
        ObjectPath = objectPath;
        LibraryMessage = libraryMessage;
    }

    /// <summary>The object inside the file.</summary>
    public string ObjectPath { get; }

    /// <summary>The library's words, its outermost complaint first.</summary>
    public string LibraryMessage { get; }
}
