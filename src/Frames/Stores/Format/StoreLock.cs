using System.Globalization;
using System.Text;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>
/// A lock that processes share: a file held open alone, which the system lets go of when its holder ends, however it ends. It says who
/// holds it. The file goes when the lock does; whoever got the lock of a file that was just removed notices and begins anew.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private const int LongestWaitMilliseconds = 100;

    private readonly string _path;
    private FileStream? _file;

    private StoreLock(string path, FileStream file)
    {
        _path = path;
        _file = file;
    }

    /// <summary>Takes the lock, waiting while another process or thread holds it.</summary>
    /// <param name="path">The lock's file.</param>
    /// <param name="waiting">Told once who holds it, where one has to wait.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static StoreLock Take(string path, Action<string>? waiting, CancellationToken cancellationToken)
    {
        bool told = false;
        for (int wait = 5; ; wait = Math.Min(2 * wait, LongestWaitMilliseconds))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryTake(path) is { } taken)
                return taken;
            if (!told)
                waiting?.Invoke(OwnerOf(path));
            told = true;
            cancellationToken.WaitHandle.WaitOne(wait);
        }
    }

    /// <summary>Takes the lock, or gives null where it is held.</summary>
    public static StoreLock? TryTake(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (IsHeld(e))
        {
            return null;
        }

        string token = string.Create(CultureInfo.InvariantCulture,
            $"process {Environment.ProcessId} on {Environment.MachineName} since {DateTime.UtcNow:yyyy-MM-ddTHH:mm:ssZ} {Guid.NewGuid():N}\n");
        try
        {
            file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes(token));
            file.Flush();
            // Where a held file can be removed, the one at this path may be another by now.
            if (OperatingSystem.IsWindows() || Read(path) == token)
                return new StoreLock(path, file);
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    /// <summary>Who holds a lock, as far as can be seen.</summary>
    public static string OwnerOf(string path)
        => Read(path) is { Length: > 34 } text ? text[..^34] : "another process";

    public void Dispose()
    {
        if (_file is null)
            return;
        if (!OperatingSystem.IsWindows())
            File.Delete(_path); // while it is held: nobody else's file can be at this path
        _file.Dispose();
        _file = null;
        if (OperatingSystem.IsWindows())
            DeleteUnlessTaken();
    }

    private void DeleteUnlessTaken()
    {
        try
        {
            File.Delete(_path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next holder has it already.
        }
    }

    // On Windows a held file cannot be read at all.
    private static string? Read(string path)
        => !OperatingSystem.IsWindows() && PosixFile.ReadLocked(path, 1024) is { } bytes ? Encoding.UTF8.GetString(bytes) : null;

    // EAGAIN on Linux and on BSD systems, ERROR_SHARING_VIOLATION on Windows.
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x8007_0020);
}
