namespace NeuroKit.Events;

/// <summary>Content is compressed by a method whose decoder is a library of the system, and that library is not there.</summary>
public sealed class DecoderNotFoundException : EventFormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="source">The file's path or the stream's name.</param>
    /// <param name="found">How the content is compressed.</param>
    /// <param name="expected">The library, and the package that brings it.</param>
    public DecoderNotFoundException(string source, string found, string expected)
        : base(source, null, found, expected)
    {
    }
}
