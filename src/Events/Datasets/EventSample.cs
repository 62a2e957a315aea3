using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using NeuroKit.Events.Datasets.Layouts;
using NeuroKit.Events.IO;
using NeuroKit.Events.Labels;

namespace NeuroKit.Events.Datasets;

/// <summary>A labelled recording of an <see cref="EventDataset"/>. Nothing of it is read before <see cref="Open"/>.</summary>
public sealed record EventSample
{
    private readonly string? _path;
    private readonly string? _root;

    /// <summary>Makes a sample of what its properties say.</summary>
    public EventSample()
    {
    }

    // Large data sets have a hundred thousand of them: the path is put together when it is asked for.
#pragma warning disable CS8618 // Path is what root and file give
    [SetsRequiredMembers]
    internal EventSample(string rootWithSeparator, string file, LabelWindow? window, int label, string className)
    {
        _root = rootWithSeparator;
        Id = window is { } stretch ? string.Create(CultureInfo.InvariantCulture, $"{file}#{stretch.Row}") : file;
        Window = window;
        Label = label;
        ClassName = className;
    }
#pragma warning restore CS8618

    /// <summary>
    /// A name that stays when the data set moves: the path relative to <see cref="EventDataset.Root"/> with <c>/</c> between folders; the whole
    /// path of a recording elsewhere. <c>#</c> and the row follow where the sample is a window of a recording.
    /// </summary>
    public required string Id { get; init; }

    /// <summary>The file's path.</summary>
    public required string Path
    {
        // A tree of archives says itself how its members are called: on every system with a '/' between them.
        get => _path ?? Tree?.PathOf(TreeFile)
            ?? _root + (System.IO.Path.DirectorySeparatorChar == '/' ? TreeFile : TreeFile.Replace('/', System.IO.Path.DirectorySeparatorChar));
        init => _path = value;
    }

    /// <summary>The class's number, its place in <see cref="EventDataset.Classes"/>.</summary>
    public required int Label { get; init; }

    /// <summary>The class's name.</summary>
    public required string ClassName { get; init; }

    /// <summary>The part that the recording belongs to; null where the set is not divided.</summary>
    public string? Split { get; init; }

    /// <summary>Who was recorded, where that is known.</summary>
    public string? Subject { get; init; }

    /// <summary>Under what circumstances it was recorded, where that is known: DVS-Gesture's light, <c>fluorescent_led</c>.</summary>
    public string? Condition { get; init; }

    /// <summary>The stretch of the recording that is the sample, the label file's row; null: all of it.</summary>
    public LabelWindow? Window { get; init; }

    /// <summary>Where the events come from; null (default) decodes the file. A store gives samples with a source of its own.</summary>
    public EventSampleSource? Source { get; init; }

    /// <summary>The part that the recording is distributed in, whatever rule divides the set now.</summary>
    internal string? DistributedSplit { get; init; }

    internal DatasetManifest? Manifest { get; init; }

    /// <summary>The archives that the recording lies in; null where it is a file.</summary>
    internal IFileTree? Tree { get; init; }

    /// <summary>The formats known when the recording is opened; null (default): <see cref="EventFormats.Default"/>.</summary>
    public EventFormats? Formats { get; init; }

    /// <summary>
    /// Opens the sample in the data set's convention (orientation, sensor size) where that is known. A sample that is a window gives the
    /// window's events; the whole recording is read for them.
    /// </summary>
    /// <param name="options">How to read; default <see cref="EventReadOptions.Default"/>, which is strict.</param>
    /// <returns>The reader; the caller disposes it.</returns>
    public EventReader Open(EventReadOptions? options = null)
    {
        if (Source is { } source)
            return source.Open(this, ReadOptions(options));
        EventReader recording = OpenRecording(options);
        return Window is { } window ? recording.Between(window.StartMicroseconds, window.EndMicroseconds) : recording;
    }

    /// <summary>Opens the whole recording, of which the sample may be a window (<see cref="Window"/>): whoever wants several windows of one reads it once.</summary>
    /// <param name="options">How to read; default <see cref="EventReadOptions.Default"/>, which is strict.</param>
    /// <returns>The reader; the caller disposes it.</returns>
    public EventReader OpenRecording(EventReadOptions? options = null) => EventFile.Open(OpenFile(), ReadOptions(options), Formats);

    /// <summary>
    /// The recording's bytes: its file, or the member of an archive, whose directory is read once for all samples of the data set.
    /// </summary>
    /// <returns>The source; the caller disposes it.</returns>
    public EventSource OpenFile() => Tree is null ? EventSource.FromFile(Path) : Tree.OpenSource(TreeFile);

    /// <summary>As <see cref="OpenRecording"/>, from the file's bytes that the caller has at hand already.</summary>
    /// <param name="bytes">The file's bytes, at their start; the reader owns them from now on.</param>
    /// <param name="options">How to read; default <see cref="EventReadOptions.Default"/>, which is strict.</param>
    /// <returns>The reader; the caller disposes it.</returns>
    public EventReader OpenBytes(EventSource bytes, EventReadOptions? options = null) => EventFile.Open(bytes, ReadOptions(options), Formats);

    /// <summary>
    /// SHA-256 of the recording's file in hexadecimal, lower case: what a store noted when it was imported, else of the file as it is now. Samples
    /// that are windows of one recording have one digest.
    /// </summary>
    /// <param name="cancellationToken">Cancels reading.</param>
    public string ComputeSourceSha256(CancellationToken cancellationToken = default)
    {
        if (Source?.SourceSha256 is { } known)
            return known;
        using EventSource source = OpenFile();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (source.Fetch(EventSource.BlockBytes) is { IsEmpty: false } block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(block);
            source.Advance(block.Length);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Options with what the data set knows: its orientation, and its sensor's size.</summary>
    /// <param name="options">The options; default <see cref="EventReadOptions.Default"/>.</param>
    public EventReadOptions ReadOptions(EventReadOptions? options = null) => Manifest?.Configure(options) ?? options ?? EventReadOptions.Default;

    /// <inheritdoc/>
    public override string ToString() => $"{ClassName} {Path}";

    /// <summary>The recording's length in bytes.</summary>
    internal long FileLength() => Tree is null ? new FileInfo(Path).Length : Tree.LengthOf(TreeFile);

    /// <summary>The recording's bytes from the start, to look at a few of them.</summary>
    internal Stream OpenRead() => Tree is null ? new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0) : Tree.OpenRead(TreeFile);

    // In a tree the name of a sample is that of its file, and the row.
    private string TreeFile => Window is null ? Id : Id[..Id.LastIndexOf('#')];

    /// <summary>The <see cref="Id"/> of a file.</summary>
    internal static string IdOf(string root, string path)
    {
        string relative = System.IO.Path.GetRelativePath(root, path);
        bool isInside = !System.IO.Path.IsPathRooted(relative) && relative != ".." && !relative.StartsWith(".." + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal);
        return (isInside ? relative : System.IO.Path.GetFullPath(path)).Replace(System.IO.Path.DirectorySeparatorChar, '/');
    }
}
