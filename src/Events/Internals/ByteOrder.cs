using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NeuroKit.Events.Internals;

/// <summary>Byte order of vectors of words.</summary>
internal static class ByteOrder
{
    /// <summary>Reverses the bytes of each 32-bit word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Reverse(Vector512<uint> words)
    {
        if (Avx512BW.IsSupported)
        {
            // One shuffle within each 128-bit lane; the general Vector512.Shuffle would be slow where there is no such instruction.
            Vector512<byte> order = Vector512.Create(Vector256.Create(Lane, Lane), Vector256.Create(Lane, Lane));
            return Avx512BW.Shuffle(words.AsByte(), order).AsUInt32();
        }

        Vector512<uint> pairs = ((words >>> 8) & Vector512.Create(0x00FF00FFu)) | ((words & Vector512.Create(0x00FF00FFu)) << 8);
        return (pairs >>> 16) | (pairs << 16);
    }

    private static Vector128<byte> Lane => Vector128.Create((byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);
}
