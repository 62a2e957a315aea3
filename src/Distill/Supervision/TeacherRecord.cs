using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroKit.Events.IO;
using NeuroKit.Training;
using NeuroKit.Training.Runs;

namespace NeuroKit.Distill.Supervision;

/// <summary>Who teaches in a distillation's folder (<c>teacher.json</c>), put by before a student's first step: it teaches to the end.</summary>
internal sealed partial record TeacherRecord
{
    private const string FileName = "teacher.json";

    private static readonly TeacherJson s_json = new(new JsonSerializerOptions(TeacherJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Its run's folder at that time.</summary>
    public required string Folder { get; init; }

    /// <summary>Whether it was given, not trained first.</summary>
    public required bool IsGiven { get; init; }

    /// <summary>Its network.</summary>
    public required string Network { get; init; }

    /// <summary>Its frames, in words.</summary>
    public required string Frames { get; init; }

    /// <summary>The digest of its weights.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Who teaches now.</summary>
    public static TeacherRecord Of(TrainedModel teacher, bool isGiven) => new()
    {
        Folder = teacher.Folder.Path,
        IsGiven = isGiven,
        Network = teacher.Info.Network,
        Frames = teacher.Info.Frames,
        Sha256 = WeightDigest.Of(teacher.Network),
    };

    /// <summary>Reads the folder's; null where it has none.</summary>
    /// <exception cref="TrainingException">It is damaged.</exception>
    public static TeacherRecord? TryRead(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), s_json.TeacherRecord) ?? throw new TrainingException($"{path}: is damaged: null");
        }
        catch (JsonException e)
        {
            throw new TrainingException($"{path}: is damaged: {e.Message}", e);
        }
    }

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        using var file = new AtomicFile(Path.Combine(folder, FileName));
        JsonSerializer.Serialize(file.Stream, this, s_json.TeacherRecord);
        file.Stream.WriteByte((byte)'\n');
        file.Commit();
    }

    /// <summary>Requires that who teaches now is who taught before: equal weights, computed alike. Where they lie does not matter.</summary>
    /// <exception cref="TrainingException">It is somebody else; the message says the key.</exception>
    public void RequireSame(TeacherRecord now, string folder)
    {
        foreach ((string key, string was, string @is) in new[] { ("sha256", Sha256, now.Sha256), ("network", Network, now.Network), ("frames", Frames, now.Frames) })
        {
            if (was != @is)
                throw new TrainingException($"{folder}: was begun with another teacher: {key} was {was} ({Folder}) and is {@is} ({now.Folder}) now; go on with that teacher, or name another folder");
        }
    }

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, WriteIndented = true, NewLine = "\n")]
    [JsonSerializable(typeof(TeacherRecord))]
    private sealed partial class TeacherJson : JsonSerializerContext;
}
