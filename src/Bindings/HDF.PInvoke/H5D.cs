using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using herr_t = System.Int32;
using hid_t = System.Int64;
using hsize_t = System.UInt64;
using uint32_t = System.UInt32;

namespace HDF.PInvoke;

/// <summary>Datasets.</summary>
internal static partial class H5D
{
    static H5D() => H5.open();

    public enum layout_t
    {
        LAYOUT_ERROR = -1,
        COMPACT = 0,
        CONTIGUOUS = 1,
        CHUNKED = 2,
        VIRTUAL = 3,
        NLAYOUTS,
    }

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dclose")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t close(hid_t dset_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dcreate2")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t create(hid_t loc_id, byte[] name, hid_t type_id, hid_t space_id, hid_t lcpl_id = H5P.DEFAULT, hid_t dcpl_id = H5P.DEFAULT, hid_t dapl_id = H5P.DEFAULT);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dget_chunk_storage_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t get_chunk_storage_size(hid_t dset_id, [In, Out] hsize_t[] offset, ref hsize_t chunk_bytes);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dget_create_plist")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t get_create_plist(hid_t dset_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dget_space")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t get_space(hid_t dset_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dget_storage_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hsize_t get_storage_size(hid_t dset_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dget_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t get_type(hid_t dset_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dopen2")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t open(hid_t file_id, byte[] name, hid_t dapl_id = H5P.DEFAULT);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dread")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t read(hid_t dset_id, hid_t mem_type_id, hid_t mem_space_id, hid_t file_space_id, hid_t plist_id, IntPtr buf);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dread_chunk")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t read_chunk(hid_t dset_id, hid_t dxpl_id, ref hsize_t offset, ref uint32_t filter_mask, IntPtr buf);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dset_extent")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t set_extent(hid_t dset_id, hsize_t[] size);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dvlen_reclaim")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t vlen_reclaim(hid_t type_id, hid_t space_id, hid_t plist_id, IntPtr buf);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Dwrite")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t write(hid_t dset_id, hid_t mem_type_id, hid_t mem_space_id, hid_t file_space_id, hid_t plist_id, IntPtr buf);
}
