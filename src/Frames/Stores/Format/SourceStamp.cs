using NeuroKit.Events.Archives;

namespace NeuroKit.Frames.Stores.Format;

/// <summary>What tells without reading that a file may have changed.</summary>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Ticks">When it was written, in ticks of UTC.</param>
internal readonly record struct SourceStamp(long Length, long Ticks)
{
    /// <summary>The stamp of a file, or of the archive that a member is in.</summary>
    public static SourceStamp Of(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists && ArchivePath.TrySplit(path, out string archive, out _))
            file = new FileInfo(archive);
        return file.Exists ? new SourceStamp(file.Length, file.LastWriteTimeUtc.Ticks) : default;
    }
}
