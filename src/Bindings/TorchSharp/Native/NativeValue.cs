using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>One value of the operator stack as it crosses the boundary (<c>nk_value</c> in neurokit_torch.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeValue
{
    public NativeTag Tag;
    public long Bits;
    public long Count;
}

/// <summary>What a <see cref="NativeValue"/> holds; the numbers are those of <c>nk_tag</c>.</summary>
internal enum NativeTag : long
{
    None = 0,
    Tensor = 1,
    Int = 2,
    Double = 3,
    Bool = 4,
    IntList = 5,
    DoubleList = 6,
    TensorList = 7,
    String = 8,
    Device = 9,
    Generator = 10,
    BoolList = 11,
    Complex = 12,
}

/// <summary>Facts about a tensor that cost one call together (<c>nk_tensor_info</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeTensorInfo
{
    public long Dimensions;
    public long ElementCount;
    public long ElementSize;
    public long StorageOffset;
    public int ScalarType;
    public int DeviceType;
    public int DeviceIndex;
    public NativeTensorFlags Flags;
}

[Flags]
internal enum NativeTensorFlags
{
    None = 0,
    Contiguous = 1,
    RequiresGrad = 2,
    Leaf = 4,
    Sparse = 8,
}
