namespace NeuroKit.Events.Hdf5;

/// <summary>There is no HDF5 library to read or write HDF5 files with; the message says the command that mends it.</summary>
public sealed class Hdf5LibraryMissingException : NeuroKitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="reason">What is missing.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public Hdf5LibraryMissingException(string reason, Exception? innerException = null)
        : base($"HDF5 files need libhdf5, and {reason}; on Debian: {(Environment.IsPrivilegedProcess ? "" : "sudo ")}apt-get install {Hdf5Library.DebianPackage}", innerException)
    {
    }
}
