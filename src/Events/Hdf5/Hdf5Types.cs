using System.Runtime.InteropServices;
using HDF.PInvoke;
using NeuroKit.Events.Formats.Npy;

namespace NeuroKit.Events.Hdf5;

/// <summary>Reads what datatypes are. The library's lock is held.</summary>
internal static class Hdf5Types
{
    private const int MaxMembers = 256;

    /// <summary>A datatype as a plain number of at most 64 bits; null where it is none.</summary>
    public static NpyScalar? Scalar(long type)
    {
        H5T.class_t kind = H5T.get_class(type);
        if (kind == H5T.class_t.ENUM)
        {
            // NumPy's booleans are an enumeration of bytes.
            long super = H5T.get_super(type);
            if (super < 0)
                return null;
            using var held = new Hdf5TypeHandle(super);
            return H5T.get_class(super) == H5T.class_t.INTEGER ? Scalar(super) : null;
        }

        if (kind is not (H5T.class_t.INTEGER or H5T.class_t.FLOAT or H5T.class_t.BITFIELD))
            return null;
        long size = H5T.get_size(type);
        H5T.order_t order = H5T.get_order(type);
        bool isBig = order == H5T.order_t.BE;
        if (size is not (1 or 2 or 4 or 8) || order is not (H5T.order_t.LE or H5T.order_t.BE or H5T.order_t.ONE))
            return null;
        if (kind == H5T.class_t.FLOAT)
            return size > 1 && IsIeee(type, (int)size) ? new NpyScalar(NpyKind.Float, (int)size, isBig) : null;
        if (H5T.get_precision(type) != size * 8 || H5T.get_offset(type) != 0)
            return null;
        bool isSigned = kind == H5T.class_t.INTEGER && H5T.get_sign(type) == H5T.sign_t.SGN_2;
        return new NpyScalar(isSigned ? NpyKind.Signed : NpyKind.Unsigned, (int)size, size > 1 && isBig);
    }

    /// <summary>The fields of a compound; none where it is none.</summary>
    public static IReadOnlyList<Hdf5Member> Members(long type, Hdf5Place place)
    {
        if (H5T.get_class(type) != H5T.class_t.COMPOUND)
            return [];
        int count = place.Status(H5T.get_nmembers(type), "a compound datatype");
        var members = new List<Hdf5Member>();
        for (uint i = 0; i < Math.Min(count, MaxMembers); i++)
        {
            IntPtr name = H5T.get_member_name(type, i);
            if (name == 0)
                place.Throw("the name of a field");
            string text = Marshal.PtrToStringUTF8(name)!;
            _ = H5.free_memory(name);
            using var member = new Hdf5TypeHandle(place.Id(H5T.get_member_type(type, i), $"the type of field {text}"));
            members.Add(new Hdf5Member(text, checked((int)H5T.get_member_offset(type, i)), Scalar(member.Id)));
        }

        return members;
    }

    private static bool IsIeee(long type, int size)
    {
        IntPtr sign = 0;
        IntPtr exponent = 0;
        IntPtr exponentBits = 0;
        IntPtr mantissa = 0;
        IntPtr mantissaBits = 0;
        if (H5T.get_fields(type, ref sign, ref exponent, ref exponentBits, ref mantissa, ref mantissaBits) < 0)
        {
            Hdf5Place.Words();
            return false;
        }

        int significand = size switch { 2 => 10, 4 => 23, _ => 52 };
        return mantissa == 0 && mantissaBits == significand && exponent == significand && exponentBits == (size * 8) - 1 - significand && sign == (size * 8) - 1;
    }
}
