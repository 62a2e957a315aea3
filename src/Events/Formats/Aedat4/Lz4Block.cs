using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>Decodes LZ4 blocks. Source: LZ4's block format description.</summary>
internal static class Lz4Block
{
    /// <summary>Most bytes that a byte of a block can become.</summary>
    public const int MaxInflation = 255;

    private const int MinMatch = 4;
    private const int LongLength = 15;
    private const int Step = 16;

    /// <summary>Decodes a block behind what is decoded already.</summary>
    /// <param name="block">The block.</param>
    /// <param name="output">Where it goes; <see cref="PacketBuffer.Slack"/> bytes beyond <paramref name="limit"/> may be overwritten.</param>
    /// <param name="at">Where the block begins.</param>
    /// <param name="lowest">The first byte that matches may come from.</param>
    /// <param name="limit">Where it ends at the latest.</param>
    /// <returns>Where it ends; −1 where it is broken.</returns>
    public static int Decode(ReadOnlySpan<byte> block, Span<byte> output, int at, int lowest, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, output.Length - PacketBuffer.Slack);
        ref byte from = ref MemoryMarshal.GetReference(block);
        ref byte to = ref MemoryMarshal.GetReference(output);
        nint input = 0;
        nint inputEnd = block.Length;
        nint here = at;
        while (input < inputEnd)
        {
            int token = Unsafe.Add(ref from, input++);
            nint literals = token >> 4;
            if (literals == LongLength && !TryLength(ref from, ref input, inputEnd, ref literals))
                return -1;
            if (literals > inputEnd - input || literals > limit - here)
                return -1;
            if (literals <= Step && inputEnd - input >= Step)
                Copy16(ref Unsafe.Add(ref from, input), ref Unsafe.Add(ref to, here));
            else
                block.Slice((int)input, (int)literals).CopyTo(output[(int)here..]);
            input += literals;
            here += literals;
            if (input == inputEnd)
                return (int)here; // the last sequence has no match

            if (inputEnd - input < sizeof(ushort))
                return -1;
            nint distance = BinaryPrimitives.ReadUInt16LittleEndian(block[(int)input..]);
            input += sizeof(ushort);
            nint length = token & LongLength;
            if (length == LongLength && !TryLength(ref from, ref input, inputEnd, ref length))
                return -1;
            length += MinMatch;
            if (distance == 0 || distance > here - lowest || length > limit - here)
                return -1;
            CopyMatch(ref to, here, distance, length);
            here += length;
        }

        return -1; // a block ends in literals
    }

    private static bool TryLength(ref byte from, ref nint input, nint inputEnd, ref nint length)
    {
        int more;
        do
        {
            if (input >= inputEnd)
                return false;
            more = Unsafe.Add(ref from, input++);
            length += more;
        }
        while (more == byte.MaxValue);
        return true;
    }

    // The match may overlap what it makes: near ones repeat a pattern.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyMatch(ref byte to, nint here, nint distance, nint length)
    {
        nint end = here + length;
        if (distance >= Step)
        {
            do
            {
                Copy16(ref Unsafe.Add(ref to, here - distance), ref Unsafe.Add(ref to, here));
                here += Step;
            }
            while (here < end);
        }
        else if (distance >= sizeof(ulong))
        {
            do
            {
                ulong bytes = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref to, here - distance));
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, here), bytes);
                here += sizeof(ulong);
            }
            while (here < end);
        }
        else
        {
            // Byte by byte until the pattern is long enough to be copied in words: any multiple of the distance is one as well.
            nint wide = distance;
            while (wide < sizeof(ulong))
                wide += distance;
            nint apart = Math.Min(end, here + wide - distance);
            for (; here < apart; here++)
                Unsafe.Add(ref to, here) = Unsafe.Add(ref to, here - distance);
            for (; here < end; here += sizeof(ulong))
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, here), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref to, here - wide)));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy16(ref byte from, ref byte to) => Vector128.LoadUnsafe(ref from).StoreUnsafe(ref to);
}
