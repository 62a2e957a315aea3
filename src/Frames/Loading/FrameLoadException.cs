using NeuroKit.Events;

namespace NeuroKit.Frames.Loading;

/// <summary>A recording could not be loaded. Names it; the cause is the <see cref="Exception.InnerException"/>.</summary>
public sealed class FrameLoadException : NeuroKitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="samplePath">The recording's path.</param>
    /// <param name="sampleIndex">Its place in the data set.</param>
    /// <param name="problem">What is wrong.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public FrameLoadException(string samplePath, int sampleIndex, string problem, Exception? innerException = null)
        : base(problem.StartsWith(samplePath, StringComparison.Ordinal) ? problem : $"{samplePath}: {problem}", innerException)
        => (SamplePath, SampleIndex) = (samplePath, sampleIndex);

    /// <summary>The recording's path.</summary>
    public string SamplePath { get; }

    /// <summary>The recording's place in the data set.</summary>
    public int SampleIndex { get; }
}
