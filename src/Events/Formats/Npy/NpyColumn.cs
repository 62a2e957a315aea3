namespace NeuroKit.Events.Formats.Npy;

/// <summary>Numbers of one type at equal distances in some bytes.</summary>
internal readonly ref struct NpyColumn(ReadOnlySpan<byte> data, int stride, NpyScalar type)
{
    /// <summary>The bytes, the first number at the front.</summary>
    public ReadOnlySpan<byte> Data { get; } = data;

    /// <summary>Bytes from one number to the next.</summary>
    public int Stride { get; } = stride;

    /// <summary>The numbers' type.</summary>
    public NpyScalar Type { get; } = type;

    /// <summary>Whether the numbers stand close together and need no conversion to be those of a kind and size.</summary>
    public bool IsDense(NpyKind kind, int size) => Stride == size && Type.Is(kind, size);

    /// <summary>A number, for messages.</summary>
    public string Describe(int index) => Type.Describe(Data.Slice(index * Stride, Type.Size));

    /// <summary>Throws unless <paramref name="count"/> numbers are there: loops over them go by references.</summary>
    public void RequireCount(int count)
    {
        if (count > 0)
            _ = Data.Slice((count - 1) * Stride, Type.Size);
    }
}
