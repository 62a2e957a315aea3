using System.Diagnostics;

namespace NeuroKit.Frames.Loading;

/// <summary>The frames <c>[N, T, 2, H, W]</c> that one rule gives for a batch. Valid until the batch is disposed.</summary>
[DebuggerDisplay("[{string.Join(\", \", Shape)}] {Element}")]
public sealed class FrameBlock
{
    private readonly PinnedPool _pool;
    private Array? _data;

    internal FrameBlock(PinnedPool pool, FrameElement element, int[] shape)
    {
        _pool = pool;
        Element = element;
        Shape = shape;
        Length = shape.Aggregate(1L, (product, side) => product * side);
        _data = pool.Rent(element, Length);
    }

    /// <summary>T: the rule's number of frames, or the most of any recording in the batch.</summary>
    public int Steps => Shape[1];

    /// <summary><c>[N, T, 2, H, W]</c>; channel 0 = OFF, channel 1 = ON.</summary>
    public int[] Shape { get; }

    /// <summary>Type of <see cref="Data"/>'s elements; never <see cref="FrameElement.Auto"/>.</summary>
    public FrameElement Element { get; }

    /// <summary>Counts in the block: the product of <see cref="Shape"/>.</summary>
    public long Length { get; }

    /// <summary>
    /// The counts, row-major: a <c>byte[]</c>, <c>short[]</c> or <c>float[]</c> as <see cref="Element"/> says. The array is pinned, belongs to a pool
    /// and may be longer than <see cref="Length"/>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The batch was disposed; the array may hold another one.</exception>
    public Array Data => _data ?? throw new ObjectDisposedException(nameof(FrameBatch));

    /// <summary>The counts as a span of <see cref="Length"/>.</summary>
    /// <typeparam name="T">byte, short or float, as <see cref="Element"/> says.</typeparam>
    /// <exception cref="InvalidCastException"><typeparamref name="T"/> is not the block's type.</exception>
    public Span<T> AsSpan<T>()
        where T : unmanaged
        => Data is T[] array
            ? array.AsSpan(0, (int)Length)
            : throw new InvalidCastException($"The block holds {Element} counts, not {typeof(T).Name}.");

    internal void Release()
    {
        if (Interlocked.Exchange(ref _data, null) is { } data)
            _pool.Return(data);
    }
}
