using System.Runtime.CompilerServices;
using System.Text;

namespace TorchSharp.Native;

/// <summary>An argument of an operator on the managed side: the value, and the object that has to stay alive with it.</summary>
/// <remarks>Implicit conversions let a call list its arguments as they are: <c>Aten.One("mul.Tensor", this, other)</c>.</remarks>
internal readonly struct Value
{
    public readonly NativeTag Tag;
    public readonly long Bits;
    public readonly long Count;
    public readonly object? Owner;

    private Value(NativeTag tag, long bits, long count = 0, object? owner = null)
    {
        Tag = tag;
        Bits = bits;
        Count = count;
        Owner = owner;
    }

    public static Value None => default;

    /// <summary>The bytes of scratch memory that the value's elements take.</summary>
    public int ScratchBytes => Tag switch
    {
        NativeTag.IntList or NativeTag.DoubleList or NativeTag.TensorList => checked((int)Count * sizeof(long)),
        NativeTag.BoolList or NativeTag.String => ((int)Count + 7) & ~7,
        _ => 0,
    };

    /// <summary>Writes the value; its elements go to <paramref name="scratch"/>, which moves on.</summary>
    public unsafe void Write(NativeValue* to, ref byte* scratch)
    {
        to->Tag = Tag;
        to->Bits = Bits;
        to->Count = Count;
        var bytes = ScratchBytes;
        switch (Tag)
        {
            case NativeTag.Tensor:
                to->Bits = ((torch.Tensor)Owner!).Handle;
                return;
            case NativeTag.Generator:
                to->Bits = ((torch.Generator)Owner!).Handle;
                return;
            case NativeTag.IntList:
                Unsafe.As<long[]>(Owner!).CopyTo(new Span<long>(scratch, (int)Count));
                break;
            case NativeTag.DoubleList:
                Unsafe.As<double[]>(Owner!).CopyTo(new Span<double>(scratch, (int)Count));
                break;
            case NativeTag.BoolList:
                Unsafe.As<bool[]>(Owner!).CopyTo(new Span<bool>(scratch, (int)Count));
                break;
            case NativeTag.String:
                Unsafe.As<byte[]>(Owner!).CopyTo(new Span<byte>(scratch, (int)Count));
                break;
            case NativeTag.TensorList:
                var handles = (nint*)scratch;
                var tensors = (torch.Tensor?[])Owner!;
                for (var i = 0; i < tensors.Length; i++)
                    handles[i] = tensors[i]?.Handle ?? 0;
                break;
            default:
                return;
        }

        to->Bits = (nint)scratch;
        scratch += bytes;
    }

    public static implicit operator Value(torch.Tensor? tensor) => tensor is null ? None : new(NativeTag.Tensor, 0, 0, tensor);
    public static implicit operator Value(int value) => new(NativeTag.Int, value);
    public static implicit operator Value(long value) => new(NativeTag.Int, value);
    public static implicit operator Value(long? value) => value is { } v ? v : None;
    public static implicit operator Value(double value) => new(NativeTag.Double, BitConverter.DoubleToInt64Bits(value));
    public static implicit operator Value(double? value) => value is { } v ? v : None;
    public static implicit operator Value(bool value) => new(NativeTag.Bool, value ? 1 : 0);
    public static implicit operator Value(bool? value) => value is { } v ? v : None;
    public static implicit operator Value(torch.ScalarType value) => new(NativeTag.Int, (long)value);
    public static implicit operator Value(torch.ScalarType? value) => value is { } v ? v : None;
    public static implicit operator Value(torch.Device? value) => value is null ? None : new(NativeTag.Device, (long)value.type, value.index);
    public static implicit operator Value(torch.Generator? value) => value is null ? None : new(NativeTag.Generator, 0, 0, value);
    public static implicit operator Value(Scalar? value) => value is null ? None : new(value.Tag, value.Bits, value.MoreBits);
    public static implicit operator Value(long[]? value) => value is null ? None : new(NativeTag.IntList, 0, value.Length, value);
    public static implicit operator Value(double[]? value) => value is null ? None : new(NativeTag.DoubleList, 0, value.Length, value);
    public static implicit operator Value(bool[]? value) => value is null ? None : new(NativeTag.BoolList, 0, value.Length, value);
    public static implicit operator Value(torch.Tensor?[] value) => new(NativeTag.TensorList, 0, value.Length, value);

    public static implicit operator Value(string? value)
    {
        if (value is null)
            return None;
        var bytes = Encoding.UTF8.GetBytes(value);
        return new(NativeTag.String, 0, bytes.Length, bytes);
    }
}
