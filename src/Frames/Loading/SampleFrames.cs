using System.Buffers;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using NeuroKit.Events;
using NeuroKit.Frames.Transforms;

namespace NeuroKit.Frames.Loading;

/// <summary>
/// One recording's frames by one rule, as they come from the accumulator: bytes until a count needs more, then wider. The memory is raw,
/// so that widening needs no second kind of pool.
/// </summary>
internal sealed class SampleFrames : IDisposable
{
    private readonly FrameElement _asked;
    private readonly int _expectedFrames;
    private byte[] _raw = [];
    private SensorSize _size;
    private int _cells;

    public SampleFrames(SensorSize size, int expectedFrames, FrameElement asked)
    {
        (_size, _cells) = (size, checked((int)(2 * size.Pixels)));
        _expectedFrames = expectedFrames;
        _asked = asked;
        Restart();
    }

    /// <summary>Type of the counts held.</summary>
    public FrameElement Element { get; private set; }

    /// <summary>T.</summary>
    public int Frames { get; private set; }

    /// <summary>The counts <c>[T, 2, H, W]</c>.</summary>
    public ReadOnlySpan<byte> Raw => _raw.AsSpan(0, Bytes(Frames, Element));

    /// <summary>Forgets the frames: the recording is read anew.</summary>
    public void Restart()
    {
        Frames = 0;
        Element = _asked == FrameElement.Auto ? FrameElement.Byte : _asked;
        Reserve(_expectedFrames);
    }

    /// <summary>Takes a frame.</summary>
    public void Take(FrameInfo frame, ReadOnlySpan<int> counts)
    {
        Reserve(frame.Index + 1);
        while (!TryPut(frame.Index, counts))
        {
            int most = TensorPrimitives.Max(counts);
            if (_asked != FrameElement.Auto)
                throw new OverflowException($"a count of {most} in frame {frame.Index} does not fit the type asked for, {_asked}; take FrameElement.Auto or a wider one");
            WidenTo(ElementKernel.Holding(most));
        }

        Frames = Math.Max(Frames, frame.Index + 1);
    }

    /// <summary>Takes frames that are there already, in the smallest type that holds them.</summary>
    /// <returns>Whether the type asked for holds them.</returns>
    public bool TryTake(ReadOnlySpan<byte> raw, int frames, FrameElement element)
    {
        FrameElement to = _asked == FrameElement.Auto ? element : _asked;
        if (to < element)
            return false;
        Frames = 0;
        Element = to;
        Reserve(frames);
        ElementKernel.Widen(raw, element, _raw.AsSpan(0, Bytes(frames, to)), to);
        Frames = frames;
        return true;
    }

    /// <summary>Applies a transform to every frame.</summary>
    public void Transform(PixelMap map)
    {
        if (map.IsIdentity)
            return;
        int cells = checked((int)(2 * map.Target.Pixels));
        byte[] to = ArrayPool<byte>.Shared.Rent(Bytes(Frames, Element, cells));
        Span<byte> target = to.AsSpan(0, Bytes(Frames, Element, cells));
        switch (Element)
        {
            case FrameElement.Byte:
                map.Apply(Raw, target);
                break;
            case FrameElement.Int16:
                map.Apply(MemoryMarshal.Cast<byte, short>(Raw), MemoryMarshal.Cast<byte, short>(target));
                break;
            default:
                map.Apply(MemoryMarshal.Cast<byte, float>(Raw), MemoryMarshal.Cast<byte, float>(target));
                break;
        }

        Replace(to);
        (_size, _cells) = (map.Target, cells);
    }

    public void Dispose() => Replace([]);

    private bool TryPut(int index, ReadOnlySpan<int> counts)
    {
        Span<byte> to = _raw.AsSpan(Bytes(index, Element), Bytes(1, Element));
        switch (Element)
        {
            case FrameElement.Byte:
                return Narrowing.TryNarrow(counts, to);
            case FrameElement.Int16:
                return Narrowing.TryNarrow(counts, MemoryMarshal.Cast<byte, short>(to));
            default:
                TensorPrimitives.ConvertTruncating(counts, MemoryMarshal.Cast<byte, float>(to));
                return true;
        }
    }

    private void WidenTo(FrameElement wider)
    {
        int held = Math.Max(1, _raw.Length / Bytes(1, Element));
        byte[] to = ArrayPool<byte>.Shared.Rent(Bytes(Math.Max(held, _expectedFrames), wider));
        ElementKernel.Widen(Raw, Element, to.AsSpan(0, Bytes(Frames, wider)), wider);
        Replace(to);
        Element = wider;
    }

    private void Reserve(int frames)
    {
        int bytes = Bytes(Math.Max(frames, 0), Element);
        if (bytes <= _raw.Length)
            return;
        byte[] to = ArrayPool<byte>.Shared.Rent((int)Math.Min(Array.MaxLength, Math.Max(bytes, 2L * Bytes(Frames, Element))));
        Raw.CopyTo(to);
        Replace(to);
    }

    private int Bytes(int frames, FrameElement element) => Bytes(frames, element, _cells);

    private int Bytes(int frames, FrameElement element, int cells)
    {
        long bytes = (long)frames * cells * ElementKernel.SizeOf(element);
        return bytes <= Array.MaxLength
            ? (int)bytes
            : throw new TooManyFramesException($"{frames} frames of {_size} take {bytes} bytes, more than one array holds; take fewer frames.");
    }

    private void Replace(byte[] raw)
    {
        byte[] old = _raw;
        _raw = raw;
        if (old.Length > 0)
            ArrayPool<byte>.Shared.Return(old);
    }
}
