using System.Globalization;

namespace NeuroKit.Events;

/// <summary>A recording cannot be read or written. Says which file, where in it, what was found and what was expected.</summary>
public abstract class EventFormatException : NeuroKitException
{
    private protected EventFormatException(string source, long? byteOffset, string found, string expected, Exception? innerException = null)
        : base(Describe(source, byteOffset, found, expected), innerException)
    {
        FileName = source;
        ByteOffset = byteOffset;
        Found = found;
        Expected = expected;
    }

    /// <summary>The file's path, the archive member, or a name for a stream.</summary>
    public string FileName { get; }

    /// <summary>Offset in bytes from the start, where there is one.</summary>
    public long? ByteOffset { get; }

    /// <summary>What was found.</summary>
    public string Found { get; }

    /// <summary>What was expected.</summary>
    public string Expected { get; }

    private static string Describe(string source, long? byteOffset, string found, string expected)
    {
        string where = byteOffset is { } offset ? string.Create(CultureInfo.InvariantCulture, $"{source}: byte {offset}") : source;
        return $"{where}: found {found}; expected {expected}";
    }
}
