using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using haddr_t = System.UInt64;
using herr_t = System.Int32;
using hid_t = System.Int64;
using hsize_t = System.UInt64;

namespace HDF.PInvoke;

/// <summary>Objects.</summary>
internal static partial class H5O
{
    static H5O() => H5.open();

    public enum type_t
    {
        UNKNOWN = -1,
        GROUP = 0,
        DATASET = 1,
        NAMED_DATATYPE = 2,
        NTYPES = 3,
    }

    public struct hdr_info_t
    {
        public uint version;
        public uint nmesgs;
        public uint nchunks;
        public uint flags;
        public space_t space;
        public mesg_t mesg;

        public struct space_t
        {
            public hsize_t total;
            public hsize_t meta;
            public hsize_t mesg;
            public hsize_t free;
        }

        public struct mesg_t
        {
            public ulong present;
            public ulong shared;
        }
    }

    public struct meta_size_t
    {
        public H5.ih_info_t obj;
        public H5.ih_info_t attr;
    }

    public struct info_t
    {
        public uint fileno;
        public haddr_t addr;
        public type_t type;
        public uint rc;
        public ulong atime;
        public ulong mtime;
        public ulong ctime;
        public ulong btime;
        public hsize_t num_attrs;
        public hdr_info_t hdr;
        public meta_size_t meta_size;
    }

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Oclose")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t close(hid_t object_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Oget_info1")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t get_info(hid_t loc_id, ref info_t oinfo);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Oopen")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t open(hid_t loc_id, byte[] name, hid_t lapl_id = H5P.DEFAULT);
}
