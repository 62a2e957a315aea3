using System.Buffers;

namespace NeuroKit.Events.Archives;

/// <summary>A pooled array that grows with what a stream gives, up to a length that is claimed.</summary>
internal sealed class GrowingBytes(int length) : IDisposable
{
    private const int FirstBytes = 1 << 20;

    private byte[]? _array = ArrayPool<byte>.Shared.Rent(Math.Min(length, FirstBytes));
    private int _count;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Memory => _array.AsMemory(0, _count);

    /// <summary>Reads a stream to its end.</summary>
    public void Fill(Stream from)
    {
        while (_count < length)
        {
            if (_count == _array!.Length)
            {
                byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(length, 2L * _count));
                _array.AsSpan(0, _count).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(_array);
                _array = larger;
            }

            int read = from.Read(_array, _count, Math.Min(_array.Length, length) - _count);
            if (read == 0)
                return;
            _count += read;
        }
    }

    public void Dispose()
    {
        byte[]? array = Interlocked.Exchange(ref _array, null);
        if (array is not null)
            ArrayPool<byte>.Shared.Return(array);
    }
}
