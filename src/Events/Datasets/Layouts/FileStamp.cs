namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>What tells that a file or folder is as it was. A folder's time changes when a name in it comes, goes or changes.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Length">The file's length; −1 for a folder.</param>
/// <param name="TimeTicks">When it was last written to, in ticks of UTC.</param>
internal readonly record struct FileStamp(string Path, long Length, long TimeTicks)
{
    private const long Folder = -1;

    // Times are kept no finer than a file system and its clock do: what was written this shortly before a look may be written again unseen.
    private static readonly long s_safeAge = TimeSpan.FromSeconds(2).Ticks;

    public static FileStamp OfFolder(string path) => new(path, Folder, Directory.GetLastWriteTimeUtc(path).Ticks);

    public static FileStamp OfFile(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target)
            file = target;
        return new FileStamp(path, file.Exists ? file.Length : long.MinValue, file.LastWriteTimeUtc.Ticks);
    }

    /// <summary>Whether it is as it was.</summary>
    public bool IsCurrent() => (Length == Folder ? OfFolder(Path) : OfFile(Path)) == this;

    /// <summary>Whether a change after a look would show.</summary>
    /// <param name="lookTicks">When it was looked at, in ticks of UTC.</param>
    public bool IsSettled(long lookTicks) => TimeTicks < lookTicks - s_safeAge;
}
