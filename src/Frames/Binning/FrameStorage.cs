using System.Numerics;
using System.Numerics.Tensors;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>Writes frames into a caller's memory, pinned by whoever holds the pointer.</summary>
internal sealed unsafe class FrameMemory<T>(T* destination, int cells)
    where T : unmanaged, INumber<T>
{
    public void Take(FrameInfo frame, ReadOnlySpan<int> counts)
        => Narrowing.Saturate(counts, new Span<T>(destination + ((long)frame.Index * cells), cells));
}

/// <summary>Collects frames into one array, whose length is known for a fixed number of bins and grows otherwise.</summary>
internal sealed class FrameCollector<T>
    where T : unmanaged, INumber<T>
{
    private readonly SensorSize _size;
    private readonly long _cells;
    private T[] _data;
    private int _frames;

    public FrameCollector(SensorSize size, int bins)
    {
        _size = size;
        _cells = 2 * size.Pixels;
        _data = bins < 0 ? [] : GC.AllocateUninitializedArray<T>(Length(bins));
    }

    public void Take(FrameInfo frame, ReadOnlySpan<int> counts)
    {
        int end = Length(frame.Index + 1L);
        if (end > _data.Length)
            Array.Resize(ref _data, (int)Math.Min(Array.MaxLength / _cells * _cells, Math.Max(end, 2L * _data.Length)));
        Narrowing.Saturate(counts, _data.AsSpan((int)(frame.Index * _cells), (int)_cells));
        _frames = frame.Index + 1;
    }

    public Tensor<T> ToTensor()
    {
        int length = Length(_frames);
        if (_data.Length != length)
            Array.Resize(ref _data, length);
        return Tensor.Create(_data, [_frames, 2, _size.Height, _size.Width]);
    }

    private int Length(long frames)
    {
        long length = frames * _cells;
        return length <= Array.MaxLength
            ? (int)length
            : throw new TooManyFramesException($"{frames} frames of {_size} are {length} counts, more than one tensor holds ({Array.MaxLength}); take them one by one (Integrate, CreateAccumulator), or fewer.");
    }
}
