using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using herr_t = System.Int32;
using hid_t = System.Int64;

namespace HDF.PInvoke;

/// <summary>Files.</summary>
internal static partial class H5F
{
    static H5F() => H5.open();

    public const uint ACC_RDONLY = 0x0000u;
    public const uint ACC_TRUNC = 0x0002u;

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Fclose")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t close(hid_t file_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Fcreate", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t create(string filename, uint flags, hid_t create_plist = H5P.DEFAULT, hid_t access_plist = H5P.DEFAULT);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Fopen", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t open(string filename, uint flags, hid_t plist = H5P.DEFAULT);
}
