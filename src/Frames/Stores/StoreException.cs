using NeuroKit.Events;

namespace NeuroKit.Frames.Stores;

/// <summary>A store cannot be used: it is none, it is damaged, or it does not hold what was asked for. Says where and what would help.</summary>
public sealed class StoreException : NeuroKitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="problem">What is wrong, and what would help.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public StoreException(string path, string problem, Exception? innerException = null)
        : base($"{path}: {problem}", innerException)
        => Path = path;

    /// <summary>The file or folder.</summary>
    public string Path { get; }
}
