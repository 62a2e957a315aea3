using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using htri_t = System.Int32;

namespace HDF.PInvoke;

/// <summary>Filters.</summary>
internal static partial class H5Z
{
    static H5Z() => H5.open();

    public enum filter_t
    {
        ERROR = -1,
        NONE = 0,
        DEFLATE = 1,
        SHUFFLE = 2,
        FLETCHER32 = 3,
        SZIP = 4,
        NBIT = 5,
        SCALEOFFSET = 6,
        RESERVED = 256,
        MAX = 65535,
    }

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Zfilter_avail")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial htri_t filter_avail(filter_t filter);
}
