using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using herr_t = System.Int32;
using hsize_t = System.UInt64;

namespace HDF.PInvoke;

/// <summary>Library: the whole.</summary>
internal static partial class H5
{
    public enum index_t
    {
        UNKNOWN = -1,
        NAME = 0,
        CRT_ORDER = 1,
        N,
    }

    public enum iter_order_t
    {
        UNKNOWN = -1,
        INC = 0,
        DEC = 1,
        NATIVE = 2,
        N,
    }

    public struct ih_info_t
    {
        public hsize_t index_size;
        public hsize_t heap_size;
    }

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5open")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t open();

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5get_libversion")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t get_libversion(ref uint majnum, ref uint minnum, ref uint relnum);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5free_memory")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t free_memory(IntPtr buf);
}
