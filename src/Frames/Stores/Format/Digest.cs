using System.Security.Cryptography;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>A SHA-256.</summary>
internal readonly struct Digest : IEquatable<Digest>
{
    public const int Bytes = SHA256.HashSizeInBytes;

    private readonly byte[]? _bytes;

    private Digest(byte[] bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> Span => _bytes ?? new byte[Bytes];

    public static Digest Of(ReadOnlySpan<byte> data) => new(SHA256.HashData(data));

    public static Digest Of(string text) => Of(System.Text.Encoding.UTF8.GetBytes(text));

    public static Digest From(ReadOnlySpan<byte> bytes) => new(bytes[..Bytes].ToArray());

    /// <summary>The digest of what was appended to a hash.</summary>
    public static Digest Of(IncrementalHash hash) => new(hash.GetHashAndReset());

    public bool Equals(Digest other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    public override int GetHashCode() => BitConverter.ToInt32(Span);

    /// <summary>Lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(Span);
}
