namespace NeuroKit.Events.Datasets;

/// <summary>
/// A folder that appears whole or not at all: filled beside its place under a hidden name and renamed by <see cref="TryCommit"/>. A lock
/// file held open tells a folder in the making from one that a killed process left, which the next one removes.
/// </summary>
internal sealed class StagedFolder : IDisposable
{
    private const string LockName = ".lock";
    private const string Suffix = ".partial";
    private const string OldSuffix = ".old";

    private FileStream? _lock;
    private bool _done;

    public StagedFolder(string target)
    {
        Target = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(target));
        string parent = System.IO.Path.GetDirectoryName(Target)
            ?? throw new DatasetException(target, "is the root of a file system; expected a folder to make");
        string prefix = $".{System.IO.Path.GetFileName(Target)}.";
        Directory.CreateDirectory(parent);
        RemoveLeftovers(parent, prefix);
        Path = System.IO.Path.Combine(parent, $"{prefix}{Guid.NewGuid():N}{Suffix}");
        Directory.CreateDirectory(Path);
        _lock = new FileStream(System.IO.Path.Combine(Path, LockName), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>The place that the folder takes.</summary>
    public string Target { get; }

    /// <summary>Where to fill it.</summary>
    public string Path { get; }

    /// <summary>Puts the folder in its place.</summary>
    /// <param name="replace">Whether what is there may go; it goes only once the new folder is whole.</param>
    /// <returns>False where something is there, and was not to be replaced.</returns>
    public bool TryCommit(bool replace)
    {
        ObjectDisposedException.ThrowIf(_done, this);
        string? old = null;
        if (Directory.Exists(Target))
        {
            if (Directory.EnumerateFileSystemEntries(Target).Any())
            {
                if (!replace)
                    return false;
                old = Path + OldSuffix;
                Directory.Move(Target, old);
            }
            else
            {
                Directory.Delete(Target);
            }
        }

        Unlock();
        try
        {
            Directory.Move(Path, Target);
        }
        catch (IOException) when (Directory.Exists(Target))
        {
            // Another process was quicker.
            if (old is not null)
                RemoveQuietly(old);
            return false;
        }
        catch when (old is not null)
        {
            Directory.Move(old, Target);
            throw;
        }

        _done = true;
        if (old is not null)
            RemoveQuietly(old);
        return true;
    }

    public void Dispose()
    {
        Unlock();
        if (_done)
            return;
        _done = true;
        if (Directory.Exists(Path))
            Directory.Delete(Path, recursive: true);
    }

    private void Unlock()
    {
        if (_lock is null)
            return;
        _lock.Dispose();
        _lock = null;
        File.Delete(System.IO.Path.Combine(Path, LockName));
    }

    private static void RemoveLeftovers(string parent, string prefix)
    {
        foreach (string folder in Directory.GetDirectories(parent))
        {
            string name = System.IO.Path.GetFileName(folder);
            if (!name.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            if (name.EndsWith(Suffix + OldSuffix, StringComparison.Ordinal) || (name.EndsWith(Suffix, StringComparison.Ordinal) && IsAbandoned(folder)))
                RemoveQuietly(folder);
        }
    }

    // The lock cannot be had while another process fills the folder; without one the folder is just being begun or put in its place.
    private static bool IsAbandoned(string folder)
    {
        try
        {
            using var file = new FileStream(System.IO.Path.Combine(folder, LockName), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // What cannot be removed (another process is at it, or it is another user's) costs space and does no harm.
    private static void RemoveQuietly(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
