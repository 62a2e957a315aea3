namespace NeuroKit.Events.Hdf5;

/// <summary>How HDF5 files are read.</summary>
public sealed record Hdf5Options : EventFormatOptions
{
    /// <summary>
    /// Which recording of a file with several: its path inside the file (<see cref="Hdf5Recordings.List(string)"/>), for example <c>/train_set/0</c>.
    /// A group that holds several, and <c>/</c>, means all of them, one after the other in the order of the list. Default: null, the
    /// file's only one.
    /// </summary>
    public string? ObjectPath { get; init; }

    /// <summary>Most threads that decompress one recording, the reading one included. Default: 0, as many as there are processors, at most 8.</summary>
    public int Threads { get; init; }

    /// <summary>
    /// Whether a file is tried in a helper process first, because the HDF5 library crashes on some damaged files. It costs the helper's
    /// start once (about 0.1 s) and about a millisecond a file. Default: <see cref="Hdf5Probing.Automatic"/>.
    /// </summary>
    public Hdf5Probing Probing { get; init; }

    /// <summary>
    /// Most bytes taken from a stream or memory: the library reads files only, so what is none is first copied to a temporary one.
    /// Default: 8 GiB.
    /// </summary>
    public long MaxSpooledBytes { get; init; } = 8L << 30;
}
