using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using herr_t = System.Int32;
using hid_t = System.Int64;

namespace HDF.PInvoke;

/// <summary>Groups.</summary>
internal static partial class H5G
{
    static H5G() => H5.open();

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Gclose")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t close(hid_t group_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Gcreate2")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t create(hid_t loc_id, byte[] name, hid_t lcpl_id = H5P.DEFAULT, hid_t gcpl_id = H5P.DEFAULT, hid_t gapl_id = H5P.DEFAULT);
}
