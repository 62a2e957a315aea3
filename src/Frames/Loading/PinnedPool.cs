namespace NeuroKit.Frames.Loading;

/// <summary>
/// Pinned arrays for the batches of one loader, reused: batches of a kind have much the same length, so an array that is at most twice as
/// long as asked for serves. Thread-safe.
/// </summary>
internal sealed class PinnedPool
{
    private readonly int _most;
    private readonly List<Array> _free = [];

    /// <param name="most">Arrays kept at most; more are left to the garbage collector.</param>
    public PinnedPool(int most) => _most = most;

    /// <summary>Arrays that wait for use.</summary>
    public int Free
    {
        get
        {
            lock (_free)
                return _free.Count;
        }
    }

    public Array Rent(FrameElement element, long length)
    {
        if (length > Array.MaxLength)
            throw new TooManyFramesException($"A batch of {length} counts is more than one array holds ({Array.MaxLength}); take smaller batches or fewer frames.");
        Type type = TypeOf(element);
        lock (_free)
        {
            int best = -1;
            for (int i = 0; i < _free.Count; i++)
            {
                Array each = _free[i];
                if (each.GetType() == type && each.Length >= length && each.Length <= Math.Max(2 * length, 4096)
                    && (best < 0 || each.Length < _free[best].Length))
                    best = i;
            }

            if (best >= 0)
            {
                Array found = _free[best];
                _free.RemoveAt(best);
                return found;
            }
        }

        return element switch
        {
            FrameElement.Byte => GC.AllocateUninitializedArray<byte>((int)length, pinned: true),
            FrameElement.Int16 => GC.AllocateUninitializedArray<short>((int)length, pinned: true),
            FrameElement.Single => GC.AllocateUninitializedArray<float>((int)length, pinned: true),
            _ => throw new ArgumentOutOfRangeException(nameof(element), element, "no type of counts"),
        };
    }

    public void Return(Array array)
    {
        lock (_free)
        {
            // The oldest goes: what was returned last is of the length asked for now.
            if (_free.Count == _most)
                _free.RemoveAt(0);
            _free.Add(array);
        }
    }

    private static Type TypeOf(FrameElement element) => element switch
    {
        FrameElement.Byte => typeof(byte[]),
        FrameElement.Int16 => typeof(short[]),
        FrameElement.Single => typeof(float[]),
        _ => throw new ArgumentOutOfRangeException(nameof(element), element, "no type of counts"),
    };
}
