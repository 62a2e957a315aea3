namespace NeuroKit.Events.IO;

/// <summary>Where what can be made again is kept, unless somebody says another place: stores and indices lie side by side in it.</summary>
internal static class CacheFolder
{
    /// <summary>
    /// <c>NEUROKIT_HOME</c>; else <c>neurokit</c> below <c>XDG_CACHE_HOME</c>, which by its specification counts only where it is an absolute
    /// path; else below <c>~/.cache</c> (on Windows the local application data). Null where the user has no home folder.
    /// </summary>
    /// <param name="environment">Gives a variable of the environment.</param>
    /// <param name="isWindows">Whether the system is Windows.</param>
    public static string? Find(Func<string, string?> environment, bool isWindows)
    {
        const string Name = "neurokit";
        if (environment("NEUROKIT_HOME") is { Length: > 0 } home)
            return Path.GetFullPath(home);
        if (environment("XDG_CACHE_HOME") is { Length: > 0 } cache && Path.IsPathRooted(cache))
            return Path.Combine(Path.GetFullPath(cache), Name);
        if (environment(isWindows ? "LOCALAPPDATA" : "HOME") is not { Length: > 0 } user)
            return null;
        return isWindows ? Path.Combine(user, Name) : Path.Combine(user, ".cache", Name);
    }
}
