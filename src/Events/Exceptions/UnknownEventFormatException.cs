namespace NeuroKit.Events;

/// <summary>No known format fits the content, or several do.</summary>
public sealed class UnknownEventFormatException : EventFormatException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="source">The file's path or the stream's name.</param>
    /// <param name="found">What was found.</param>
    /// <param name="expected">What was expected.</param>
    /// <param name="candidates">Formats that could fit: several on a tie, none where nothing does.</param>
    public UnknownEventFormatException(string source, string found, string expected, IReadOnlyList<string> candidates)
        : base(source, null, found, expected)
        => Candidates = candidates;

    /// <summary>Names of the formats that could fit: several on a tie, none where nothing does.</summary>
    public IReadOnlyList<string> Candidates { get; }
}
