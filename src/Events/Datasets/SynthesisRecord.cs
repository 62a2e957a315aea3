using System.Text.Json;
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

    /// <summary>The record of a folder; null where there is none.</summary>
    /// <exception cref="DatasetException">There is one that this version does not understand.</exception>
    public static SynthesisRecord? Read(string folder)
    {
        if (ReadBytes(folder) is not { } json)
            return null;
        try
        {
            if (JsonSerializer.Deserialize(json, DatasetJson.Default.SynthesisRecord) is { Dataset: not null, Parameters: not null, Parts: not null } record
                && record.Parts.All(p => p is { Name: not null, Folder: not null }))
                return record;
            throw new JsonException("a member is null.");
        }
        catch (JsonException e)
        {
            throw new DatasetException(Path.Combine(folder, FileName), $"is damaged or of another version of NeuroKit ({e.Message}); make the data set anew", e);
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
        JsonSerializer.Serialize(file.Stream, this, DatasetJson.Default.SynthesisRecord);
        file.Stream.WriteByte((byte)'\n');
        file.Commit();
    }

    /// <summary>The set's manifest with the sensor that was simulated; null where the catalogue does not know the set.</summary>
    public DatasetManifest? ToManifest()
        => Catalog.TryGet(Dataset, out DatasetManifest? manifest) ? manifest with { SensorSize = Parameters.SensorSize } : null;

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
