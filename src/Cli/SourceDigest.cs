using System.Security.Cryptography;

namespace NeuroKit.Cli;

/// <summary>Says what a file was made from.</summary>
internal static class SourceDigest
{
    /// <summary>SHA-256 of a file in hexadecimal; null where it is no regular file, so that its bytes can be read once only.</summary>
    public static string? Of(string path)
    {
        if (!File.Exists(path))
            return null;
        using FileStream file = File.OpenRead(path);
        return file.CanSeek ? Convert.ToHexStringLower(SHA256.HashData(file)) : null;
    }
}
