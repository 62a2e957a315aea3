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
        Path = Resolve(System.IO.Path.GetFullPath(path));
        if (IsOfTheSystem(Path))
            throw new IOException($"{path}: is a device or a pipe of the system; expected the name of a file to write.");
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
        try
        {
            Stream.Dispose(); // writes what is left in its buffer, which a full disk refuses
        }
        catch (IOException)
        {
            // Nothing of the file is wanted any more.
        }

        File.Delete(_temporaryPath);
    }

    // What a link points to: the link stays, its target is replaced.
    private static string Resolve(string path)
        => new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path : path;

    // A rename would put a regular file in a device's place.
    private static bool IsOfTheSystem(string path)
        => !OperatingSystem.IsWindows() && (path.StartsWith("/dev/", StringComparison.Ordinal) || path.StartsWith("/proc/", StringComparison.Ordinal)) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal);
}
