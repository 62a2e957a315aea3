namespace NeuroKit.Events.IO;

/// <summary>
/// A file that appears whole or not at all: written beside its place under a temporary name, flushed to disk and renamed by
/// <see cref="Commit"/>. Disposed before that, it leaves nothing.
/// </summary>
public sealed class AtomicFile : IDisposable
{
    private readonly string _temporaryPath;
    private bool _done;

    /// <summary>Begins a file.</summary>
    /// <param name="path">The place it will take; its folder must exist.</param>
    public AtomicFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
        if (Directory.Exists(Path))
            throw new IOException($"{path}: is a folder; expected the name of a file to write.");
        string folder = System.IO.Path.GetDirectoryName(Path)!;
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{path}: the folder {folder} does not exist.");
        _temporaryPath = System.IO.Path.Combine(folder, $".{System.IO.Path.GetFileName(Path)}.{Guid.NewGuid():N}.tmp");
        Stream = new FileStream(_temporaryPath, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 64 * 1024);
    }

    /// <summary>The place that the file takes on <see cref="Commit"/>.</summary>
    public string Path { get; }

    /// <summary>Where the content goes.</summary>
    public FileStream Stream { get; }

    /// <summary>Flushes to disk and puts the file in its place, over one that may be there.</summary>
    public void Commit()
    {
        ObjectDisposedException.ThrowIf(_done, this);
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_temporaryPath, Path, overwrite: true);
        _done = true;
    }

    /// <summary>Removes what was written unless it was committed.</summary>
    public void Dispose()
    {
        if (_done)
            return;
        _done = true;
        Stream.Dispose();
        File.Delete(_temporaryPath);
    }
}
