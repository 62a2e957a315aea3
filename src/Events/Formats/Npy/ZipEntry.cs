namespace NeuroKit.Events.Formats.Npy;

/// <summary>A member of a zip file, as its directory says.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataOffset">Where its bytes begin.</param>
/// <param name="CompressedSize">Bytes in the file.</param>
/// <param name="Size">Bytes once inflated.</param>
/// <param name="Crc">Checksum of the inflated bytes.</param>
/// <param name="IsDeflated">Whether it is deflated; else stored.</param>
internal sealed record ZipEntry(string Name, long DataOffset, long CompressedSize, long Size, uint Crc, bool IsDeflated);
