namespace NeuroKit.Frames.Stores.Format;

/// <summary>Columns and records begin at multiples of 64 bytes: a vector, and a cache line.</summary>
internal static class Alignment
{
    public const int Bytes = 64;

    public static long Up(long length) => (length + Bytes - 1) & -Bytes;
}
