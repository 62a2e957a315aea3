namespace NeuroKit.Events;

/// <summary>Root of the exceptions that NeuroKit throws about data. Wrong arguments stay <see cref="ArgumentException"/>.</summary>
public abstract class NeuroKitException : Exception
{
    protected NeuroKitException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
