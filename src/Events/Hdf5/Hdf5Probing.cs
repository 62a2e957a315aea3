namespace NeuroKit.Events.Hdf5;

/// <summary>
/// Whether a file is tried in a process of its own before it is opened here. The HDF5 library crashes on some damaged files instead of
/// saying so, which no handler in this process could stop: the helper process dies of such a file first, and the file is refused with an
/// exception.
/// </summary>
public enum Hdf5Probing
{
    /// <summary>Tried where a helper process can be started (an application with the files of the .NET runtime beside it); elsewhere opened without, which the reader notes (<see cref="EventReader.Diagnostics"/>).</summary>
    Automatic,

    /// <summary>Tried; refused where no helper process can be started.</summary>
    Required,

    /// <summary>Not tried: for files of one's own making.</summary>
    Off,
}
