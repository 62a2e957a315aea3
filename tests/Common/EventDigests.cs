using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NeuroKit.Events;

namespace NeuroKit.Tests;

/// <summary>SHA-256 of each column in file order, little-endian: t int64, x uint16, y uint16, p uint8.</summary>
internal sealed record EventDigests(string T, string X, string Y, string P)
{
    public static EventDigests Of(EventSpan events)
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("The digests are of little-endian columns.");
        return new EventDigests(
            Hex(MemoryMarshal.AsBytes(events.T)), Hex(MemoryMarshal.AsBytes(events.X)), Hex(MemoryMarshal.AsBytes(events.Y)), Hex(events.P));
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
