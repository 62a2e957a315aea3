using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using herr_t = System.Int32;
using hid_t = System.Int64;
using htri_t = System.Int32;
using size_t = System.IntPtr;

namespace HDF.PInvoke;

/// <summary>Datatypes.</summary>
internal static partial class H5T
{
    public static readonly IntPtr VARIABLE = new(-1);

    public enum class_t
    {
        NO_CLASS = -1,
        INTEGER = 0,
        FLOAT = 1,
        TIME = 2,
        STRING = 3,
        BITFIELD = 4,
        OPAQUE = 5,
        COMPOUND = 6,
        REFERENCE = 7,
        ENUM = 8,
        VLEN = 9,
        ARRAY = 10,
        NCLASSES,
    }

    public enum cset_t
    {
        ERROR = -1,
        ASCII = 0,
        UTF8 = 1,
    }

    public enum order_t
    {
        ERROR = -1,
        LE = 0,
        BE = 1,
        VAX = 2,
        MIXED = 3,
        ONE = 4,
    }

    public enum sign_t
    {
        ERROR = -1,
        NONE = 0,
        SGN_2 = 1,
        NSGN = 2,
    }

    public static hid_t NATIVE_INT64 { get; } = NativeLibraryLoader.ReadHid("H5T_NATIVE_INT64_g");

    public static hid_t NATIVE_INT32 { get; } = NativeLibraryLoader.ReadHid("H5T_NATIVE_INT32_g");

    public static hid_t NATIVE_UINT16 { get; } = NativeLibraryLoader.ReadHid("H5T_NATIVE_UINT16_g");

    public static hid_t NATIVE_UINT8 { get; } = NativeLibraryLoader.ReadHid("H5T_NATIVE_UINT8_g");

    public static hid_t NATIVE_FLOAT { get; } = NativeLibraryLoader.ReadHid("H5T_NATIVE_FLOAT_g");

    public static hid_t STD_I64LE { get; } = NativeLibraryLoader.ReadHid("H5T_STD_I64LE_g");

    public static hid_t STD_I32LE { get; } = NativeLibraryLoader.ReadHid("H5T_STD_I32LE_g");

    public static hid_t STD_U16LE { get; } = NativeLibraryLoader.ReadHid("H5T_STD_U16LE_g");

    public static hid_t STD_U8LE { get; } = NativeLibraryLoader.ReadHid("H5T_STD_U8LE_g");

    public static hid_t IEEE_F32LE { get; } = NativeLibraryLoader.ReadHid("H5T_IEEE_F32LE_g");

    public static hid_t C_S1 { get; } = NativeLibraryLoader.ReadHid("H5T_C_S1_g");

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tclose")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t close(hid_t type_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tcopy")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t copy(hid_t type_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_class")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial class_t get_class(hid_t dtype_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_fields")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t get_fields(hid_t dtype_id, ref size_t spos, ref size_t epos, ref size_t esize, ref size_t mpos, ref size_t msize);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_member_name")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial IntPtr get_member_name(hid_t dtype_id, uint field_idx);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_member_offset")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial size_t get_member_offset(hid_t dtype_id, uint memb_no);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_member_type")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t get_member_type(hid_t dtype_id, uint field_idx);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_nmembers")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int get_nmembers(hid_t dtype_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_offset")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int get_offset(hid_t dtype_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_order")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial order_t get_order(hid_t dtype_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_precision")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial size_t get_precision(hid_t dtype_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_sign")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial sign_t get_sign(hid_t dtype_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial size_t get_size(hid_t dtype_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tget_super")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial hid_t get_super(hid_t dtype_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tis_variable_str")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial htri_t is_variable_str(hid_t dtype_id);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tset_cset")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t set_cset(hid_t dtype_id, cset_t cset);

    [LibraryImport(Constants.DLLFileName, EntryPoint = "H5Tset_size")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial herr_t set_size(hid_t dtype_id, size_t size);
}
