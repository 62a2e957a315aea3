namespace NeuroKit.Events;

/// <summary>The content contradicts its format: truncated, corrupted, or of an absurd size.</summary>
public sealed class InvalidEventDataException : EventFormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="source">The file's path or the stream's name.</param>
    /// <param name="byteOffset">Offset in bytes, where there is one.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public InvalidEventDataException(string source, long? byteOffset, string found, string expected, Exception? innerException = null)
        : base(source, byteOffset, found, expected, innerException)
    {
    }
}
