using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HDF.PInvoke;

/// <summary>Finds the system's libhdf5, whatever its distribution calls it; nothing is loaded before the first call.</summary>
internal static class NativeLibraryLoader
{
    // Debian's serial build first: the plain name can be an MPI build there. 103 is 1.10, 200 is 1.12, 310 is 1.14.
    private static readonly string[] s_names = OperatingSystem.IsWindows()
        ? ["hdf5.dll"]
        : OperatingSystem.IsMacOS()
            ? ["libhdf5.dylib", "/opt/homebrew/lib/libhdf5.dylib", "/usr/local/lib/libhdf5.dylib"]
            : ["libhdf5_serial.so.103", "libhdf5_serial.so.310", "libhdf5_serial.so", "libhdf5.so.103", "libhdf5.so.200", "libhdf5.so.310", "libhdf5.so"];

    private static nint s_handle;

    // The resolver has to be there before the first call into the library, whichever member makes it.
#pragma warning disable CA2255 // The initializer only registers a callback: it loads nothing and cannot fail.
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLoader).Assembly, Resolve);
#pragma warning restore CA2255

    /// <summary>A variable that the library exports, such as a predefined datatype's identifier.</summary>
    /// <exception cref="DllNotFoundException">The library is not there.</exception>
    public static long ReadHid(string name) => Marshal.ReadInt64(NativeLibrary.GetExport(Load(), name));

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) => name == Constants.DLLFileName ? Load() : 0;

    private static nint Load()
    {
        if (s_handle != 0)
            return s_handle;
        foreach (string name in s_names)
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
                return s_handle = handle; // loading twice gives the same handle, so two threads may race
        }

        throw new DllNotFoundException("The HDF5 library is not on this system (looked for " + string.Join(", ", s_names) + ").");
    }
}
