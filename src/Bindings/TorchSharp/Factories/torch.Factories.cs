using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var integral = is_integral(start.Type) && is_integral(stop.Type) && is_integral(step.Type);
        return Made(Aten.One("arange.start_step", start, stop, step, dtype ?? (integral ? ScalarType.Int64 : get_default_dtype()), Value.None, InitializeDevice(device)), requires_grad, null);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Made(Aten.One("eye.m", rows, columns == -1 ? rows : columns, dtype ?? get_default_dtype(), Value.None, InitializeDevice(device)), requires_grad, names);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Aten.One("linspace", start, end, steps, dtype ?? get_default_dtype(), Value.None, InitializeDevice(device)), requires_grad, null);

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Made(Aten.One("logspace", start, end, steps, @base, dtype ?? get_default_dtype(), Value.None, InitializeDevice(device)), requires_grad, null);

    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Made(Aten.One("randint.low_generator", low, high, size.Shape, generator, dtype ?? ScalarType.Int64, Value.None, InitializeDevice(device)), requires_grad, names);

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator, names);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator, names);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Made(Aten.One("randperm.generator", n, generator, dtype ?? ScalarType.Int64, Value.None, InitializeDevice(device)), requires_grad, null);

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randn(size, dtype, device, false, generator, names).mul_(std).add_(mean).requires_grad_(requires_grad);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => Aten.One("normal.Tensor_Tensor", mean, std, generator);

    /// <summary>A tensor over the memory of <paramref name="rawArray"/>, of its shape; a copy where the type or device is another.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var shape = new long[rawArray.Rank];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = rawArray.GetLongLength(i);
        return Finished(OverArray(rawArray, 0, shape), dtype, device, requires_grad, names);
    }

    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null) => from_array(data, dtype, device);

    /// <summary>A one-dimensional tensor over the memory of an array, which stays pinned as long as the tensor lives.</summary>
    /// <param name="rawArray">The array; the tensor shares its memory where <paramref name="dtype"/> is its element type.</param>
    /// <param name="dtype">The element type of the tensor.</param>
    /// <param name="count">The number of elements, all that are left by default.</param>
    /// <param name="offset">The index of the first element.</param>
    /// <param name="requires_grad">Whether gradients are to flow to the tensor.</param>
    /// <exception cref="ArgumentException">The offset is not within the array.</exception>
    /// <exception cref="IndexOutOfRangeException">The array has fewer elements.</exception>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        if (offset < 0 || offset >= rawArray.LongLength)
            throw new ArgumentException($"invalid value for 'offset': {offset}");
        if (count < 0)
            count = rawArray.LongLength - offset;
        if (count > rawArray.LongLength - offset)
            throw new IndexOutOfRangeException($"element count is too large: {count}");
        return Finished(OverArray(rawArray, offset, [count]), dtype, null, requires_grad, null);
    }

    internal static Tensor Made(Tensor tensor, bool requires_grad, string[]? names)
    {
        if (requires_grad)
            tensor.requires_grad = true;
        return Named(tensor, names);
    }

    private static Tensor Named(Tensor tensor, string[]? names) =>
        names is { Length: > 0 } ? throw new NotSupportedException("Named dimensions are not part of this binding.") : tensor;

    private static unsafe Tensor OverArray(Array array, long offset, long[] shape)
    {
        var elementType = ToScalarType(array.GetType().GetElementType()!);
        var handle = GCHandle.Alloc(array, GCHandleType.Pinned);
        var elementSize = Marshal.SizeOf(array.GetType().GetElementType()!);
        // Marshal counts a truth value as four bytes; in memory it is one.
        if (elementType == ScalarType.Bool)
            elementSize = 1;
        Callbacks.Install();
        var data = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array)) + (offset * elementSize);
        fixed (long* sizes = shape)
        {
            var status = NativeMethods.nk_tensor_from_blob(data, sizes, null, shape.Length, (int)elementType, GCHandle.ToIntPtr(handle), out var tensor);
            if (status != 0)
                handle.Free();
            NativeError.Check(status);
            return new Tensor(tensor);
        }
    }

    private static Tensor Finished(Tensor tensor, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
    {
        var target = InitializeDevice(device);
        var type = dtype ?? tensor.dtype;
        if (tensor.WillCopy(type, target))
            tensor = tensor.to(type, target, disposeAfter: true);
        return Made(tensor, requires_grad, names);
    }

    private static Tensor OfScalar(Scalar scalar, ScalarType type, Device? device, bool requires_grad) =>
        Made(Aten.One("scalar_tensor", scalar, type, Value.None, InitializeDevice(device)), requires_grad, null);

    private static unsafe Tensor OfArray<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        var total = 1L;
        foreach (var size in dimensions)
            total *= size;
        if (total > values.Length)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {total} vs. {values.Length}");
        var tensor = Aten.One("empty.memory_format", dimensions.ToArray(), ToScalarType(typeof(T)), Value.None, CPU);
        values[..(int)total].CopyTo(new Span<T>((void*)tensor.DataPointer, (int)total));
        return Finished(tensor, dtype, device, requires_grad, names);
    }

    private static Tensor OfMultiArray<T>(Array array, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        var shape = new long[array.Rank];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = array.GetLongLength(i);
        var values = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
        return OfArray(values, shape, dtype, device, requires_grad, names);
    }
}
