using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NeuroKit.Events.Formats.Npy;

/// <summary>Writes numbers least significant byte first, whatever the machine.</summary>
internal static class LittleEndian
{
    private const int PartLength = 1 << 20;

    public static void Write<T>(Stream to, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        // In parts, for the bytes of a long array may be more than a span holds.
        for (; values.Length > PartLength; values = values[PartLength..])
            WritePart(to, MemoryMarshal.AsBytes(values[..PartLength]), Unsafe.SizeOf<T>());
        WritePart(to, MemoryMarshal.AsBytes(values), Unsafe.SizeOf<T>());
    }

    private static void WritePart(Stream to, ReadOnlySpan<byte> bytes, int size)
    {
        if (BitConverter.IsLittleEndian || size == 1)
        {
            to.Write(bytes);
            return;
        }

        Span<byte> swapped = stackalloc byte[4096];
        while (!bytes.IsEmpty)
        {
            int count = Math.Min(swapped.Length, bytes.Length); // a multiple of every number's size
            bytes[..count].CopyTo(swapped);
            for (int i = 0; i < count; i += size)
                swapped.Slice(i, size).Reverse();
            to.Write(swapped[..count]);
            bytes = bytes[count..];
        }
    }
}
