using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroKit.Events.Datasets.Layouts;

namespace NeuroKit.Events.Datasets;

/// <summary>What is known of a data set before its files are seen. Immutable.</summary>
[DebuggerDisplay("{Id}")]
public sealed record DatasetManifest
{
    /// <summary>The identifier, for example <c>cifar10-dvs</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The name for people.</summary>
    public required string Title { get; init; }

    /// <summary>The licence, or what is known of it.</summary>
    public required string Licence { get; init; }

    /// <summary>The publication to cite.</summary>
    public required string Citation { get; init; }

    /// <summary>Where to get it.</summary>
    public required DatasetSource Source { get; init; }

    /// <summary>The classes by label.</summary>
    public required IReadOnlyList<DatasetClass> Classes { get; init; }

    /// <summary>The sensor's size as recorded.</summary>
    public required SensorSize SensorSize { get; init; }

    /// <summary>Name of the recordings' format, for example <c>aedat2</c>.</summary>
    public required string Format { get; init; }

    /// <summary>How recorded coordinates are turned into those that the literature uses.</summary>
    public Orientation Orientation { get; init; }

    /// <summary>The parts that the set is distributed in.</summary>
    public required IReadOnlyList<DatasetSplit> Splits { get; init; }

    /// <summary>How a recording's label follows from its place, in words.</summary>
    public string? LabelRule { get; init; }

    /// <summary>How the recordings lie in folders; null: a folder a class, the same in parts, or flat with lists (<see cref="DatasetSplit.List"/>).</summary>
    public DatasetLayoutKind? Layout { get; init; }

    /// <summary>The files that the set is distributed as; empty where it is made on the spot.</summary>
    public IReadOnlyList<DatasetArchive> Archives
    {
        get => field ?? [];
        init;
    }

    /// <summary>Other forms that the set is handed round in.</summary>
    public IReadOnlyList<DatasetVariant> Variants
    {
        get => field ?? [];
        init;
    }

    /// <summary>What one should know before using the set.</summary>
    public IReadOnlyList<string> Notes
    {
        get => field ?? [];
        init;
    }

    /// <summary>
    /// Whether the recordings are made by a simulator, not recorded: so of Fashion-DVS, and of a stand-in that <see cref="DatasetSynthesis"/>
    /// made, as the record in its folder says.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsSynthetic { get; init; }

    /// <summary>Reads a manifest of one's own.</summary>
    /// <param name="path">A JSON file with the members of this type, named in camel case; sizes as <c>"128x128"</c>.</param>
    /// <exception cref="DatasetException">The file is no manifest.</exception>
    public static DatasetManifest Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = File.OpenRead(path);
        return Read(file, path);
    }

    /// <summary>
    /// Indexes the data set's folder, whichever of the layouts it is handed round in: a folder a class, the same in train and test, or flat with lists
    /// (<see cref="DatasetSplit.List"/>); it may also be the only folder in <paramref name="root"/>, as archives unpack. A zip archive, or a folder
    /// that holds the set's zips and no recording, is read in place. No recording is opened.
    /// </summary>
    /// <param name="root">The folder or archive.</param>
    /// <param name="split">How to divide it; null (default) leaves it as it is distributed.</param>
    /// <param name="formats">The formats known; default <see cref="EventFormats.Default"/>.</param>
    /// <exception cref="DatasetException">
    /// The folder is missing, has none of the layouts, holds what would be mislabelled or left out (a class misspelt, a list that names what is
    /// not there), or cannot be divided that way.
    /// </exception>
    public EventDataset Open(string root, SplitRule? split = null, EventFormats? formats = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        EventDataset dataset = DatasetFiles.TryFind(this, root, formats) is { } archives ? LayoutIndex.Open(this, archives, formats)
            : Layout is null ? DatasetLayout.Open(this, root, formats)
            : LayoutIndex.Open(this, root, formats);
        return split is null ? dataset : dataset.WithSplit(split);
    }

    /// <summary>Indexes the data set's archives. No recording is opened.</summary>
    /// <param name="files">The archives.</param>
    /// <param name="split">How to divide the set; null (default) leaves it as it is distributed.</param>
    /// <param name="formats">The formats known; default <see cref="EventFormats.Default"/>.</param>
    /// <exception cref="DatasetException">As for a folder.</exception>
    /// <exception cref="ArchiveException">An archive is broken or refused.</exception>
    public EventDataset Open(DatasetFiles files, SplitRule? split = null, EventFormats? formats = null)
    {
        ArgumentNullException.ThrowIfNull(files);
        EventDataset dataset = LayoutIndex.Open(this, files.Tree, formats);
        return split is null ? dataset : dataset.WithSplit(split);
    }

    /// <summary>
    /// Adds to reading options what the data set knows: its orientation, and its sensor's size unless the options give one. Everything that is
    /// opened with the result comes in the data set's convention.
    /// </summary>
    /// <param name="options">The options; default <see cref="EventReadOptions.Default"/>.</param>
    public EventReadOptions Configure(EventReadOptions? options = null)
    {
        options ??= EventReadOptions.Default;
        return options with { SensorSize = options.SensorSize ?? SensorSize, Orientation = options.Orientation ?? Orientation };
    }

    /// <summary>Reads a manifest from JSON text.</summary>
    /// <param name="json">The text, as <see cref="ToJson"/> gives it.</param>
    /// <param name="name">Where it is from, for messages.</param>
    /// <exception cref="DatasetException">The text is no manifest.</exception>
    public static DatasetManifest Parse(string json, string name = "(manifest)")
    {
        ArgumentNullException.ThrowIfNull(json);
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        return Read(stream, name);
    }

    /// <summary>The manifest as JSON, which <see cref="Parse"/> and <see cref="Load"/> read.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DatasetJson.Default.DatasetManifest);

    /// <inheritdoc/>
    public override string ToString() => Id;

    internal static DatasetManifest Read(Stream json, string name)
    {
        DatasetManifest manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(json, DatasetJson.Default.DatasetManifest)
                ?? throw new DatasetException(name, "holds null; expected a data set's manifest");
        }
        catch (JsonException e)
        {
            throw new DatasetException(name, $"is no manifest of a data set: {e.Message}", e);
        }

        string? wrong =
            manifest.Classes is null or [] ? "has no classes"
            : manifest.Classes.DistinctBy(c => c.Folder).Count() < manifest.Classes.Count ? "gives two classes one folder"
            : manifest.Splits is null or [] ? "has no splits (\"all\" where the set is not divided)"
            : manifest.Splits.FirstOrDefault(s => s.Recordings is { } counts && counts.Count != manifest.Classes.Count) is { } odd
                ? $"counts {odd.Recordings!.Count} classes in split {odd.Name} of {manifest.Classes.Count}"
            : manifest.Splits.FirstOrDefault(s => s.Recordings is { } counts && s.Total is { } total && counts.Sum() != total) is { } uneven
                ? $"says {uneven.Total} recordings in split {uneven.Name}, whose classes have {uneven.Recordings!.Sum()}"
            : manifest.Layout == DatasetLayoutKind.LabelWindows && manifest.Splits.All(s => s.RecordingList is null) ? "has label windows and no lists of the parts' recordings (recordingList)"
            : null;
        return wrong is null ? manifest : throw new DatasetException(name, wrong);
    }
}
