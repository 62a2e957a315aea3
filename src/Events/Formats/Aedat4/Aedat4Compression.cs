namespace NeuroKit.Events.Formats.Aedat4;

/// <summary>How a file's packets and its data table are compressed; the numbers are the file's.</summary>
internal enum Aedat4Compression
{
    None = 0,
    Lz4 = 1,
    Lz4High = 2,
    Zstd = 3,
    ZstdHigh = 4,
}
