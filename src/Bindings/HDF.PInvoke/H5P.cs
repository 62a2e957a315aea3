using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using hbool_t = System.UInt32;
using herr_t = System.Int32;
using hid_t = System.Int64;
using hsize_t = System.UInt64;
using size_t = System.IntPtr;

namespace HDF.PInvoke;

/// <summary>Property lists.</summary>
internal static partial class H5P
{
    static H5P() => H5.open();

    public const hid_t DEFAULT = 0;

    public static hid_t DATASET_CREATE { get; } = NativeLibraryLoader.ReadHid("H5P_CLS_DATASET_CREATE_ID_g");

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pclose")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t close(hid_t plist);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pcreate")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t create(hid_t cls_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pget_chunk")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int get_chunk(hid_t plist_id, int max_ndims, [In, Out] hsize_t[] dims);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pget_external_count")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int get_external_count(hid_t plist);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pget_filter2")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial H5Z.filter_t get_filter(hid_t plist_id, uint idx, ref uint flags, ref size_t cd_nelmts, uint[] cd_values, size_t namelen, [In, Out] byte[] name, ref uint filter_config);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pget_layout")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial H5D.layout_t get_layout(hid_t plist);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pget_nfilters")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int get_nfilters(hid_t plist);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pset_chunk")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t set_chunk(hid_t plist_id, int ndims, hsize_t[] dims);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pset_deflate")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t set_deflate(hid_t plist_id, uint level);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pset_obj_track_times")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t set_obj_track_times(hid_t ocpl_id, hbool_t track_times);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Pset_shuffle")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t set_shuffle(hid_t plist_id);
}
