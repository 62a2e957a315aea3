namespace NeuroKit.Testing;

/// <summary>
/// A small generator whose numbers depend on the seed alone, whatever the machine or the runtime's version. Source: SplitMix64,
/// G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators", 2014.
/// </summary>
internal struct SeededRandom(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        ulong z = _state;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from 0 to below a bound; a bound below 1 gives 0.</summary>
    public long Below(long bound) => bound <= 1 ? 0 : (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>A number from 0 to below a bound; a bound below 1 gives 0.</summary>
    public int Below(int bound) => (int)Below((long)bound);
}
