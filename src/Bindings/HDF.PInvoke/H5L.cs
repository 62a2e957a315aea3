using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using haddr_t = System.UInt64;
using hbool_t = System.UInt32;
using herr_t = System.Int32;
using hid_t = System.Int64;
using hsize_t = System.UInt64;
using size_t = System.IntPtr;

namespace HDF.PInvoke;

/// <summary>Links.</summary>
internal static partial class H5L
{
    static H5L() => H5.open();

    public enum type_t
    {
        ERROR = -1,
        HARD = 0,
        SOFT = 1,
        EXTERNAL = 64,
        MAX = 255,
    }

    public struct info_t
    {
        public type_t type;
        public hbool_t corder_valid;
        public long corder;
        public H5T.cset_t cset;
        public u_t u;

        [StructLayout(LayoutKind.Explicit)]
        public struct u_t
        {
            [FieldOffset(0)]
            public haddr_t address;

            [FieldOffset(0)]
            public size_t val_size;
        }
    }

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate herr_t iterate_t(hid_t group, IntPtr name, ref info_t info, IntPtr op_data);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Literate")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t iterate(hid_t grp_id, H5.index_t idx_type, H5.iter_order_t order, ref hsize_t idx, iterate_t op, IntPtr op_data);
}
