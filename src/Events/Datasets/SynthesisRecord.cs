using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroKit.Events.IO;

namespace NeuroKit.Events.Datasets;

/// <summary>The file in a made data set's folder that says how it was made and what is in it; it is written last.</summary>
internal sealed record SynthesisRecord
{
    public const string FileName = "neurokit-dataset.json";

    private const int MaxBytes = 1 << 20;

    public required string Dataset { get; init; }

    /// <summary>Made, not recorded: always true, for whoever finds the files.</summary>
    public bool Synthetic { get; init; } = true;

    /// <summary>Raised when equal parameters begin to give other bytes.</summary>
    public required int Generator { get; init; }

    public required SynthesisParameters Parameters { get; init; }

    public required IReadOnlyList<SynthesisPart> Parts { get; init; }

    /// <summary>Files in the folder without this one; null in the record of a set whose parts say it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Files { get; init; }

    /// <summary>Bytes of these files.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Bytes { get; init; }

    /// <summary>The record of a folder; null where there is none.</summary>
    /// <exception cref="DatasetException">There is one that this version does not understand.</exception>
    public static SynthesisRecord? Read(string folder)
        => ReadBytes(folder) is { } json ? Parse(json, Path.Combine(folder, FileName)) : null;

    /// <summary>The record in a file of that name; null where it is longer than one can be.</summary>
    /// <exception cref="DatasetException">This version does not understand it.</exception>
    public static SynthesisRecord? Read(Stream stream, string name)
    {
        byte[] bytes = new byte[MaxBytes + 1];
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read > MaxBytes ? null : Parse(bytes.AsSpan(0, read), name);
    }

    private static SynthesisRecord Parse(ReadOnlySpan<byte> json, string name)
    {
        try
        {
            if (JsonSerializer.Deserialize(json, DatasetJson.Default.SynthesisRecord) is { Dataset: not null, Parameters: not null, Parts: not null } record
                && record.Parts.All(p => p is { Name: not null, Folder: not null }))
                return record;
            throw new JsonException("a member is null.");
        }
        catch (JsonException e)
        {
            throw new DatasetException(name, $"is damaged or of another version of NeuroKit ({e.Message}); make the data set anew", e);
        }
    }

    /// <summary>Whether a folder says that it is a certain made data set, in whatever version's words.</summary>
    public static bool Claims(string folder, string dataset)
    {
        try
        {
            if (ReadBytes(folder) is not { } json)
                return false;
            using JsonDocument document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("dataset", out JsonElement id)
                && id.ValueKind == JsonValueKind.String && id.GetString() == dataset;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public void Write(string folder)
    {
        using var file = new AtomicFile(Path.Combine(folder, FileName));
        file.Stream.Write(ToBytes());
        file.Commit();
    }

    /// <summary>The record's file.</summary>
    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, DatasetJson.Default.SynthesisRecord), (byte)'\n'];

    /// <summary>A manifest turned to what was made: the sensor, the number of recordings of each class and part.</summary>
    public DatasetManifest Apply(DatasetManifest manifest) => manifest with
    {
        SensorSize = Parameters.SensorSize,
        IsSynthetic = true,
        Splits = [.. manifest.Splits.Select(split => split with { Recordings = CountsOf(split, manifest), Total = null })],
    };

    private int[] CountsOf(DatasetSplit split, DatasetManifest manifest)
        => [.. manifest.Classes.Select(c => Parts.Where(p => p.Name == split.Name && p.Folder == c.Folder).Sum(p => p.Recordings))];

    /// <summary>The set's manifest with the sensor that was simulated; null where the catalogue does not know the set.</summary>
    public DatasetManifest? ToManifest()
        => Catalog.TryGet(Dataset, out DatasetManifest? manifest) ? Apply(manifest) : null;

    /// <summary>The first class folder that does not hold the files that the record says, by number and bytes; null where all do.</summary>
    public string? FindDamage(string folder)
    {
        foreach (SynthesisPart part in Parts)
        {
            var classFolder = new DirectoryInfo(Path.Combine(folder, part.Name, part.Folder));
            FileInfo[] files = classFolder.Exists ? classFolder.GetFiles() : [];
            if (files.Length != part.Recordings || files.Sum(f => f.Length) != part.Bytes)
                return $"{classFolder.FullName} holds {files.Length} files, {files.Sum(f => f.Length)} bytes; expected {part.Recordings} files, {part.Bytes} bytes";
        }

        return null;
    }

    private static byte[]? ReadBytes(string folder)
    {
        var file = new FileInfo(Path.Combine(folder, FileName));
        if (!file.Exists)
            return null;
        return file.Length <= MaxBytes ? File.ReadAllBytes(file.FullName)
            : throw new DatasetException(file.FullName, $"has {file.Length} bytes; expected at most {MaxBytes}");
    }
}
