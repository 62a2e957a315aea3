namespace NeuroKit.Events.Simulation;

/// <summary>
/// Events of one step before the refractory period is applied. One is a number: time since the step's start, pixel, polarity, from high bits
/// to low; so sorting the numbers sorts by time, ties by pixel, always the same way.
/// </summary>
internal sealed class CandidateList
{
    private ulong[] _keys = new ulong[256];

    public int Count { get; private set; }

    public ulong this[int index] => _keys[index];

    public void Clear() => Count = 0;

    public void Add(long timeInStep, int pixel, int polarity)
    {
        if (Count == _keys.Length)
            Array.Resize(ref _keys, 2 * Count);
        _keys[Count++] = ((ulong)timeInStep << 32) | ((uint)pixel << 1) | (uint)polarity;
    }

    public void Sort() => _keys.AsSpan(0, Count).Sort();

    public static long TimeInStep(ulong key) => (long)(key >> 32);

    public static int Pixel(ulong key) => (int)((uint)key >> 1);

    public static byte Polarity(ulong key) => (byte)(key & 1);
}
