using NeuroKit.Events.IO;

namespace NeuroKit.Events.Datasets.Layouts;

/// <summary>
/// The files of a data set, by name: a folder on disk, or the members of archives. A layout is found from names alone; only lists and label
/// files are opened.
/// </summary>
internal interface IFileTree
{
    /// <summary>The folder or archive, for messages; what <see cref="EventSample.Id"/> is relative to.</summary>
    string Root { get; }

    /// <summary>
    /// Every file, relative to <see cref="Root"/> with <c>/</c> between folders, in ordinal order. A name that begins with a dot hides a file
    /// or a folder. A folder whose name ends in <see cref="FileTreePath.ArchiveMark"/> is an archive.
    /// </summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>A file as <see cref="EventFile.Open(string, EventReadOptions?, EventFormats?)"/> takes it.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    string PathOf(string file);

    /// <summary>Opens a file to be read once.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    Stream OpenRead(string file);

    /// <summary>Opens a recording as a reader's source, named by <see cref="PathOf"/>.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    EventSource OpenSource(string file) => EventSource.FromFile(PathOf(file));

    /// <summary>A file's length in bytes.</summary>
    /// <param name="file">One of <see cref="Files"/>.</param>
    long LengthOf(string file);

    /// <summary>
    /// What would change on disk if <see cref="Files"/> did or the content of the files named: as little to look at as possible, so that
    /// an index kept from an earlier look is taken up at once.
    /// </summary>
    /// <param name="contents">Files whose content matters.</param>
    IReadOnlyList<FileStamp> Stamps(IEnumerable<string> contents);
}
