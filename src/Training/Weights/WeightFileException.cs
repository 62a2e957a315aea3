using NeuroKit.Events;

namespace NeuroKit.Training.Weights;

/// <summary>A file of weights cannot be read, or its weights are not those of the network; the message says where, what was found and what was expected.</summary>
public sealed class WeightFileException : NeuroKitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What was found, and what was expected.</param>
    /// <param name="byteOffset">Where in the file; null where the file as a whole is meant.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public WeightFileException(string message, long? byteOffset = null, Exception? innerException = null)
        : base(message, innerException)
        => ByteOffset = byteOffset;

    /// <summary>Where in the file; null where the file as a whole is meant.</summary>
    public long? ByteOffset { get; }
}
