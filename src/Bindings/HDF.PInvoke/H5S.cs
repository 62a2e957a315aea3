using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using herr_t = System.Int32;
using hid_t = System.Int64;
using hsize_t = System.UInt64;
using hssize_t = System.Int64;

namespace HDF.PInvoke;

/// <summary>Dataspaces.</summary>
internal static partial class H5S
{
    static H5S() => H5.open();

    public const int ALL = 0;
    public const hsize_t UNLIMITED = unchecked((hsize_t)(-1));
    public const int MAX_RANK = 32;

    public enum class_t
    {
        NO_CLASS = -1,
        SCALAR = 0,
        SIMPLE = 1,
        NULL = 2,
    }

    public enum seloper_t
    {
        NOOP = -1,
        SET = 0,
        OR,
        AND,
        XOR,
        NOTB,
        NOTA,
        APPEND,
        PREPEND,
        INVALID,
    }

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sclose")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t close(hid_t space_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Screate")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t create(class_t type);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Screate_simple")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t create_simple(int rank, hsize_t[] dims, hsize_t[] maxdims);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sget_simple_extent_dims")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int get_simple_extent_dims(hid_t space_id, [In, Out] hsize_t[] dims, [In, Out] hsize_t[] maxdims);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sget_simple_extent_ndims")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int get_simple_extent_ndims(hid_t space_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sget_simple_extent_npoints")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hssize_t get_simple_extent_npoints(hid_t space_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sget_simple_extent_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial class_t get_simple_extent_type(hid_t space_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Sselect_hyperslab")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t select_hyperslab(hid_t space_id, seloper_t op, hsize_t[] start, hsize_t[] stride, hsize_t[] count, hsize_t[] block);
}
