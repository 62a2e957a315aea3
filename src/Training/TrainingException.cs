using NeuroKit.Events;

namespace NeuroKit.Training;

/// <summary>A training cannot begin or go on. Says why and what would help.</summary>
public sealed class TrainingException : NeuroKitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What, where, and what would help.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public TrainingException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the loss was no number any more.</summary>
    public bool IsDivergence { get; init; }
}
