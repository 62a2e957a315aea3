using NeuroKit.Events.IO;

namespace NeuroKit.Frames.Stores;

/// <summary>Where the store is, unless somebody says another place.</summary>
public static class StoreLocation
{
    /// <summary>Name of the store's folder below <c>NEUROKIT_HOME</c> or the cache folder.</summary>
    public const string FolderName = "store";

    /// <summary>
    /// The store's folder: what the caller says; else <c>store</c> below <c>NEUROKIT_HOME</c>; else <c>neurokit/store</c> below
    /// <c>XDG_CACHE_HOME</c>, which by its specification counts only where it is an absolute path; else <c>~/.cache/neurokit/store</c>
    /// (on Windows below the local application data). The folder need not exist.
    /// </summary>
    /// <param name="path">What the caller says, or null.</param>
    /// <exception cref="InvalidOperationException">Nobody says a place, and the user has no home folder.</exception>
    public static string Resolve(string? path = null) => Resolve(path, Environment.GetEnvironmentVariable, OperatingSystem.IsWindows());

    internal static string Resolve(string? path, Func<string, string?> environment, bool isWindows)
    {
        if (path is { Length: > 0 })
            return Path.GetFullPath(path);
        return CacheFolder.Find(environment, isWindows) is { } folder ? Path.Combine(folder, FolderName)
            : throw new InvalidOperationException($"There is no place for a store: say one, or set NEUROKIT_HOME ({(isWindows ? "LOCALAPPDATA" : "HOME")} is not set either).");
    }
}
