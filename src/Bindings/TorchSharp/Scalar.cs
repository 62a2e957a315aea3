using System.Numerics;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>A dynamically typed number, as operators take it.</summary>
/// <remarks>As in libtorch there are four kinds: integers (Int64), reals (Float64), truth values and complex numbers.</remarks>
public sealed class Scalar : IDisposable
{
    internal Scalar(NativeTag tag, long bits, long moreBits = 0)
    {
        Tag = tag;
        Bits = bits;
        MoreBits = moreBits;
    }

    internal NativeTag Tag { get; }

    internal long Bits { get; }

    internal long MoreBits { get; }

    /// <summary>The kind of the number.</summary>
    public torch.ScalarType Type => Tag switch
    {
        NativeTag.Int => torch.ScalarType.Int64,
        NativeTag.Double => torch.ScalarType.Float64,
        NativeTag.Bool => torch.ScalarType.Bool,
        _ => torch.ScalarType.ComplexFloat64,
    };

    internal double Real => Tag is NativeTag.Int or NativeTag.Bool ? Bits : BitConverter.Int64BitsToDouble(Bits);

    internal long Integer => Tag is NativeTag.Int or NativeTag.Bool ? Bits : checked((long)BitConverter.Int64BitsToDouble(Bits));

    internal double Imaginary => Tag == NativeTag.Complex ? BitConverter.Int64BitsToDouble(MoreBits) : 0;

    /// <summary>Does nothing: a scalar holds no native memory here. Part of the published interface.</summary>
    public void Dispose()
    {
    }

    public static implicit operator Scalar(byte value) => value.ToScalar();
    public static implicit operator Scalar(sbyte value) => value.ToScalar();
    public static implicit operator Scalar(short value) => value.ToScalar();
    public static implicit operator Scalar(int value) => value.ToScalar();
    public static implicit operator Scalar(long value) => value.ToScalar();
    public static implicit operator Scalar(Half value) => value.ToScalar();
    public static implicit operator Scalar(float value) => value.ToScalar();
    public static implicit operator Scalar(double value) => value.ToScalar();
    public static implicit operator Scalar(bool value) => value.ToScalar();
    public static implicit operator Scalar((float, float) value) => value.ToScalar();
    public static implicit operator Scalar(Complex value) => value.ToScalar();
}
