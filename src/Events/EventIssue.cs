using System.Globalization;

namespace NeuroKit.Events;

/// <summary>Something a reader noticed and went on from.</summary>
/// <param name="ByteOffset">Where in the file, where known.</param>
/// <param name="Message">What was found and what was expected.</param>
public sealed record EventIssue(long? ByteOffset, string Message)
{
    /// <inheritdoc/>
    public override string ToString()
        => ByteOffset is { } offset ? string.Create(CultureInfo.InvariantCulture, $"byte {offset}: {Message}") : Message;
}
