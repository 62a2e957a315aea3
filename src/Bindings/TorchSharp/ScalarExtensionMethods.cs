using System.Numerics;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>Conversions between .NET's numbers and <see cref="Scalar"/>.</summary>
public static class ScalarExtensionMethods
{
    public static Scalar ToScalar(this byte value) => new(NativeTag.Int, value);
    public static Scalar ToScalar(this sbyte value) => new(NativeTag.Int, value);
    public static Scalar ToScalar(this short value) => new(NativeTag.Int, value);
    public static Scalar ToScalar(this int value) => new(NativeTag.Int, value);
    public static Scalar ToScalar(this long value) => new(NativeTag.Int, value);
    public static Scalar ToScalar(this Half value) => ((double)value).ToScalar();
    public static Scalar ToScalar(this float value) => ((double)value).ToScalar();
    public static Scalar ToScalar(this double value) => new(NativeTag.Double, BitConverter.DoubleToInt64Bits(value));
    public static Scalar ToScalar(this bool value) => new(NativeTag.Bool, value ? 1 : 0);
    public static Scalar ToScalar(this (float, float) value) => new Complex(value.Item1, value.Item2).ToScalar();

    public static Scalar ToScalar(this Complex value) =>
        new(NativeTag.Complex, BitConverter.DoubleToInt64Bits(value.Real), BitConverter.DoubleToInt64Bits(value.Imaginary));

    public static Half ToHalf(this Scalar value) => (Half)value.Real;
    public static float ToSingle(this Scalar value) => (float)value.Real;
    public static double ToDouble(this Scalar value) => value.Real;
    public static sbyte ToSByte(this Scalar value) => checked((sbyte)value.Integer);
    public static byte ToByte(this Scalar value) => checked((byte)value.Integer);
    public static short ToInt16(this Scalar value) => checked((short)value.Integer);
    public static int ToInt32(this Scalar value) => checked((int)value.Integer);
    public static long ToInt64(this Scalar value) => value.Integer;
    public static bool ToBoolean(this Scalar value) => value.Real != 0;
    public static (float Real, float Imaginary) ToComplexFloat32(this Scalar value) => ((float)value.Real, (float)value.Imaginary);
    public static Complex ToComplexFloat64(this Scalar value) => new(value.Real, value.Imaginary);
}
