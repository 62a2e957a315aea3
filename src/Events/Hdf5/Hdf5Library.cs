using HDF.PInvoke;

namespace NeuroKit.Events.Hdf5;

/// <summary>
/// The system's HDF5 library (libhdf5 1.10 or newer). It is loaded when the first HDF5 file is met, and called by one thread at a time:
/// every operation, with all of its calls, holds one lock.
/// </summary>
/// <remarks>
/// The library crashes on some damaged files instead of reporting them. <see cref="Hdf5Probing"/> says how that is contained: a helper
/// process opens each file first, with the calls that reading makes, and a file that it dies of is refused with an <see cref="Hdf5Exception"/>.
/// Chunks are decompressed by managed code, which damage cannot crash; plug-ins of other filters decompress in the helper first.
/// </remarks>
public static class Hdf5Library
{
    /// <summary>Debian's package of the library.</summary>
    public const string DebianPackage = "libhdf5-103-1";

    private static readonly Lock s_gate = new();
    private static bool s_isOpen;

    [ThreadStatic]
    private static bool s_isSilenced;

    /// <summary>Whether the library can be used; loads it.</summary>
    /// <param name="details">Its version, or what is missing and the command that mends it.</param>
    public static bool IsAvailable(out string details)
    {
        try
        {
            using Lock.Scope scope = Enter();
            (uint major, uint minor, uint release) = Version();
            details = $"libhdf5 {major}.{minor}.{release}";
            return true;
        }
        catch (Hdf5LibraryMissingException exception)
        {
            details = exception.Message;
            return false;
        }
    }

    /// <summary>Whether files can be tried in a helper process before they are opened (<see cref="Hdf5Probing"/>); starts it.</summary>
    public static bool CanTryFiles() => Hdf5Probe.CanTry();

    /// <summary>Begins an operation: no other thread calls the library until the scope ends. One thread may enter again.</summary>
    /// <exception cref="Hdf5LibraryMissingException">There is no library, or an old one.</exception>
    internal static Lock.Scope Enter()
    {
        Lock.Scope scope = s_gate.EnterScope();
        try
        {
            if (!s_isOpen)
                Open();
            if (!s_isSilenced)
            {
                // Errors become exceptions; the library would print them as well. A thread-safe build keeps this for each thread.
                H5E.set_auto(H5E.DEFAULT, null!, 0);
                s_isSilenced = true;
            }

            return scope;
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }

    private static void Open()
    {
        try
        {
            if (H5.open() < 0)
                throw new Hdf5LibraryMissingException("the HDF5 library was found but does not start");
            (uint major, uint minor, uint release) = Version();
            if (major < 1 || (major == 1 && minor < 10))
                throw new Hdf5LibraryMissingException($"the HDF5 library found is {major}.{minor}.{release}, and 1.10 or newer is needed");
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException or TypeInitializationException)
        {
            throw new Hdf5LibraryMissingException("the HDF5 library is not on this system", exception);
        }

        s_isOpen = true;
    }

    private static (uint Major, uint Minor, uint Release) Version()
    {
        uint major = 0;
        uint minor = 0;
        uint release = 0;
        _ = H5.get_libversion(ref major, ref minor, ref release);
        return (major, minor, release);
    }
}
