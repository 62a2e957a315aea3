using System.Globalization;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>A number as NumPy stores it.</summary>
/// <param name="Kind">Signed or unsigned integer (booleans are unsigned bytes) or IEEE float.</param>
/// <param name="Size">Bytes: 1, 2, 4, 8; floats 2, 4, 8.</param>
/// <param name="IsBigEndian">Whether the most significant byte comes first.</param>
internal readonly record struct NpyScalar(NpyKind Kind, int Size, bool IsBigEndian)
{
    /// <summary>Whether bytes must be swapped on this machine.</summary>
    public bool IsForeign => Size > 1 && IsBigEndian == BitConverter.IsLittleEndian;

    /// <summary>Whether the value's bytes are the machine's own of this kind and size.</summary>
    public bool Is(NpyKind kind, int size) => Kind == kind && Size == size && !IsForeign;

    /// <summary>A stored value, for messages.</summary>
    /// <param name="value">Its bytes, <see cref="Size"/> at least.</param>
    public string Describe(ReadOnlySpan<byte> value)
    {
        Span<byte> bytes = stackalloc byte[8];
        bytes.Clear();
        value[..Size].CopyTo(bytes);
        if (IsBigEndian)
            bytes[..Size].Reverse();
        ulong raw = System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        CultureInfo culture = CultureInfo.InvariantCulture;
        return (Kind, Size) switch
        {
            (NpyKind.Unsigned, _) => raw.ToString(culture),
            (NpyKind.Signed, _) => ((long)(raw << (64 - (Size * 8))) >> (64 - (Size * 8))).ToString(culture),
            (_, 2) => ((double)BitConverter.UInt16BitsToHalf((ushort)raw)).ToString(culture),
            (_, 4) => BitConverter.UInt32BitsToSingle((uint)raw).ToString(culture),
            _ => BitConverter.UInt64BitsToDouble(raw).ToString(culture),
        };
    }
}
