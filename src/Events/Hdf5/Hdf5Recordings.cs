using NeuroKit.Events.Datasets;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Hdf5;

/// <summary>The recordings of HDF5 files that hold several.</summary>
public static class Hdf5Recordings
{
    /// <summary>Lists a file's recordings with their labels; no event is read.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The recordings, in order of their paths as people count (2 before 10).</returns>
    /// <exception cref="Hdf5LibraryMissingException">There is no HDF5 library.</exception>
    /// <exception cref="Hdf5Exception">The library cannot read the file.</exception>
    public static IReadOnlyList<Hdf5Recording> List(string path) => List(path, Hdf5Probing.Automatic);

    /// <summary>As <see cref="List(string)"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="probing">Whether the file is tried in a helper process first.</param>
    public static IReadOnlyList<Hdf5Recording> List(string path, Hdf5Probing probing)
    {
        using EventSource source = EventSource.FromFile(path);
        if (source.FilePath is null)
            throw new InvalidEventDataException(path, null, "a pipe or a device", "a regular file");
        Hdf5Library.Enter().Dispose(); // where there is no library, that is what is wrong, and not the file
        Hdf5Probe.Check(path, path, "/", probing);
        using Lock.Scope scope = Hdf5Library.Enter();
        using var file = new Hdf5File(path, path, source.Length ?? 0);
        return Hdf5Survey.Run(file, "/", out _);
    }

    /// <summary>
    /// A file's recordings as a data set with their labels, to divide and to load; no event is read. A sample's <see cref="EventSample.Id"/> is its
    /// recording's path in the file, <c>train_set/0</c>; its split is the first group's name where that is a usual one (<c>train</c>, <c>test_set</c>);
    /// a class's name is what the file calls its label, else the number.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="objectPath">Only the recordings in this group. Default: all.</param>
    /// <param name="probing">Whether the file is tried in a helper process first.</param>
    /// <exception cref="DatasetException">The file holds no recording there, or one without a label.</exception>
    /// <exception cref="Hdf5LibraryMissingException">There is no HDF5 library.</exception>
    /// <exception cref="Hdf5Exception">The library cannot read the file.</exception>
    public static EventDataset OpenDataset(string path, string objectPath = "/", Hdf5Probing probing = Hdf5Probing.Automatic)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentException.ThrowIfNullOrEmpty(objectPath);
        return Hdf5Dataset.Of(path, objectPath, List(path, probing));
    }

    /// <summary>Opens one of a file's recordings.</summary>
    /// <param name="path">The file.</param>
    /// <param name="recording">The recording.</param>
    /// <param name="options">How to read; default <see cref="EventReadOptions.Default"/>.</param>
    public static EventReader Open(string path, Hdf5Recording recording, EventReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        options ??= EventReadOptions.Default;
        Hdf5Options own = options.Get<Hdf5Options>() with { ObjectPath = recording.Path };
        return EventFile.Open(path, options with
        {
            Format = Hdf5Format.Instance.Name,
            FormatOptions = [.. options.FormatOptions.Where(o => o is not Hdf5Options), own],
        }, EventFormats.Default.With(Hdf5Format.Instance));
    }
}
