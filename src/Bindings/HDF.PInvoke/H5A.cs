using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using herr_t = System.Int32;
using hid_t = System.Int64;
using htri_t = System.Int32;

namespace HDF.PInvoke;

/// <summary>Attributes.</summary>
internal static partial class H5A
{
    static H5A() => H5.open();

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aclose")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t close(hid_t attr_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Acreate2")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t create(hid_t loc_id, byte[] attr_name, hid_t type_id, hid_t space_id, hid_t acpl_id = H5P.DEFAULT, hid_t aapl_id = H5P.DEFAULT);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aexists")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial htri_t exists(hid_t obj_id, byte[] attr_name);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aget_space")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t get_space(hid_t attr_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aget_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t get_type(hid_t attr_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aopen")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t open(hid_t obj_id, byte[] attr_name, hid_t aapl_id = H5P.DEFAULT);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Aread")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t read(hid_t attr_id, hid_t type_id, IntPtr buf);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Awrite")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t write(hid_t attr_id, hid_t mem_type_id, IntPtr buf);
}
