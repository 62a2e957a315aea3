using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using NeuroKit.Events.Formats.Npy;

namespace NeuroKit.Frames;

/// <summary>
/// Frames one after the other in a stream that seeks: as uint16 until a count does not fit, then all of them as int32, those written
/// before rewritten in place. Memory is that of two frames.
/// </summary>
internal sealed class FrameStream(Stream stream, int cells) : IDisposable
{
    private readonly long _start = stream.Position;
    private ushort[] _narrow = ArrayPool<ushort>.Shared.Rent(cells);

    public int Frames { get; private set; }

    public bool Widened { get; private set; }

    public void Write(ReadOnlySpan<int> counts)
    {
        if (!Widened && TensorPrimitives.Max(MemoryMarshal.Cast<int, uint>(counts)) > ushort.MaxValue)
            Widen();
        if (Widened)
        {
            LittleEndian.Write(stream, counts);
        }
        else
        {
            Narrowing.Saturate(counts, _narrow.AsSpan(0, cells));
            LittleEndian.Write<ushort>(stream, _narrow.AsSpan(0, cells));
        }

        Frames++;
    }

    public void Dispose()
    {
        ArrayPool<ushort>.Shared.Return(_narrow);
        _narrow = [];
    }

    // Last frame first: frame k then goes where frames 2k and 2k + 1 were, which have already moved; frame 0 is read before it is overwritten.
    private void Widen()
    {
        int[] wide = ArrayPool<int>.Shared.Rent(cells);
        try
        {
            Span<byte> bytes = MemoryMarshal.AsBytes(_narrow.AsSpan(0, cells));
            for (int k = Frames - 1; k >= 0; k--)
            {
                stream.Position = _start + ((long)k * cells * sizeof(ushort));
                stream.ReadExactly(bytes);
                for (int i = 0; i < cells; i++)
                    wide[i] = BitConverter.IsLittleEndian ? _narrow[i] : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(_narrow[i]);
                stream.Position = _start + ((long)k * cells * sizeof(int));
                LittleEndian.Write<int>(stream, wide.AsSpan(0, cells));
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(wide);
        }

        stream.Position = _start + ((long)Frames * cells * sizeof(int));
        Widened = true;
    }
}
