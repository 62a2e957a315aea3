using System.Runtime.InteropServices;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>
/// Makes a folder's entries durable: on POSIX systems a file that was flushed can still be lost with its name when the power fails, unless
/// its folder is flushed too. Windows does that by itself.
/// </summary>
internal static partial class DirectorySync
{
    private const int ReadOnly = 0;

    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int handle = Open(folder, ReadOnly);
        if (handle < 0)
            throw new IOException($"{folder}: cannot be opened to flush it (error {Marshal.GetLastPInvokeError()}).");
        try
        {
            // EINVAL: a file system that has nothing to flush for folders.
            const int EINVAL = 22;
            if (Sync(handle) != 0 && Marshal.GetLastPInvokeError() is var error and not EINVAL)
                throw new IOException($"{folder}: cannot be flushed to disk (error {error}).");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
