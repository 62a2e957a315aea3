using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Finds libneurokit_torch, and says how to get it where it is not there.</summary>
internal static class NativeLibraryLoader
{
    private const string FileName = "libneurokit_torch.so";
    private const string Remedy = "Install libtorch and its build tools (apt-get install -y libtorch-dev cmake g++), or name another libtorch in CMAKE_PREFIX_PATH, and build again.";

    private static readonly Lock s_lock = new();
    private static nint s_handle;

    // The resolver has to be there before the first call into the library, whichever member makes it.
#pragma warning disable CA2255 // The initializer only registers a callback: it loads nothing and cannot fail.
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(NativeLibraryLoader).Assembly, Resolve);
#pragma warning restore CA2255

    /// <summary>Whether the library can be used here; if not, <paramref name="reason"/> says why and what to do.</summary>
    public static bool IsAvailable(out string reason)
    {
        try
        {
            Load();
            reason = "";
            return true;
        }
        catch (NotSupportedException e)
        {
            reason = e.Message;
            return false;
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == NativeMethods.Library ? Load() : 0;

    /// <exception cref="NotSupportedException">The library, or a library that it needs, is missing.</exception>
    private static nint Load()
    {
        lock (s_lock)
        {
            if (s_handle != 0)
                return s_handle;

            var directories = new[] { AppContext.BaseDirectory, Path.GetDirectoryName(typeof(NativeLibraryLoader).Assembly.Location) };
            foreach (var directory in directories)
            {
                if (string.IsNullOrEmpty(directory))
                    continue;
                var file = Path.Combine(directory, FileName);
                if (!File.Exists(file))
                    continue;
                try
                {
                    return s_handle = NativeLibrary.Load(file);
                }
                catch (DllNotFoundException e)
                {
                    // The file is there, so a library that it was built against is not.
                    throw new NotSupportedException($"{file} cannot be loaded: {e.Message} {Remedy}", e);
                }
            }

            throw new NotSupportedException($"This application needs libtorch, and {FileName}, the native part of its TorchSharp binding, is not in {AppContext.BaseDirectory}. {Remedy}");
        }
    }
}
