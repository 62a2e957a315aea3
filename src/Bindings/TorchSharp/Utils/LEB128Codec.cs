namespace TorchSharp.Utils;

/// <summary>Numbers in as few bytes as they need: seven bits a byte, the lowest first, the high bit says that more follow.</summary>
internal static class LEB128Codec
{
    public static void Encode(this BinaryWriter writer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        writer.Write7BitEncodedInt64(value);
    }

    /// <exception cref="FormatException">The bytes are not such a number.</exception>
    public static long Decode(this BinaryReader reader)
    {
        var value = reader.Read7BitEncodedInt64();
        return value >= 0 ? value : throw new FormatException("The file holds a negative length.");
    }
}
