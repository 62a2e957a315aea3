namespace NeuroKit.Events;

/// <summary>Root of the exceptions that NeuroKit throws about data. Wrong arguments stay <see cref="ArgumentException"/>.</summary>
public abstract class NeuroKitException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What, where, and what was expected.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    protected NeuroKitException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
