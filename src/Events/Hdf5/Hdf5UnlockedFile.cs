using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NeuroKit.Events.Hdf5;

/// <summary>
/// Files opened without the advisory lock that .NET takes on Unix. The library locks what it writes and leaves the file open to processes that are
/// started meanwhile, by whatever thread: the lock then lives as long as they do, and .NET would refuse to read what was just written.
/// </summary>
internal static partial class Hdf5UnlockedFile
{
    // Linux's fcntl.h, on x64 and arm64 alike.
    private const int ReadOnly = 0;
    private const int WriteOnly = 1;
    private const int Create = 0x40;
    private const int Exclusive = 0x80;
    private const int CloseOnExec = 0x80000;
    private const int OwnerOnly = 0x180;

    /// <summary>Makes an empty file that nobody else can read.</summary>
    /// <exception cref="IOException">There is one, or none can be made.</exception>
    public static void Make(string path)
    {
        if (OperatingSystem.IsLinux())
        {
            Open(path, WriteOnly | Create | Exclusive | CloseOnExec).Dispose();
            return;
        }

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, options).Dispose();
    }

    /// <summary>Opens a file to read.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static FileStream OpenRead(string path)
        => OperatingSystem.IsLinux()
            ? new FileStream(Open(path, ReadOnly | CloseOnExec), FileAccess.Read)
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    private static SafeFileHandle Open(string path, int flags)
    {
        int descriptor = OpenDescriptor(path, flags, OwnerOnly);
        if (descriptor < 0)
            throw new IOException($"{path}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        return new SafeFileHandle(descriptor, ownsHandle: true);
    }

    [LibraryImport("libc.so.6", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenDescriptor(string path, int flags, int mode);
}
