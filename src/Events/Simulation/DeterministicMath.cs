using System.Runtime.Intrinsics;

namespace NeuroKit.Events.Simulation;

/// <summary>
/// Natural logarithms that are the same to the bit on every machine. The C library's differ in their last bits between versions and
/// processors; these use nothing but + − × ÷, which IEEE 754 rounds one way only (.NET never joins a product and a sum into one rounding by
/// itself). x = 2^e · m with m in [√½, √2); with s = (m − 1) / (m + 1), ln m = 2 (s + s³/3 + s⁵/5 + …).
/// </summary>
internal static class DeterministicMath
{
    private const double Ln2 = 0.693147180559945309417232121458;
    private const int SqrtHalfBits = 0x3F3504F3; // √½ as a float
    private const int FractionBits = 23;

    /// <summary>ln x of a positive, normal number; error below 10⁻¹⁵ of it.</summary>
    public static double Log(double x)
    {
        const long SqrtHalf = 0x3FE6_A09E_667F_3BCD;
        long bits = BitConverter.DoubleToInt64Bits(x);
        long exponent = (bits - SqrtHalf) >> 52;
        double m = BitConverter.Int64BitsToDouble(bits - (exponent << 52));
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double series = 0;
        for (int odd = 23; odd >= 1; odd -= 2)
            series = (series * z) + (1.0 / odd);
        return (exponent * Ln2) + (2 * s * series);
    }

    /// <summary>ln x of sixteen positive, normal numbers; each lane equals <see cref="Log(float)"/>.</summary>
    public static Vector512<float> Log(Vector512<float> x)
    {
        Vector512<int> bits = x.AsInt32();
        Vector512<int> exponent = Vector512.ShiftRightArithmetic(bits - Vector512.Create(SqrtHalfBits), FractionBits);
        Vector512<float> m = (bits - Vector512.ShiftLeft(exponent, FractionBits)).AsSingle();
        Vector512<float> s = (m - Vector512<float>.One) / (m + Vector512<float>.One);
        Vector512<float> z = s * s;
        Vector512<float> series = Vector512.Create(1f / 9);
        series = (series * z) + Vector512.Create(1f / 7);
        series = (series * z) + Vector512.Create(1f / 5);
        series = (series * z) + Vector512.Create(1f / 3);
        series = (series * z) + Vector512<float>.One;
        return (Vector512.ConvertToSingle(exponent) * Vector512.Create((float)Ln2)) + ((s + s) * series);
    }

    /// <summary>ln x of a positive, normal number; error below 3 × 10⁻⁷ times the larger of 1 and |ln x|.</summary>
    public static float Log(float x)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        int exponent = (bits - SqrtHalfBits) >> FractionBits;
        float m = BitConverter.Int32BitsToSingle(bits - (exponent << FractionBits));
        float s = (m - 1) / (m + 1);
        float z = s * s;
        float series = 1f / 9;
        series = (series * z) + (1f / 7);
        series = (series * z) + (1f / 5);
        series = (series * z) + (1f / 3);
        series = (series * z) + 1f;
        return (exponent * (float)Ln2) + ((s + s) * series);
    }
}
