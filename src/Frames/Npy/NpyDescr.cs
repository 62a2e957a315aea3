namespace NeuroKit.Frames;

/// <summary>NumPy's names of the types that frames are written in.</summary>
internal static class NpyDescr
{
    /// <summary>The <c>descr</c> of a type, as Python writes it.</summary>
    /// <exception cref="NotSupportedException">Frames are not written in that type.</exception>
    public static string Of<T>()
        where T : unmanaged
    {
        if (typeof(T) == typeof(byte))
            return "'|u1'";
        if (typeof(T) == typeof(ushort))
            return "'<u2'";
        if (typeof(T) == typeof(short))
            return "'<i2'";
        if (typeof(T) == typeof(int))
            return "'<i4'";
        if (typeof(T) == typeof(float))
            return "'<f4'";
        throw new NotSupportedException($"Arrays of {typeof(T).Name} are not written; byte, ushort, short, int and float are.");
    }
}
