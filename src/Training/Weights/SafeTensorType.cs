using static TorchSharp.torch;

namespace NeuroKit.Training.Weights;

/// <summary>The types of elements by the names that safetensors has for them.</summary>
internal static class SafeTensorType
{
    private static readonly (string Name, ScalarType Type, int Bytes)[] s_types =
    [
        ("F64", ScalarType.Float64, 8), ("F32", ScalarType.Float32, 4), ("F16", ScalarType.Float16, 2), ("BF16", ScalarType.BFloat16, 2),
        ("I64", ScalarType.Int64, 8), ("I32", ScalarType.Int32, 4), ("I16", ScalarType.Int16, 2), ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1), ("BOOL", ScalarType.Bool, 1),
    ];

    /// <summary>All names.</summary>
    public static string Names { get; } = string.Join(", ", s_types.Select(t => t.Name));

    public static bool TryGet(string name, out ScalarType type)
    {
        int index = Array.FindIndex(s_types, t => t.Name == name);
        type = index < 0 ? default : s_types[index].Type;
        return index >= 0;
    }

    /// <exception cref="NotSupportedException">safetensors has no such type.</exception>
    public static string NameOf(ScalarType type) => Of(type).Name;

    /// <exception cref="NotSupportedException">safetensors has no such type.</exception>
    public static int BytesOf(ScalarType type) => Of(type).Bytes;

    private static (string Name, ScalarType Type, int Bytes) Of(ScalarType type)
    {
        int index = Array.FindIndex(s_types, t => t.Type == type);
        return index >= 0 ? s_types[index] : throw new NotSupportedException($"found a tensor of {type}; safetensors holds {Names}");
    }
}
