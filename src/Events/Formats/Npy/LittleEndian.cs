using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>Writes numbers least significant byte first, whatever the machine.</summary>
internal static class LittleEndian
{
    public static void Write<T>(Stream to, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
        if (BitConverter.IsLittleEndian || Unsafe.SizeOf<T>() == 1)
        {
            to.Write(bytes);
            return;
        }

        Span<byte> swapped = stackalloc byte[4096];
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(swapped.Length, bytes.Length); // a multiple of every number's size
            bytes[..count].CopyTo(swapped);
            for (int i = 0; i < count; i += Unsafe.SizeOf<T>())
                swapped.Slice(i, Unsafe.SizeOf<T>()).Reverse();
            to.Write(swapped[..count]);
            bytes = bytes[count..];
        }
    }
}
