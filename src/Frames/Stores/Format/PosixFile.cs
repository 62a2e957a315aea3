using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>What .NET's files do not offer on POSIX systems.</summary>
internal static partial class PosixFile
{
    private const int ReadOnly = 0;
    private const int InvalidArgument = 22; // EINVAL

    /// <summary>
    /// Makes a folder's entries durable: a file that was flushed can still be lost with its name when the power fails, unless its folder is
    /// flushed too. Windows does that by itself.
    /// </summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int handle = Open(folder, ReadOnly);
        if (handle < 0)
            throw new IOException($"{folder}: cannot be opened to flush it (error {Marshal.GetLastPInvokeError()}).");
        using var owned = new SafeFileHandle(handle, ownsHandle: true);
        if (Sync(handle) != 0 && Marshal.GetLastPInvokeError() is var error and not InvalidArgument) // a file system with nothing to flush
            throw new IOException($"{folder}: cannot be flushed to disk (error {error}).");
    }

    /// <summary>The first bytes of a file that somebody may hold locked, which .NET refuses to open; null where there is none.</summary>
    public static byte[]? ReadLocked(string path, int atMost)
    {
        int handle = Open(path, ReadOnly);
        if (handle < 0)
            return null;
        using var owned = new SafeFileHandle(handle, ownsHandle: true);
        byte[] bytes = new byte[atMost];
        return bytes[..RandomAccess.Read(owned, bytes, 0)];
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);
}
