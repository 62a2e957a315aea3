namespace NeuroKit.Events.Datasets;

/// <summary>A data set cannot be used: files are missing, or a folder is not what it should be. Says where and what would help.</summary>
public sealed class DatasetException : NeuroKitException
{
    /// <summary>Makes the exception.</summary>
    /// <param name="path">The folder or file.</param>
    /// <param name="problem">What is wrong, and what would help.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public DatasetException(string path, string problem, Exception? innerException = null)
        : base($"{path}: {problem}", innerException)
        => Path = path;

    /// <summary>The folder or file.</summary>
    public string Path { get; }
}
