using System.Buffers;
using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>Counts <c>[2, H, W]</c> of events inside the sensor, in pooled memory: whole numbers, for floats stop counting at 2^24.</summary>
internal readonly ref struct PooledCounts
{
    private readonly int[] _rented;
    private readonly int _pixels;

    public PooledCounts(EventSpan events, SensorSize size)
    {
        _pixels = (int)size.Pixels;
        _rented = ArrayPool<int>.Shared.Rent(2 * _pixels);
        Both.Clear();
        CountKernel.Add(events, Both, size.Width, size.Height);
    }

    public Span<int> Both => _rented.AsSpan(0, 2 * _pixels);

    public Span<int> Off => _rented.AsSpan(0, _pixels);

    public Span<int> On => _rented.AsSpan(_pixels, _pixels);

    public void Dispose() => ArrayPool<int>.Shared.Return(_rented);
}
