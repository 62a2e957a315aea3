using NeuroKit.Events;

namespace NeuroKit.Frames;

/// <summary>A recording would give more frames than <see cref="FrameOptions.MaxFrames"/> or than one tensor holds.</summary>
public sealed class TooManyFramesException : NeuroKitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">How many, and which option or call accepts them.</param>
    public TooManyFramesException(string message)
        : base(message)
    {
    }
}
