using System.Buffers;

namespace NeuroKit.Events.Archives;

/// <summary>A pooled array that goes back once.</summary>
internal sealed class PooledBytes(int length) : IDisposable
{
    private byte[]? _array = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>The bytes.</summary>
    public Memory<byte> Memory => _array.AsMemory(0, length);

    public void Dispose()
    {
        byte[]? array = Interlocked.Exchange(ref _array, null);
        if (array is not null)
            ArrayPool<byte>.Shared.Return(array);
    }
}
