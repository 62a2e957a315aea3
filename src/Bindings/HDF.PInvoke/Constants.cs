namespace HDF.PInvoke;

/// <summary>The native library's name, which <see cref="NativeLibraryLoader"/> finds.</summary>
internal static class Constants
{
    public const string DLLFileName = "hdf5";
}
