using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NeuroKit.Distill.Losses;
using NeuroKit.Distill.Recipes;
using NeuroKit.Events.IO;
using NeuroKit.Training;

namespace NeuroKit.Distill.Supervision;

/// <summary>Who taught a run, as the <c>distillation.json</c> in its folder has it.</summary>
/// <param name="Method">The loss's identifier.</param>
/// <param name="Loss">The loss with every option said.</param>
/// <param name="Teacher">The teacher's folder.</param>
/// <param name="TeacherNetwork">Its network.</param>
/// <param name="TeacherSteps">Its frames a recording.</param>
/// <param name="TeacherSha256">The digest of its weights.</param>
/// <param name="TeacherAccuracy">What it recognised before, on the validation part where there is one; null where it had not learnt before (joint).</param>
/// <param name="Cached">Whether its answers were kept.</param>
/// <param name="Supervision">How the teacher came by its knowledge.</param>
/// <param name="Weights">Whose weights teacher and students of a joint supervision are; null elsewhere.</param>
/// <param name="Pairing">How the teacher of before was run beside its students, every switch said; null in a joint supervision, and where an earlier version wrote it.</param>
public sealed partial record DistillationInfo(
    string Method, DistillationLossOptions Loss, string Teacher, string TeacherNetwork, int TeacherSteps, string TeacherSha256, double? TeacherAccuracy, bool Cached,
    SupervisionKind Supervision = SupervisionKind.Frozen, JointWeights? Weights = null, TeacherPairing? Pairing = null)
{
    private const string FileName = "distillation.json";

    private static readonly Json s_json = new(new JsonSerializerOptions(Json.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Reads it; null where the run had no teacher.</summary>
    /// <param name="runFolder">The run's folder.</param>
    /// <exception cref="TrainingException">The file is damaged.</exception>
    public static DistillationInfo? Read(string runFolder)
    {
        ArgumentNullException.ThrowIfNull(runFolder);
        string path = Path.Combine(runFolder, FileName);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), s_json.DistillationInfo);
        }
        catch (JsonException e)
        {
            throw new TrainingException($"{path}: is damaged: {e.Message}", e);
        }
    }

    internal void Write(string runFolder)
    {
        using var file = new AtomicFile(Path.Combine(runFolder, FileName));
        JsonSerializer.Serialize(file.Stream, this, s_json.DistillationInfo);
        file.Stream.WriteByte((byte)'\n');
        file.Commit();
    }

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true, NewLine = "\n")]
    [JsonSerializable(typeof(DistillationInfo))]
    private sealed partial class Json : JsonSerializerContext;
}
