using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroKit.Events.IO;
using NeuroKit.Training;

namespace NeuroKit.Distill.Sweeps;

/// <summary>What a sweep's folder says of itself (<c>sweep.json</c>).</summary>
internal sealed record SweepRecord(string Recipe, IReadOnlyList<SweepAxis> Axes, IReadOnlyList<SweepRecord.Setting> Settings)
{
    public const string FileName = "sweep.json";

    public static SweepRecord Of(RecipeSweep sweep)
        => new(sweep.Recipe, sweep.Axes, [.. sweep.Settings.Select(s => new Setting(s.Name, s.Values))]);

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, FileName));

    /// <exception cref="TrainingException">It is missing or damaged.</exception>
    public static SweepRecord Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), SweepJson.Default.SweepRecord) ?? throw new TrainingException($"{path}: holds no sweep: null");
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new TrainingException($"{path}: holds no sweep: {e.Message}", e);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, SweepJson.Default.SweepRecord) + "\n";

    public void Write(string folder)
    {
        using var file = new AtomicFile(Path.Combine(folder, FileName));
        using (var writer = new StreamWriter(file.Stream, leaveOpen: true))
            writer.Write(ToJson());
        file.Commit();
    }

    /// <summary>A setting's folder and values.</summary>
    internal sealed record Setting(string Folder, IReadOnlyList<JsonElement> Values);
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NewLine = "\n", RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SweepRecord))]
[JsonSerializable(typeof(string))]
internal sealed partial class SweepJson : JsonSerializerContext;
