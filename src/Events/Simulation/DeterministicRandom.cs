using System.Numerics;

namespace NeuroKit.Events.Simulation;

/// <summary>
/// Random numbers that are the same on every machine and in every release: xoshiro256** 1.0, its state filled by SplitMix64 (D. Blackman and
/// S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 2021; both in the public domain). <see cref="Random"/> promises
/// no such thing. Not thread-safe.
/// </summary>
internal sealed class DeterministicRandom
{
    private const ulong GoldenGamma = 0x9E37_79B9_7F4A_7C15;

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;
    private double _spareGaussian;
    private bool _hasSpare;

    /// <summary>Begins a stream.</summary>
    /// <param name="seed">Which one.</param>
    public DeterministicRandom(ulong seed) => Reset(seed);

    /// <summary>Begins with a state of one's own, not all 0.</summary>
    internal DeterministicRandom(ulong a, ulong b, ulong c, ulong d) => (_a, _b, _c, _d) = (a, b, c, d);

    /// <summary>A seed for a stream of its own within another: stream numbers are mixed, so that neighbours have nothing in common.</summary>
    public static ulong Derive(ulong seed, ulong stream)
    {
        ulong state = seed;
        ulong mixed = SplitMix(ref state) ^ stream;
        return SplitMix(ref mixed);
    }

    /// <summary>Begins a stream anew.</summary>
    public void Reset(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
        _hasSpare = false;
    }

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 … bound − 1, but for a bias below bound / 2⁶⁴.</summary>
    public int NextBelow(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Puts items into a random order (R. Fisher and F. Yates; D. Knuth's form, from the end).</summary>
    /// <typeparam name="T">The items' type.</typeparam>
    /// <param name="items">The items.</param>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextBelow(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Standard normal, by Marsaglia's polar method: √ and the logarithm of <see cref="DeterministicMath"/> are all it takes.</summary>
    public double NextGaussian()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spareGaussian;
        }

        double u;
        double v;
        double square;
        do
        {
            u = (2 * NextDouble()) - 1;
            v = (2 * NextDouble()) - 1;
            square = (u * u) + (v * v);
        }
        while (square is >= 1 or 0);
        double factor = Math.Sqrt(-2 * DeterministicMath.Log(square) / square);
        _spareGaussian = v * factor;
        _hasSpare = true;
        return u * factor;
    }

    /// <summary>Exponential of mean 1: the wait for the next event of a Poisson process of rate 1.</summary>
    public double NextExponential() => -DeterministicMath.Log(1 - NextDouble());

    internal static ulong SplitMix(ref ulong state)
    {
        state += GoldenGamma;
        ulong z = state;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}
