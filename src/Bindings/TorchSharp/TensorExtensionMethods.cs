using System.Globalization;
using TorchSharp.Utils;

namespace TorchSharp;

/// <summary>How a tensor is written as text.</summary>
public enum TensorStringStyle
{
    Metadata,
    Julia,
    Numpy,
    Default,
    CSharp,
}

/// <summary>Saving, loading, printing and conversions of tensors.</summary>
public static class TensorExtensionMethods
{
    /// <summary>Writes the tensor in the .NET format: type, rank and sizes as LEB128 numbers, then the elements.</summary>
    public static void Save(this torch.Tensor tensor, BinaryWriter writer)
    {
        using var contiguous = tensor.device_type == DeviceType.CPU && tensor.is_contiguous() ? tensor.alias() : Here(tensor);
        writer.Encode((long)contiguous.dtype);
        var shape = contiguous.shape;
        writer.Encode(shape.Length);
        foreach (var size in shape)
            writer.Encode(size);
        writer.Flush();
        contiguous.WriteBytesToStream(writer.BaseStream);
    }

    /// <summary>Reads elements in the .NET format into a tensor of the same type and shape.</summary>
    /// <param name="tensor">The tensor to fill.</param>
    /// <param name="reader">Where to read.</param>
    /// <param name="skip">Whether the elements are to be passed over.</param>
    /// <exception cref="ArgumentException">The type or shape is another.</exception>
    /// <exception cref="EndOfStreamException">The data end too early.</exception>
    public static void Load(this torch.Tensor tensor, BinaryReader reader, bool skip = false)
    {
        var (type, shape) = ReadHeader(reader);
        if (type != tensor.dtype)
            throw new ArgumentException($"Mismatched tensor data types while loading: the file has {type}, the target {tensor.dtype}. Make sure that the model you are loading into is exactly the same as the origin.");
        if (skip)
        {
            Skip(type, shape, reader);
            return;
        }

        if (!shape.AsSpan().SequenceEqual(tensor.shape))
            throw new ArgumentException($"Mismatched tensor shape while loading: the file has [{Join(shape)}], the target [{Join(tensor.shape)}]. Make sure that the model you are loading into is exactly the same as the origin.");
        Fill(tensor, type, shape, reader);
    }

    /// <summary>As <see cref="Load(torch.Tensor, BinaryReader, bool)"/>, making the tensor where there is none.</summary>
    public static void Load(ref torch.Tensor? tensor, BinaryReader reader, bool skip = false)
    {
        if (tensor is not null)
        {
            tensor.Load(reader, skip);
            return;
        }

        var (type, shape) = ReadHeader(reader);
        if (skip)
        {
            Skip(type, shape, reader);
            tensor = torch.zeros(shape, type);
            return;
        }

        tensor = torch.empty(shape, type, torch.CPU);
        Fill(tensor, type, shape, reader);
    }

    public static Modules.Parameter AsParameter(this torch.Tensor tensor) => new(tensor);

    public static string str(this torch.Tensor tensor, string? fltFormat = null, int? width = null, string? newLine = "\n", CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default) =>
        tensor.ToString(style, fltFormat, width, cultureInfo, newLine);

    public static string npstr(this torch.Tensor tensor, string? fltFormat = "g5", int? width = 100, string? newLine = "\n", CultureInfo? cultureInfo = null) =>
        tensor.ToString(TensorStringStyle.Numpy, fltFormat, width, cultureInfo, newLine);

    public static string metastr(this torch.Tensor tensor) => tensor.ToString(TensorStringStyle.Metadata);

    public static torch.Tensor print(this torch.Tensor t, string? fltFormat = "g5", int? width = 100, string? newLine = "\n", CultureInfo? cultureInfo = null, TensorStringStyle style = TensorStringStyle.Default)
    {
        Console.WriteLine(t.ToString(style, fltFormat, width, cultureInfo, newLine));
        return t;
    }

    public static float ToSingle(this torch.Tensor value) => value.ToScalar().ToSingle();

    public static double ToDouble(this torch.Tensor value) => value.ToScalar().ToDouble();

    public static int ToInt32(this torch.Tensor value) => value.ToScalar().ToInt32();

    public static long ToInt64(this torch.Tensor value) => value.ToScalar().ToInt64();

    public static bool ToBoolean(this torch.Tensor value) => value.ToScalar().ToBoolean();

    /// <summary>The number of elements of a shape.</summary>
    public static long TotalSize(this IEnumerable<long> shape)
    {
        var total = 1L;
        foreach (var size in shape)
            total *= size;
        return total;
    }

    /// <summary>Passes over one tensor in the .NET format, whatever its type and shape.</summary>
    internal static void SkipTensor(BinaryReader reader)
    {
        var (type, shape) = ReadHeader(reader);
        Skip(type, shape, reader);
    }

    private static torch.Tensor Here(torch.Tensor tensor)
    {
        using var cpu = tensor.detach().to(torch.CPU, disposeAfter: true);
        return cpu.contiguous();
    }

    private static (torch.ScalarType Type, long[] Shape) ReadHeader(BinaryReader reader)
    {
        var type = reader.Decode();
        if (type > sbyte.MaxValue || !Enum.IsDefined((torch.ScalarType)type))
            throw new FormatException($"The file has a tensor of an element type ({type}) that does not exist.");
        var rank = reader.Decode();
        if (rank > 64)
            throw new FormatException($"The file has a tensor of {rank} dimensions.");
        var shape = new long[rank];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = reader.Decode();
        return ((torch.ScalarType)type, shape);
    }

    private static void Fill(torch.Tensor tensor, torch.ScalarType type, long[] shape, BinaryReader reader)
    {
        if (tensor.device_type == DeviceType.CPU && tensor.is_contiguous())
        {
            tensor.ReadBytesFromStream(reader.BaseStream);
            return;
        }

        using var here = torch.empty(shape, type, torch.CPU);
        here.ReadBytesFromStream(reader.BaseStream);
        using (torch.no_grad())
            tensor.copy_(here);
    }

    private static void Skip(torch.ScalarType type, long[] shape, BinaryReader reader)
    {
        var left = shape.TotalSize() * ElementSize(type);
        if (reader.BaseStream.CanSeek)
        {
            if (reader.BaseStream.Length - reader.BaseStream.Position < left)
                throw new EndOfStreamException();
            reader.BaseStream.Seek(left, SeekOrigin.Current);
            return;
        }

        var buffer = new byte[64 * 1024];
        while (left > 0)
        {
            var piece = (int)Math.Min(left, buffer.Length);
            reader.BaseStream.ReadExactly(buffer, 0, piece);
            left -= piece;
        }
    }

    private static int ElementSize(torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => 8,
    };

    private static string Join(long[] shape) => string.Join(", ", shape);
}
